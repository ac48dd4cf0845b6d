"""A reader reports a comment; the facilitator hides it or asks for a change; its author reads why."""

import re
import secrets

import pytest
from playwright.sync_api import expect

from cms.demo import words
from participation.models import Proposal
from tests.journeys.office import open_screen
from tests.journeys.people import Household, Person

pytestmark = pytest.mark.journey
PHONE = {"width": 360, "height": 740}


def write_comment(person: Person, address: str, text: str) -> None:
    person.go(address)
    person.keys.choose("Against", within=person.page.get_by_role("main"))
    person.keys.write("Your comment", text)
    person.keys.follow("button", "Publish my comment")
    expect(person.page.get_by_text(text)).to_be_visible()


def report(person: Person, address: str, text: str) -> None:
    person.go(address)
    comment = person.page.get_by_role("article").filter(has_text=text).last
    person.keys.follow("link", re.compile("^Report"), within=comment)
    radio = person.page.get_by_role("radio").first
    person.keys.choose(radio.evaluate("element => element.labels[0].innerText.trim()"))
    person.keys.follow("button", "Send the report")
    person.sees("Thank you for your report")


def hide(facilitator: Person, text: str, reason: str) -> None:
    open_screen(facilitator, "Reports")
    row = facilitator.page.get_by_role("listitem").filter(has_text=text)
    facilitator.keys.follow("link", re.compile("."), within=row)
    main = facilitator.page.get_by_role("main")
    facilitator.keys.choose("Hide it", within=main)
    main.get_by_role("combobox", name=re.compile("House rule")).select_option(label="Be kind")
    facilitator.keys.write(re.compile("^Reason"), reason, within=main)
    facilitator.keys.follow("button", "Decide", within=main)


def test_reported_comment_is_hidden_with_a_reason(household: Household):
    address = Proposal.objects.get(title=words.ideas()[0].title).get_absolute_url()
    text = f"Whoever wants this is a fool {secrets.token_hex(4)}"
    reason = f"It insults a neighbour {secrets.token_hex(4)}."
    author, reader = household.member("ravi"), household.member("alice")
    write_comment(author, address, text)
    report(reader, address, text)
    hide(household.member("bob"), text, reason)

    visitor = household.visitor()
    visitor.go(address)
    visitor.reads("A facilitator hid this comment.")
    expect(visitor.page.get_by_text(text)).to_have_count(0)
    expect(visitor.page.get_by_text(reason)).to_have_count(0)
    author.go(address)
    author.reads(re.compile(re.escape(reason)))


def test_author_changes_what_a_facilitator_asked_for_all_on_phones(household: Household):
    address = Proposal.objects.get(title=words.ideas()[0].title).get_absolute_url()
    mark = secrets.token_hex(4)
    rude, kind = f"Only a fool wants this {mark}", f"I would not use this {mark}"
    author, reader, facilitator = (household.member(name) for name in ("ravi", "alice", "bob"))
    for person in (author, reader, facilitator):
        person.page.set_viewport_size(PHONE)
    write_comment(author, address, rude)
    report(reader, address, rude)
    stands_whole(reader)
    ask_for_change(facilitator, rude, f"It is about people {mark}.")

    author.go("/me/notices/")
    author.keys.follow("link", re.compile(mark))
    author.reads(f"It is about people {mark}.")
    stands_whole(author)
    author.keys.follow("link", "Change your words")
    author.keys.write("Your words", kind)
    author.keys.follow("button", "Save the change")
    author.reads(kind)

    facilitator.go("/admin/moderation/")
    row = facilitator.page.get_by_role("listitem").filter(has_text=kind).first
    expect(row).to_contain_text("The author changed it, as they were asked to")


def ask_for_change(facilitator: Person, text: str, reason: str) -> None:
    """With the keys of the desk: e marks it and leads to the rule."""
    facilitator.go("/admin/moderation/")
    stands_whole(facilitator)
    row = facilitator.page.get_by_role("listitem").filter(has_text=text).first
    facilitator.keys.follow("link", re.compile("."), within=row)
    stands_whole(facilitator)
    main = facilitator.page.get_by_role("main")
    facilitator.page.keyboard.press("e")
    rule = main.get_by_role("combobox", name=re.compile("House rule"))
    expect(rule).to_be_focused()
    expect(main.get_by_role("radio", name=re.compile("^Ask the author"))).to_be_checked()
    rule.select_option(label="Be kind")
    facilitator.keys.write(re.compile("^Reason"), reason, within=main)
    facilitator.keys.follow("button", "Decide", within=main)


def stands_whole(person: Person) -> None:
    """Nothing is cut off at the side."""
    assert person.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], person.page.url
