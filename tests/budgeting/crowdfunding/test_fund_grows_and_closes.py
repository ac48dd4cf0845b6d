"""More money for a match fund takes two people; a fund whose campaigns are over gives its rest back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import DatabaseError, transaction

from budgeting.crowdfunding.actions import (
    carry_on_collecting,
    close_campaign,
    close_match_fund,
    collect_pledge,
)
from budgeting.crowdfunding.due import run_due
from budgeting.ledger.accounts import treasury
from budgeting.models import Campaign, MatchFund, MatchShare, MoneyAct
from budgeting.treasury.actions import approve_money_act, propose_fund_top_up
from participation.clock import database_now
from participation.models import AuditEvent
from tests.factories.campaigns import CampaignFactory, MatchFundFactory, ended, last_day_over, pledged

pytestmark = pytest.mark.django_db


def held(fund) -> tuple[int, int, int]:
    """Put aside, left, and free in its pot."""
    fund = MatchFund.objects.select_related("account", "pot__free").get(pk=fund.pk)
    return fund.amount, fund.account.balance, fund.pot.free.balance


def test_fund_grows_with_the_second_persons_yes_and_serves_later_pledges(carol, fiona):
    fund = MatchFundFactory(amount=1_000)
    campaign = CampaignFactory(match_fund=fund)
    assert pledged(campaign, 3_000).match == 1_000
    act = propose_fund_top_up(actor=carol, fund=fund, amount=5_000, reason="So many pledged.")
    assert held(fund) == (1_000, 0, 199_000)

    approve_money_act(actor=fiona, act=act)

    assert held(fund) == (6_000, 5_000, 194_000)
    assert pledged(campaign, 3_000).match == 3_000
    call_command("prove_ledger", verbosity=0)


def test_nobody_gives_a_fund_more_alone_or_more_than_the_pot_has(carol, fiona, charlie):
    fund = MatchFundFactory(amount=1_000)
    with pytest.raises(ValidationError, match="£1,990 free"):
        propose_fund_top_up(actor=carol, fund=fund, amount=199_001, reason="More.")
    with pytest.raises(PermissionDenied):
        propose_fund_top_up(actor=charlie, fund=fund, amount=1, reason="More.")
    act = propose_fund_top_up(actor=fiona, fund=fund, amount=1, reason="More.")
    with pytest.raises(PermissionDenied, match="another person"):
        approve_money_act(actor=fiona, act=act)
    assert held(fund)[0] == 1_000


def test_settled_fund_takes_no_more(carol, fiona):
    fund = MatchFundFactory()
    act = propose_fund_top_up(actor=fiona, fund=fund, amount=1_000, reason="More.")
    close_match_fund(actor=carol, fund=fund)

    with pytest.raises(ValidationError, match="settled already"):
        approve_money_act(actor=carol, act=act)
    with pytest.raises(ValidationError, match="settled already"):
        propose_fund_top_up(actor=fiona, fund=fund, amount=1_000, reason="More.")
    assert held(fund) == (50_000, 0, 200_000)


def test_database_lets_a_frozen_fund_grow_and_never_shrink():
    fund = MatchFundFactory()
    pledged(CampaignFactory(match_fund=fund), 1_000)
    MatchFund.objects.filter(pk=fund.pk).update(amount=60_000)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        MatchFund.objects.filter(pk=fund.pk).update(amount=50_000)


def test_fund_without_an_end_is_closed_after_its_campaigns_and_returns_its_rest(carol):
    fund = MatchFundFactory()
    campaign = CampaignFactory(match_fund=fund, minimum=1_000)
    pledge = pledged(campaign, 2_000)
    pledged(campaign, 1_000)
    with pytest.raises(ValidationError, match="not over yet"):
        close_match_fund(actor=carol, fund=fund)
    close_campaign(campaign=ended(campaign))

    close_match_fund(actor=carol, fund=fund)

    assert held(fund) == (50_000, 0, 197_000)
    assert MatchShare.objects.get().amount == 3_000
    assert AuditEvent.objects.get(verb="close_match_fund").facts == {"returned": 47_000}
    # What a pledge that is never paid brought comes back later, and goes on to the pot.
    collect_pledge(pledge=pledge, source=treasury("GBP"))
    carry_on_collecting(campaign=last_day_over(campaign))
    run_due()
    assert held(fund) == (50_000, 0, 198_000)
    call_command("prove_ledger", verbosity=0)


def test_fund_with_pledges_keeps_the_end_that_was_declared(carol):
    fund = MatchFundFactory(end=database_now() + database_now().resolution * 10**10)
    campaign = CampaignFactory(match_fund=fund, end=fund.end)
    pledged(campaign, 1_000)
    Campaign.objects.filter(pk=campaign.pk).update(closed_at=database_now())
    with pytest.raises(ValidationError, match="the day that was declared"):
        close_match_fund(actor=carol, fund=fund)


def test_outsider_closes_no_fund(charlie):
    fund = MatchFundFactory()
    with pytest.raises(PermissionDenied):
        close_match_fund(actor=charlie, fund=fund)
    assert held(fund)[1] == 50_000


def test_desk_offers_both_and_says_what_waits(carol, fiona, log_in):
    fund = MatchFundFactory()
    desk, officer = f"/admin/match-funds/{fund.pk}/", log_in(carol)
    sent = {"amount": "£50", "reason": "So many pledged."}
    shown = officer.post(f"{desk}do/top-up/", sent, follow=True).content.decode()
    assert "Carol wants to put £50 more in" in shown
    log_in(fiona).post(f"/admin/money/{MoneyAct.objects.get().pk}/do/approve/")
    assert held(fund)[0] == 55_000

    officer.post(f"{desk}do/close/")

    assert held(fund) == (55_000, 0, 200_000)
    shown = officer.get(desk).content.decode()
    assert "do/close/" not in shown
    assert "do/top-up/" not in shown
