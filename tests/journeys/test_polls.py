"""Polls by keyboard on a phone, with and without scripts; refused with a reason; two browsers at once."""

import re

import pytest
from playwright.sync_api import expect

from participation.models import Area, Identity, Poll, Vote
from tests.factories.polls import PollFactory, ranked, things
from tests.journeys.examples import poll
from tests.journeys.people import Household, Person

pytestmark = pytest.mark.journey
PHONE = {"width": 375, "height": 812}


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def alice(request, household: Household) -> Person:
    return on_a_phone(household.member("alice", scripts=request.param))


def on_a_phone(person: Person) -> Person:
    person.page.set_viewport_size(PHONE)
    return person


def fits(person: Person) -> None:
    assert person.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def voted(person: Person) -> None:
    expect(person.page.get_by_role("heading", name="Your vote is in")).to_be_visible()
    fits(person)


def send(person: Person, button: str) -> None:
    """Press it; with scripts its part of the page changes in place."""
    if not person.scripts:
        person.keys.follow("button", button)
        return
    person.page.locator("#your-vote").evaluate("part => part.dataset.before = 'yes'")
    person.keys.press("button", button)
    expect(person.page.locator("#your-vote[data-before]")).to_have_count(0)


def test_each_kind_is_answered_and_changed_on_a_phone(alice: Person):
    kinds = {
        "single": PollFactory(),
        "multiple": PollFactory(kind=Poll.Kind.MULTIPLE, max_choices=2),
        "ranked": ranked(),
        "scored": PollFactory(kind=Poll.Kind.SCORED),
    }
    keys = alice.keys
    alice.go(kinds["single"].get_absolute_url())
    fits(alice)
    keys.choose("A ferry")
    send(alice, "Vote")
    voted(alice)
    keys.choose("A bridge")
    send(alice, "Change my vote")
    voted(alice)
    alice.go(kinds["multiple"].get_absolute_url())
    for name in ("A bridge", "A ferry", "A tunnel"):
        keys.tick(name)
    send(alice, "Vote")
    expect(alice.page.get_by_role("alert")).to_contain_text("Choose 1 to 2.")
    keys.tick("A tunnel")
    send(alice, "Vote")
    voted(alice)
    alice.go(kinds["ranked"].get_absolute_url())
    keys.select(re.compile("^Place 1"), "A tunnel")
    keys.select(re.compile("^Place 2"), "A ferry")
    send(alice, "Vote")
    voted(alice)
    alice.go(kinds["scored"].get_absolute_url())
    keys.choose("4", within=alice.page.get_by_role("group", name=re.compile("A ferry")))
    send(alice, "Vote")
    voted(alice)
    given = {
        key: dict(Vote.objects.get(poll=one).choices.values_list("option__title", "value"))
        for key, one in kinds.items()
    }
    assert given == {
        "single": {"A bridge": 1},
        "multiple": {"A bridge": 1, "A ferry": 1},
        "ranked": {"A tunnel": 1, "A ferry": 2},
        "scored": {"A ferry": 4},
    }


def test_statements_are_answered_one_at_a_time_and_one_is_changed(alice: Person):
    statements = PollFactory(kind=Poll.Kind.STATEMENTS, takes_statements=True)
    keys = alice.keys
    alice.go(statements.get_absolute_url())
    for button in ("Agree", "Disagree", "Pass"):
        fits(alice)
        send(alice, button)
        if alice.scripts:
            # The next words are read out at once, and no stray Enter answers them unread.
            expect(alice.page.locator("#your-vote :focus")).to_have_attribute("tabindex", "-1")
    alice.reads("You have answered every statement. Thank you.")
    keys.follow("link", "See and change my answers")
    keys.follow("button", "Agree", within=alice.page.get_by_role("group", name="A ferry"))
    pressed = alice.page.get_by_role("group", name="A ferry").locator("[aria-pressed=true]")
    expect(pressed).to_have_text("Agree")
    fits(alice)


def test_resident_of_another_ward_reads_why_and_where_to_go(household: Household):
    home = Identity.objects.get(user__email="alice@quernmouth.example").area_id
    place = Area.objects.filter(kind=Area.Kind.WARD).exclude(pk=home)[0]
    alice = on_a_phone(household.member("alice"))
    alice.go(PollFactory(in_areas=[place]).get_absolute_url())
    alice.reads(re.compile(f"You live in .*; this poll is for {place.name}\\."))
    alice.keys.follow("link", "Has this changed? See how the council knows")


def test_tally_moves_in_another_browser(household: Household):
    asked = poll("square")
    option = things(asked)[3]
    visitor, alice = household.visitor(), household.member("alice")
    visitor.go(asked.get_absolute_url())
    number = visitor.page.locator(f'[data-live="tally:{asked.pk} option-{option.pk}"]').first
    turnout = visitor.page.locator(f'[data-live="poll:{asked.pk} turnout"]')
    before, people = int(number.inner_text()), int(turnout.inner_text())
    expect(visitor.page.get_by_role("button", name="Pause live numbers")).to_be_visible()
    alice.go(asked.get_absolute_url())
    alice.keys.choose(option.title)
    send(alice, "Vote")
    expect(number).to_have_text(str(before + 1))
    expect(turnout).to_have_text(str(people + 1))
