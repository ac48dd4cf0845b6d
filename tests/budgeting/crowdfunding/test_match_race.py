"""Match money against all that happens at the same moment, on real connections: a round that is opened, a
rule that is changed, and the settlement itself. The controls do without the locks."""

from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.db.models import Sum

from budgeting.crowdfunding.actions import change_match_fund, create_match_fund, settle_match_fund
from budgeting.crowdfunding.frozen import freeze_match_funds
from budgeting.crowdfunding.shares import settlement_of
from budgeting.ledger.actions import post
from budgeting.models import Account, Campaign, MatchFund, MatchShare, Pledge, Transfer
from budgeting.rounds.actions import open_round
from participation.clock import database_now
from tests.factories.campaigns import CampaignFactory, MatchFundFactory, pledged
from tests.factories.people import IdentityFactory
from tests.factories.rounds import PotFactory, RoundFactory
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def tried(act):
    try:
        act()
    except ValidationError:
        return False
    return True


def test_opening_a_round_and_setting_match_money_aside_never_spend_a_pot_twice(carol):
    """The pot holds £1,000; the round needs £500 of it and each of seven funds £200."""
    round = RoundFactory()
    pot = round.pots.get().pot
    acts = [lambda: open_round(actor=carol, round=round)] + [
        lambda: create_match_fund(actor=carol, title="Match", pot=pot, amount=20_000) for _ in range(7)
    ]

    done = race(tried, acts)

    pot.free.refresh_from_db()
    pot.reserved.refresh_from_db()
    funds = MatchFund.objects.aggregate(sum=Sum("amount", default=0))["sum"]
    assert pot.free.balance + pot.reserved.balance + funds == 100_000
    assert pot.free.balance >= 0
    assert (pot.reserved.balance, funds) == ((50_000, 40_000) if done[0] else (0, 100_000))
    call_command("prove_ledger", verbosity=0)


def test_control_that_looks_and_then_writes_spends_a_pot_twice():
    pot, meet = PotFactory(money=10_000), Barrier(2)

    def take(number):
        balance = Account.objects.get(pk=pot.free_id).balance
        meet.wait()
        Account.objects.filter(pk=pot.free_id).update(balance=balance - 10_000)
        return balance

    assert race(take, range(2)) == [10_000, 10_000]


def test_pledges_go_on_exactly_while_a_round_takes_the_rest_of_the_pot(carol):
    """24 people want £15 each of the last £100 of a fund; the round needs all else in the pot."""
    round = RoundFactory()
    pot = round.pots.get().pot
    fund = MatchFundFactory(pot=pot, amount=10_000)
    create_match_fund(actor=carol, title="Other", pot=pot, amount=40_000)
    campaign = CampaignFactory(match_fund=fund)
    people = [IdentityFactory() for _ in range(24)]
    acts = [lambda person=person: pledged(campaign, 1_500, person) for person in people]

    done = race(tried, [*acts, lambda: open_round(actor=carol, round=round)])

    assert all(done)
    sums = Pledge.objects.aggregate(pledges=Sum("amount"), matches=Sum("match"))
    assert sums == {"pledges": 24 * 1_500, "matches": 10_000}
    pot.free.refresh_from_db()
    pot.reserved.refresh_from_db()
    assert (pot.free.balance, pot.reserved.balance) == (0, 50_000)
    call_command("prove_ledger", verbosity=0)


def test_fund_that_eight_settle_at_once_is_settled_once():
    over = database_now() - timedelta(minutes=5)
    fund = MatchFundFactory(
        sharing="quadratic", end=over, amount=1_000, cap_per_person=None, cap_per_campaign=None
    )
    campaign = CampaignFactory(match_fund=fund, end=over, minimum=1)
    for _ in range(3):
        pledged(campaign, 900, arrived_at=over - timedelta(minutes=1))

    assert all(race(lambda number: settle_match_fund(fund=fund), range(8)))

    assert MatchShare.objects.get().amount == 1_000
    assert Transfer.objects.filter(key=f"match-fund:{fund.pk}:settle").count() == 1
    assert Campaign.objects.with_money().get().matched.balance == 1_000
    call_command("prove_ledger", verbosity=0)


def test_control_that_looks_and_then_settles_gives_the_money_twice():
    """Two read that the fund is not settled, meet, and post under keys of their own."""
    fund = MatchFundFactory(sharing="proportional", end=database_now() + timedelta(days=1))
    campaign, meet = CampaignFactory(match_fund=fund, end=fund.end, minimum=1), Barrier(2)
    pledged(campaign, 900)

    def unguarded(number):
        read = MatchFund.objects.select_related("account").get(pk=fund.pk)
        assert read.settled_at is None
        share = settlement_of(read, read.account.balance).shares[0]
        meet.wait()
        lines = [(read.account, -share.amount), (campaign.matched, share.amount)]
        post(key=f"unguarded:{number}", memo="settled", lines=lines)

    race(unguarded, range(2))

    assert Campaign.objects.with_money().get().matched.balance == 1_800


def test_rule_changed_beside_the_first_pledges_holds_for_all_of_them_or_for_none(carol):
    fund = MatchFundFactory(cap_per_person=None, amount=50_000)
    campaigns = [CampaignFactory(match_fund=fund), CampaignFactory(match_fund=fund)]
    acts = [
        lambda number=number: pledged(campaigns[number % 2], 500, IdentityFactory()) for number in range(11)
    ]
    acts.insert(5, lambda: change_match_fund(actor=carol, fund=fund, cap_per_pledge=100))

    done = race(tried, acts)

    fund.refresh_from_db()
    assert done.count(True) == (12 if fund.cap_per_pledge else 11)
    assert set(Pledge.objects.values_list("match", flat=True)) == {fund.cap_per_pledge or 500}


@contextmanager
def without_frozen_rules():
    """The database as it would be without the triggers of match funds."""
    freeze = freeze_match_funds()
    with connection.schema_editor() as editor:
        freeze.reverse_code(None, editor)
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            freeze.code(None, editor)


def test_control_without_lock_and_trigger_changes_a_rule_under_those_who_pledged():
    fund = MatchFundFactory(cap_per_person=None)
    campaign, meet = CampaignFactory(match_fund=fund), Barrier(2)

    def change():
        read = MatchFund.objects.get(pk=fund.pk)
        assert read.frozen_at is None
        meet.wait()
        meet.wait()
        MatchFund.objects.filter(pk=fund.pk).update(cap_per_pledge=100)

    def back():
        meet.wait()
        pledged(campaign, 500, IdentityFactory())
        meet.wait()

    with without_frozen_rules():
        race(lambda act: act(), [change, back])

    fund.refresh_from_db()
    assert fund.frozen_at is not None
    assert (fund.cap_per_pledge, Pledge.objects.get().match) == (100, 500)
