"""Writing a proposal on a phone without scripts, changing it, and merging two into one."""

import re
import secrets

import pytest
from playwright.sync_api import expect

from cms.demo import words
from participation.models import Proposal, ProposalDraft, Support, User
from participation.proposals.actions import publish_proposal
from tests.journeys.examples import ideas
from tests.journeys.people import Household, Person

pytestmark = pytest.mark.journey
PHONE = {"width": 375, "height": 667}


def on_a_phone(person: Person) -> Person:
    person.page.set_viewport_size(PHONE)
    return person


def fits(person: Person) -> None:
    """Nothing stands out to the side."""
    root = person.page.locator("html")
    assert root.evaluate("html => html.scrollWidth") <= PHONE["width"]


def next_step(person: Person, heading: str) -> None:
    fits(person)
    person.keys.follow("button", "Next")
    person.sees(heading)


def test_write_on_a_phone_without_scripts(household: Household):
    person, title = on_a_phone(household.member("ravi", scripts=False)), f"A swing {secrets.token_hex(3)}"
    person.go(f"/processes/{ideas().slug}/propose/")
    person.keys.write("Title", title)
    person.keys.follow("button", "Next")
    person.reads("Write something here.")
    person.keys.write("What should happen?", "Hang one swing from the old crane.")
    next_step(person, "Why it matters")
    person.keys.write("Why does it matter?", "It would make people smile.")
    person.keys.follow("button", "Back")
    expect(person.page.get_by_label("Title")).to_have_value(title)
    person.keys.follow("button", "Next")
    expect(person.page.get_by_label("Why does it matter?")).to_have_value("It would make people smile.")
    next_step(person, "Where it is")
    person.keys.select("Which part of town?", words.wards()[0].name)
    next_step(person, "Who it is for")
    person.keys.select("What is it about?", words.categories()[0].name)
    next_step(person, "What it might cost")
    next_step(person, "Pictures")
    next_step(person, "Documents")
    next_step(person, "Look it over")
    person.reads("Hang one swing from the old crane.")
    fits(person)
    person.keys.follow("button", "Publish my proposal")
    person.sees(title)
    fits(person)


def test_draft_is_saved_while_typing_and_found_again(household: Household):
    person, title = household.member("ravi"), f"A lamp {secrets.token_hex(3)}"
    person.go(f"/processes/{ideas().slug}/propose/")
    person.keys.write("Title", title)
    expect(person.page.get_by_text("Saved", exact=True)).to_be_visible()
    person.page.context.set_offline(True)
    person.keys.write("What should happen?", "One lamp on the pier.")
    expect(person.page.get_by_text("there is no connection")).to_be_visible()
    address = person.page.url
    person.page.context.set_offline(False)
    person.go(address)
    expect(person.page.get_by_label("What should happen?")).to_have_value("One lamp on the pier.")
    person.go("/me/")
    person.reads(title)
    ProposalDraft.objects.filter(words__title=title).delete()


def test_words_typed_before_the_script_arrives_are_saved_too(household: Household):
    person, title, late = household.member("ravi"), f"A slow lamp {secrets.token_hex(3)}", []
    person.page.route(re.compile(r"/js/draft\b.*\.js"), lambda route: late.append(route))  # noqa: PLW0108 (a built-in takes no handle)
    with person.page.expect_request(re.compile(r"/js/draft\b.*\.js")):
        person.go(f"/processes/{ideas().slug}/propose/")
    person.keys.write("Title", title)
    late[0].continue_()
    expect(person.page.get_by_text("Saved", exact=True)).to_be_visible()
    ProposalDraft.objects.get(words__title=title).delete()


def test_change_shows_what_was_different(household: Household):
    mark = secrets.token_hex(3)
    own = written("ravi", f"A bell {mark}")
    person = household.member("ravi")
    person.go(own.get_absolute_url())
    person.keys.follow("link", "Change your proposal")
    person.keys.write("Title", f"A bell and a rope {mark}")
    person.keys.write("Why do you change it?", "A bell needs a rope.")
    person.keys.follow("button", "Save my change")
    person.sees(f"A bell and a rope {mark}")
    person.reads("Changed in an important way")
    person.keys.follow("link", "See what changed")
    expect(person.page.locator("ins").first).to_contain_text("and a rope")
    person.reads("A bell needs a rope.")


def test_merged_address_leads_to_the_other(household: Household):
    mark = secrets.token_hex(3)
    old, new = written("ravi", f"Seats {mark}"), written("alice", f"Benches {mark}")
    address = old.get_absolute_url()
    Support.objects.create(proposal=old, identity=User.objects.get(email="alice@quernmouth.example").identity)
    bob = household.member("bob")
    bob.go(f"/admin/proposals/{old.pk}/do/merge/")
    bob.keys.write("Or into the proposal with this number", str(new.pk), role="spinbutton")
    bob.keys.write("Reason, which everyone can read", "They ask for the same.")
    bob.keys.follow("button", "Merge into another")
    expect(bob.page.get_by_text("Its supporters are told")).to_be_visible()
    visitor = household.visitor()
    visitor.go(address)
    visitor.sees(f"Benches {mark}")
    expect(visitor.page.locator(".stat__value").first).to_have_text("1")
    visitor.keys.follow("link", f"Seats {mark}")
    visitor.reads("This proposal was merged")


def written(name: str, title: str) -> Proposal:
    author = User.objects.get(email=f"{name}@quernmouth.example")
    example = Proposal.objects.filter(process=ideas())[0]
    return publish_proposal(
        author=author,
        process=ideas(),
        area=example.area,
        category=example.category,
        title=title,
        what="On the quay.",
        why="It would help.",
    )
