"""A newcomer pays a pledge with a test card at the demo's card service, and takes it back."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from budgeting.models import Account, Campaign, Payment
from cms.demo import words
from participation.clock import database_now
from tests.journeys.axe import office_faults, sideways, violations
from tests.journeys.people import Household, Person
from tests.journeys.test_campaign import prove_ledger

pytestmark = pytest.mark.journey
CARD = "4444 3333 2222 1111"
REFUSED = "4000 0000 0000 0002"


def passes_axe(person: Person) -> None:
    for width in (1280, 320):
        person.page.set_viewport_size({"width": width, "height": 800})
        assert violations(person.page) == []
        assert sideways(person.page) == []
    person.page.set_viewport_size({"width": 1280, "height": 900})


def reads_after_a_while(person: Person, said: str) -> None:
    """The worker hears of it a moment later; until then the page is loaded again."""
    for _look in range(60):
        if person.page.get_by_role("main").get_by_text(said).count():
            return
        person.page.wait_for_timeout(250)
        person.page.reload()
    raise AssertionError(f"“{said}” never stands on {person.page.url}")


def at_the_service() -> int:
    found = Account.objects.filter(code="card-govuk-pay-GBP").first()
    return -found.balance if found else 0


def service_of(person: Person) -> str:
    person.go("/demo/")
    address = person.page.locator("[data-card-service]").get_attribute("href")
    person.knows(address)
    return address


def pledged(person: Person, campaign: Campaign, pounds: str) -> None:
    person.go(campaign.get_absolute_url())
    person.keys.follow("link", "Another amount")
    person.keys.write("If another: which?", pounds)
    person.keys.follow("button", "Make this pledge")
    person.keys.follow("link", "See your pledges, pay or take back")


def test_test_card_pays_a_pledge_and_taking_it_back_refunds_it(household: Household):
    campaign = Campaign.objects.get(slug=words.campaigns()[0].slug)
    assert campaign.end > database_now() + timedelta(days=5), "too far away to hold the money"
    backer, before = household.member("alice"), at_the_service()
    service_of(backer)
    pledged(backer, campaign, "7")
    passes_axe(backer)

    backer.keys.follow("button", "Pay £7 by card")
    backer.sees("Pay £7.00")
    passes_axe(backer)
    backer.keys.write("Card number", REFUSED)
    backer.keys.follow("button", "Pay now")
    reads_after_a_while(backer, "The card was not accepted")

    backer.keys.follow("button", "Pay £7 by card")
    backer.keys.write("Card number", "1234")
    backer.keys.follow("button", "Pay now")
    backer.reads("This is none of the test cards.")
    passes_axe(backer)
    backer.keys.write("Card number", CARD)
    backer.keys.follow("button", "Pay now")
    backer.sees(re.compile("Your pledges to"))
    newest = backer.page.get_by_role("region", name=re.compile("^£7.*pledged")).first
    for _look in range(60):
        if newest.get_by_text("Paid", exact=True).count():
            break
        backer.page.wait_for_timeout(250)
        backer.page.reload()
    expect(newest.get_by_text("Paid", exact=True)).to_be_visible()
    assert at_the_service() == before + 700
    passes_axe(backer)
    prove_ledger()

    finance = household.member("farah")
    finance.go("/admin/money/cards/")
    finance.reads("Taken by the card service")
    assert office_faults(finance.page, 1280, 320) == []

    backer.keys.follow("button", "Take back the pledge of £7", within=newest)
    reads_after_a_while(backer, "Your money went back to your card.")
    assert at_the_service() == before
    assert Payment.objects.order_by("-pk").first().state == "refunded"
    prove_ledger()
