"""On a phone the ballot's bar leaves room for the projects."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from budgeting.ballots.actions import save_draft
from participation.clock import database_now
from participation.models import Identity
from tests.journeys.examples import ballot_of_ravi, cheap_choices, voting
from tests.journeys.people import SITE, Household, Person

pytestmark = pytest.mark.journey
HEIGHT = 800
WIDTHS = (375, 320)


def bar_of(voter: Person, width: int):
    voter.page.set_viewport_size({"width": width, "height": HEIGHT})
    voter.go(reverse("ballot", args=[voting().process.slug]))
    return voter.page.get_by_role("region", name="Your basket")


@pytest.mark.parametrize("width", WIDTHS)
def test_bar_of_the_ballot_takes_less_than_a_quarter_of_a_phone(width, household: Household):
    assert bar_of(household.member("alice"), width).bounding_box()["height"] < HEIGHT / 4


@pytest.mark.parametrize("width", WIDTHS)
def test_bar_of_a_changed_ballot_is_no_higher_and_forgets_the_change(width, household: Household):
    ballot_of_ravi()
    identity, one = Identity.objects.get(user__email=f"ravi@{SITE}"), cheap_choices()[:1]
    save_draft(round=voting(), identity=identity, choices=one, arrived_at=database_now())
    ravi = household.member("ravi")
    bar = bar_of(ravi, width)
    assert bar.bounding_box()["height"] < HEIGHT / 4
    bar.get_by_text("Show your choices").click()
    ravi.keys.press("button", "Forget this change")
    expect(ravi.page.get_by_role("button", name="Forget this change")).to_have_count(0)
