"""On a phone the ballot's bar leaves room for the projects."""

import pytest
from django.urls import reverse

from tests.journeys.examples import voting
from tests.journeys.people import Household

pytestmark = pytest.mark.journey
HEIGHT = 800


@pytest.mark.parametrize("width", [375, 320])
def test_bar_of_the_ballot_takes_less_than_a_quarter_of_a_phone(width, household: Household):
    voter = household.member("alice")
    voter.page.set_viewport_size({"width": width, "height": HEIGHT})
    voter.go(reverse("ballot", args=[voting().process.slug]))
    bar = voter.page.get_by_role("region", name="Your basket")
    assert bar.bounding_box()["height"] < HEIGHT / 4
