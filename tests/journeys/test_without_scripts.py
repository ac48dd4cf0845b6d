"""The main steps in a browser that runs no scripts: support, comment, ballot and pledge."""

import re
import secrets

import pytest
from playwright.sync_api import expect

from budgeting.models import Campaign, PollBookEntry
from cms.demo import words
from participation.models import Identity, Proposal, Support
from tests.journeys.examples import cheap_choices, voting
from tests.journeys.people import Household, Person

pytestmark = pytest.mark.journey


@pytest.fixture
def person(household: Household) -> Person:
    """A resident who has not voted yet in the round that runs, without scripts."""
    voted = PollBookEntry.objects.filter(round=voting()).values("identity")
    new = Identity.objects.filter(way=Identity.Way.CENSUS, user__email__endswith=".example")
    identity = new.exclude(pk__in=voted).select_related("user").order_by("-pk")[0]
    resident = household.member(identity.user.email, scripts=False)
    resident.identity = identity
    return resident


def test_support_without_scripts(person: Person):
    given = Support.objects.filter(identity=person.identity).values("proposal")
    process = words.ideas_process().slug
    proposal = Proposal.objects.filter(process__slug=process).exclude(pk__in=given)[0]
    person.go(proposal.get_absolute_url())
    before = int(person.page.locator(".stat__value").first.inner_text())
    person.keys.follow("button", "Support this")
    expect(person.page.get_by_text("You support this")).to_be_visible()
    expect(person.page.locator(".stat__value").first).to_have_text(str(before + 1))
    person.keys.follow("button", "Take back my support")
    expect(person.page.locator(".stat__value").first).to_have_text(str(before))


def test_comment_without_scripts(person: Person):
    text = f"This would help my mother {secrets.token_hex(4)}"
    person.go(Proposal.objects.get(title=words.ideas()[1].title).get_absolute_url())
    person.keys.choose("For", within=person.page.get_by_role("main"))
    person.keys.write("Your comment", text)
    person.keys.follow("button", "Publish my comment")
    expect(person.page.get_by_text(text)).to_be_visible()


def test_ballot_without_scripts(person: Person):
    """Each button keeps the basket on the server; the sums are right after each of them."""
    titles = list(voting().projects.filter(number__in=cheap_choices()).values_list("title", flat=True))
    person.go(voting().get_absolute_url())
    person.keys.follow("link", "Vote", within=person.page.get_by_role("main"))
    for title in titles:
        person.keys.tick(re.compile(f"^{re.escape(title)}"))
        person.keys.follow("button", "Save for later")
    expect(person.page.locator("[data-basket-count]")).to_have_text(f"{len(titles)} chosen")
    person.keys.follow("button", "Review your ballot")
    for title in titles:
        person.reads(title)
    person.keys.follow("button", "Cast your ballot")
    person.sees("Your ballot is in")


def test_pledge_without_scripts(person: Person):
    campaign = Campaign.objects.get(slug=words.campaigns()[0].slug)
    person.go(campaign.get_absolute_url())
    person.keys.follow("link", "Another amount")
    person.keys.write("If another: which?", "2")
    person.keys.tick("Show my name among the backers")
    person.keys.follow("button", "Make this pledge")
    expect(person.page.get_by_text(re.compile("You pledged"))).to_be_visible()
