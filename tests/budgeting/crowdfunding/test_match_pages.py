"""What everyone reads about match money: its rules, estimates called so, and why it was shared so."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgeting.crowdfunding.actions import settle_match_fund
from participation.clock import database_now
from tests.factories.campaigns import CampaignFactory, MatchFundFactory, pledged

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _no_old_estimates():
    cache.clear()


def page(client, thing):
    answer = client.get(thing.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_visitor_reads_the_rules_of_match_money(client):
    fund = MatchFundFactory(minimum_percent=20)
    campaign = CampaignFactory(match_fund=fund)

    words = page(client, fund)

    assert "Each pledge is matched at once" in words
    assert "20% of the target" in words
    assert campaign.title in words
    assert fund.get_absolute_url() in page(client, campaign)


def test_estimate_is_called_one_and_says_what_may_change_it(client):
    fund = MatchFundFactory(sharing="proportional", end=database_now() + timedelta(days=1))
    campaign = CampaignFactory(match_fund=fund, end=fund.end, minimum=1)
    pledged(campaign, 2_000)

    assert "Estimate: the council adds £20" in page(client, campaign)
    words = page(client, fund)
    assert "Estimate: the council adds £20" in words
    assert "They can go up or down" in words
    assert "shared on" in page(client, campaign)


def test_settled_match_is_explained_on_both_pages(client):
    over = database_now() - 5 * MINUTE
    fund = MatchFundFactory(sharing="proportional", end=over)
    campaign = CampaignFactory(match_fund=fund, end=over, minimum=1)
    pledged(campaign, 2_000, arrived_at=over - MINUTE)
    assert "Waiting for match money" in page(client, campaign)

    settle_match_fund(fund=fund)

    why = "The council adds £20: all that the pledges of 1 person ask for."
    assert why in page(client, campaign)
    assert why in page(client, fund)


def test_page_of_a_fund_that_is_not_there(client):
    assert client.get("/match-funds/999/").status_code == 404


def test_campaign_that_has_not_started_is_not_on_the_page(client):
    fund = MatchFundFactory()
    CampaignFactory(title="Secret", match_fund=fund, start=database_now() + MINUTE)

    assert "Secret" not in page(client, fund)


def test_page_asks_as_much_for_thirty_campaigns_as_for_one(client):
    fund = MatchFundFactory()
    CampaignFactory(match_fund=fund)
    page(client, fund)
    with CaptureQueriesContext(connection) as few:
        page(client, fund)
    for _ in range(29):
        CampaignFactory(match_fund=fund)
    with CaptureQueriesContext(connection) as many:
        page(client, fund)

    assert len(many) == len(few)
