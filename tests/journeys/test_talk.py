"""People talk by keyboard alone: they write, reply, say what helped, change words and mention a neighbour."""

import re

import pytest
from playwright.sync_api import Page, expect

from cms.demo import words
from participation.debate.actions import write_comment
from participation.models import Comment, Debate, User
from tests.journeys.people import Household

pytestmark = pytest.mark.journey
NEW = "There is room for a ramp beside the steps."
OPEN, CLOSED = (each["slug"] for each in words.read("debates")["debates"])


def debate(slug: str) -> Debate:
    title = next(each["title"] for each in words.read("debates")["debates"] if each["slug"] == slug)
    return Debate.objects.get(title=title)


def resident(number: int) -> User:
    """Someone with an account, other than those who have a log-in of the demo."""
    return User.objects.exclude(display_name="").order_by("pk")[20 + number]


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.id")


def test_resident_takes_part_in_a_debate_by_keyboard(household: Household):
    alice = household.member("alice")
    neighbour = resident(1)
    theirs = write_comment(
        author=neighbour, thread=debate(OPEN).thread, stance="against", text="The steps are steep."
    )
    alice.go(debate(OPEN).get_absolute_url())
    alice.sees(debate(OPEN).title)
    alice.keys.choose("For", within=alice.page.locator("#write"))
    alice.keys.write("Your comment", NEW)
    alice.keys.follow("button", "Publish my comment")
    own = Comment.objects.get(text=NEW)
    expect(alice.page.locator(f"#comment-{own.pk}")).to_be_in_viewport()
    assert focused(alice.page) == f"comment-{own.pk}"

    alice.go(theirs.get_absolute_url())
    card = alice.page.locator("li", has=alice.page.locator(f"#comment-{theirs.pk}")).last
    alice.keys.press("button", re.compile("^Helpful"), within=card)
    expect(card.get_by_role("button", name=re.compile("^Helpful")).first).to_have_attribute(
        "aria-pressed", "true"
    )
    theirs.refresh_from_db()
    assert theirs.helpful_count == 1
    alice.keys.follow("link", re.compile("^Reply"), within=card)
    alice.keys.write("Your reply", f"I see it, @{neighbour.display_name[:3]}")
    alice.keys.press("button", re.compile(f"^@{re.escape(neighbour.display_name)}"))
    alice.page.keyboard.type("and thank you.")
    alice.keys.follow("button", "Publish my reply")
    reply = Comment.objects.get(parent=theirs)
    assert reply.text == f"I see it, @[{neighbour.pk}] and thank you."
    alice.reads(f"I see it, @{neighbour.display_name} and thank you.")


def test_change_of_an_older_comment_can_be_read(household: Household):
    alice = household.member("alice")
    thread = debate(OPEN).thread
    own = write_comment(author=User.objects.get(email="alice@quernmouth.example"), thread=thread, text="Yes.")
    write_comment(author=resident(2), thread=thread, text="Why?", parent=own)
    alice.go(own.get_absolute_url())
    card = alice.page.locator(f"#comment-{own.pk}")
    alice.keys.follow("link", re.compile("^Change"), within=card)
    alice.keys.write("Your words", "Yes, with a windbreak.")
    alice.keys.follow("button", "Save the change")
    alice.keys.follow("link", re.compile("^See changes"), within=alice.page.locator(f"#comment-{own.pk}"))
    alice.sees("Changes of a comment")
    expect(alice.page.locator("ins")).to_contain_text("with a windbreak.")


def test_lasting_address_opens_the_second_page_at_the_comment(household: Household):
    thread = debate(OPEN).thread
    made = [
        write_comment(author=resident(3), thread=thread, stance="against", text=f"Reason {number}")
        for number in range(14)
    ]
    visitor = household.visitor()
    visitor.go(f"{made[0].get_absolute_url()}?sort=newest")
    expect(visitor.page).to_have_url(re.compile(r"talk=2&sort=newest#comment-"))
    expect(visitor.page.locator(f"#comment-{made[0].pk}")).to_be_in_viewport()
    assert focused(visitor.page) == f"comment-{made[0].pk}"


def test_open_page_tells_of_new_comments_and_moves_nothing(household: Household):
    reader, writer = household.visitor(), household.member("alice", scripts=False)
    reader.go(debate(OPEN).get_absolute_url())
    before = reader.page.locator("article.comment").count()
    writer.go(debate(OPEN).get_absolute_url())
    writer.keys.choose("Against", within=writer.page.locator("#write"))
    writer.keys.write("Your comment", "The wind, the wind.")
    writer.keys.follow("button", "Publish my comment")
    notice = reader.page.locator("[data-talk-new]")
    expect(notice).to_contain_text("New comments: 1")
    assert reader.page.locator("article.comment").count() == before
    assert reader.page.evaluate("window.scrollY") == 0
    expect(reader.page.locator("[role=status].visually-hidden")).to_contain_text("New comments: 1")
    reader.keys.follow("link", re.compile("Show them"))
    reader.reads("The wind, the wind.")


def test_closed_debate_says_what_came_of_it(household: Household):
    visitor = household.visitor(scripts=False)
    visitor.go(debate(CLOSED).get_absolute_url())
    visitor.reads("What came of it")
    expect(visitor.page.get_by_role("button", name="Publish my comment")).to_have_count(0)
