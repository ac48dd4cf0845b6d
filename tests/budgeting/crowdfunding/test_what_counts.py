"""Whether the council follows what is pledged or what is paid in: declared, frozen, and said afterwards."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from budgeting.crowdfunding.actions import (
    carry_on_collecting,
    close_campaign,
    collect_pledge,
    settle_match_fund,
)
from budgeting.ledger.accounts import treasury
from budgeting.models import Campaign, MatchFund, Pledge
from tests.factories.campaigns import CampaignFactory, MatchFundFactory, ended, last_day_over, pledged

pytestmark = pytest.mark.django_db


def page(client, thing) -> str:
    return client.get(thing.get_absolute_url()).content.decode()


def half_paid(counted: str, **fields) -> Campaign:
    """£30 and £20 pledged and doubled; the £20 was not paid in time."""
    fund = MatchFundFactory(counted=counted, end=None)
    campaign = CampaignFactory(match_fund=fund, target=20_000, **{"minimum": 6_000, **fields})
    first, _second = pledged(campaign, 3_000), pledged(campaign, 2_000)
    close_campaign(campaign=ended(campaign))
    collect_pledge(pledge=first, source=treasury("GBP"))
    carry_on_collecting(campaign=last_day_over(campaign))
    call_command("prove_ledger", verbosity=0)
    return Campaign.objects.with_money().get(pk=campaign.pk)


@pytest.mark.parametrize(("counted", "match"), [("collected", 3_000), ("pledged", 5_000)])
def test_match_of_an_unpaid_pledge_stays_only_where_pledges_count(counted, match):
    campaign = half_paid(counted)
    assert campaign.succeeded
    assert (campaign.matched.balance, campaign.followed, campaign.promised) == (match, match, 3_000)


def test_campaign_that_misses_its_minimum_gives_all_match_back_either_way():
    for counted in MatchFund.Counted.values:
        campaign = half_paid(counted, minimum=9_000)
        assert not campaign.succeeded
        assert (campaign.matched.balance, campaign.followed) == (0, 0)


def test_council_money_alone_carries_no_campaign():
    """Nobody paid: the match of promises would be enough, and nobody gets it."""
    fund = MatchFundFactory(counted="pledged", end=None, ratio_match=4)
    campaign = CampaignFactory(match_fund=fund, target=20_000, minimum=4_000)
    pledged(campaign, 1_000)
    close_campaign(campaign=ended(campaign))
    carry_on_collecting(campaign=last_day_over(campaign))

    campaign = Campaign.objects.with_money().get(pk=campaign.pk)
    assert (campaign.succeeded, campaign.matched.balance) == (False, 0)
    call_command("prove_ledger", verbosity=0)


@pytest.mark.parametrize(
    ("counted", "rule", "since"),
    [
        ("collected", "what was added to it goes back", "£20 of it went back"),
        ("pledged", "stays with the campaign", "What was added to them stays"),
    ],
)
def test_choice_stands_on_the_funds_page_and_in_its_settlement(client, counted, rule, since):
    campaign = half_paid(counted)
    fund = campaign.match_fund
    assert rule in page(client, fund)

    MatchFund.objects.filter(pk=fund.pk).update(settled_at=campaign.closed_at)
    share = fund.shares.create(
        campaign=campaign, amount=5_000, reason="full", facts={"backers": 2, "claim": 5_000}
    )
    assert share.amount - Pledge.objects.get(match=3_000).match == 2_000
    assert since in page(client, campaign)
    assert since in page(client, fund)


def test_choice_is_frozen_with_the_first_pledge():
    fund = MatchFundFactory()
    pledged(CampaignFactory(match_fund=fund), 1_000)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        MatchFund.objects.filter(pk=fund.pk).update(counted="pledged")


def test_settled_fund_takes_back_what_unpaid_pledges_brought_alone():
    fund = half_paid("collected").match_fund
    fund.refresh_from_db()
    assert not settle_match_fund(fund=fund)
    fund.account.refresh_from_db()
    assert fund.account.balance == 47_000
