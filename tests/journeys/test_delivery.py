"""What happens after the vote: one project runs over, one comes in under budget, one cannot be built."""

import re

import pytest
from playwright.sync_api import expect

from budgeting.models import MoneyRequest, Project, Round
from cms.demo import words
from tests.journeys.people import Household, Person

pytestmark = pytest.mark.journey


def project(slug: str) -> Project:
    """Of last year's round, by the key of its words."""
    title = next(each.title for each in words.round_two_projects() if each.slug == slug)
    return Project.objects.select_related("round__process").get(
        round=Round.objects.get(process__slug=words.round_two().slug), title=title
    )


def act(person: Person, thing: Project, name: str, **written: str) -> None:
    """An act on the desk of a funded project."""
    person.go(f"/admin/building/{thing.pk}/")
    main = person.page.get_by_role("main")
    person.keys.follow("link", name, within=main)
    for label, text in written.items():
        person.keys.write(re.compile(label.replace("_", " ")), text)
    person.keys.follow("button", name, within=main)


def approve(person: Person, thing: Project) -> None:
    """From the first screen, where it waits, to the desk."""
    person.go("/admin/")
    person.keys.follow("link", re.compile(f"waits for your decision.*{re.escape(thing.title)}"))
    main = person.page.get_by_role("main")
    person.keys.follow("link", re.compile("^Approve"), within=main)
    person.keys.follow("button", "Approve", within=main)


def reads(person: Person, thing: Project, *sentences: str) -> None:
    person.go(f"/rounds/{thing.round.process.slug}/built/{thing.number}/")
    for sentence in sentences:
        expect(person.page.get_by_text(sentence).first).to_be_visible()


def test_over_budget_under_budget_and_not_built(household: Household):
    carol, farah, dilys = (household.member(name) for name in ("carol", "farah", "dilys"))
    reader = household.visitor(scripts=False)

    street = project("millfields-school-street")
    why = "The seats must be anchored."
    act(carol, street, "Ask for more money", How_much_more="1,000", Reason=why)
    reads(reader, street, "The council asks for £1,000 more. Finance decides")
    approve(farah, street)
    reads(reader, street, "£1,000 more was approved", why)

    dunes = project("long-sands-dunes")
    act(carol, dunes, "Close its books", All_that_it_cost="16,000", Reason="Fences, grass and boardwalks.")
    approve(farah, dunes)
    reads(reader, dunes, "It cost £16,000 of its £18,000. £2,000 went back to the pot.")

    lights = project("wharf-bridge-lights")
    act(carol, lights, "It cannot be built", Reason="The river authority took its permission back.")
    dilys.go(f"/admin/rounds/{lights.round_id}/")
    dilys.keys.follow("link", re.compile(re.escape(lights.title)), within=dilys.page.get_by_role("main"))
    dilys.keys.follow("button", "I agree: do it", within=dilys.page.get_by_role("main"))

    heir = project("hill-dog-field")
    reads(reader, lights, "This project won and cannot be built", heir.title)
    reads(reader, heir, "This project stepped in", lights.title)
    reader.go(f"/rounds/{lights.round.process.slug}/result/")
    expect(reader.page.get_by_role("heading", name="What happened since")).to_be_visible()
    reader.go(f"/rounds/{lights.round.process.slug}/built/")
    expect(reader.page.get_by_text("1 cannot be built.")).to_be_visible()
    assert not MoneyRequest.objects.waiting().exists()
