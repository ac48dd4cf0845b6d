"""Any sequence of acts on a pot, its round, its match funds and their campaigns keeps the books proven.

`MACHINE_RUNS=500 python -m pytest tests/budgeting/treasury/test_books_machine.py` plays longer.
"""

import os

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from budgeting.crowdfunding.actions import (
    cancel_pledge,
    carry_on_collecting,
    close_campaign,
    close_match_fund,
    collect_pledge,
    create_match_fund,
    declare_connected,
    pay_out,
    settle_match_fund,
)
from budgeting.crowdfunding.actions.settling import payable
from budgeting.ledger.accounts import treasury
from budgeting.models import Account, Campaign, MatchFund, MoneyAct, Transfer
from budgeting.rounds.actions import open_round
from budgeting.treasury.actions import (
    approve_money_act,
    decline_money_act,
    propose_cut,
    propose_fund_top_up,
    propose_refund,
    propose_reversal,
    propose_top_up,
)
from budgeting.treasury.proving import faults
from participation.clock import database_now
from tests.conftest import staff
from tests.factories.campaigns import CampaignFactory, ended, last_day_over, pledged
from tests.factories.people import IdentityFactory
from tests.factories.rounds import RoundFactory

pytestmark = pytest.mark.django_db
AMOUNTS = st.sampled_from([100, 999, 20_000, 60_000])
NUMBERS = st.integers(0, 9)


class Books(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.kept = transaction.atomic()
        self.kept.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.kept.__exit__(None, None, None)

    @initialize()
    def begin(self):
        self.carol, self.fiona = staff("Carol B", "officer"), staff("Fiona B", "finance")
        self.round = RoundFactory()
        self.pot = self.round.pots.get().pot
        self.people = [IdentityFactory() for _ in range(4)]

    def attempt(self, step, /, **given):
        """What a rule forbids changes nothing."""
        try:
            with transaction.atomic():
                return step(**given)
        except ValidationError:
            return None

    def one_of(self, rows, number):
        found = list(rows.order_by("pk"))
        return found[number % len(found)] if found else None

    @rule(amount=AMOUNTS)
    def ask_for_money(self, amount):
        self.attempt(propose_top_up, actor=self.carol, pot=self.pot, amount=amount, reason="A grant.")

    @rule(amount=AMOUNTS)
    def ask_for_a_cut(self, amount):
        self.attempt(propose_cut, actor=self.carol, pot=self.pot, amount=amount, reason="Frost.")

    @rule(number=NUMBERS)
    def ask_for_a_reversal(self, number):
        if transfer := self.one_of(Transfer.objects.filter(key__startswith="money-act:"), number):
            self.attempt(propose_reversal, actor=self.carol, transfer=transfer, reason="Wrong.")

    @rule(number=NUMBERS, amount=AMOUNTS)
    def ask_for_more_match_money(self, number, amount):
        if fund := self.one_of(MatchFund.objects.all(), number):
            self.attempt(propose_fund_top_up, actor=self.carol, fund=fund, amount=amount, reason="More.")

    @rule(number=NUMBERS)
    def ask_for_a_refund(self, number):
        for campaign in Campaign.objects.all():
            if pledge := self.one_of(campaign.pledges.filter(state="collected"), number):
                self.attempt(propose_refund, actor=self.carol, pledge=pledge, reason="Ill.")

    @rule(number=NUMBERS, yes=st.booleans())
    def decide(self, number, yes):
        if act := self.one_of(MoneyAct.objects.waiting(), number):
            if yes:
                self.attempt(approve_money_act, actor=self.fiona, act=act)
            else:
                self.attempt(decline_money_act, actor=self.fiona, act=act, reason="No.")

    @rule()
    def open_the_round(self):
        self.attempt(open_round, actor=self.carol, round=self.round)

    @rule(amount=AMOUNTS, counted=st.sampled_from(MatchFund.Counted.values))
    def put_match_money_aside(self, amount, counted):
        fund = self.attempt(
            create_match_fund, actor=self.carol, title="Match", pot=self.pot, amount=amount, counted=counted
        )
        if fund:
            CampaignFactory(target=30_000, minimum=2_000, match_fund=fund)

    @rule(number=NUMBERS, person=st.integers(0, 3), amount=AMOUNTS)
    def pledge(self, number, person, amount):
        if campaign := self.one_of(Campaign.objects.all(), number):
            self.attempt(pledged, campaign=campaign, amount=amount, identity=self.people[person])

    @rule(number=NUMBERS)
    def take_back(self, number):
        for campaign in Campaign.objects.all():
            if pledge := self.one_of(campaign.pledges.filter(state="promised"), number):
                when = database_now()
                self.attempt(cancel_pledge, pledge=pledge, identity=pledge.identity, arrived_at=when)

    @rule(number=NUMBERS, person=st.integers(0, 3))
    def connect(self, number, person):
        if campaign := self.one_of(Campaign.objects.all(), number):
            people = [self.people[person].user]
            self.attempt(declare_connected, actor=self.carol, campaign=campaign, people=people, reason="Kin.")

    @rule(number=NUMBERS)
    def end(self, number):
        if campaign := self.one_of(Campaign.objects.filter(closed_at=None), number):
            close_campaign(campaign=ended(campaign))

    @rule(number=NUMBERS)
    def pay(self, number):
        for campaign in Campaign.objects.all():
            if pledge := self.one_of(campaign.pledges.filter(state="asked"), number):
                self.attempt(collect_pledge, pledge=pledge, source=treasury("GBP"))

    @rule(number=NUMBERS)
    def settle(self, number):
        if campaign := self.one_of(Campaign.objects.being_collected(), number):
            carry_on_collecting(campaign=last_day_over(campaign))

    @rule(number=NUMBERS)
    def pass_on(self, number):
        if campaign := self.one_of(Campaign.objects.with_money(), number):
            self.attempt(pay_out, campaign=campaign, amount=payable(campaign), posted_by=self.fiona)

    @rule(number=NUMBERS)
    def close_a_fund(self, number):
        if fund := self.one_of(MatchFund.objects.all(), number):
            self.attempt(close_match_fund, actor=self.carol, fund=fund)

    @invariant()
    def books_are_proven(self):
        assert list(faults()) == []
        assert Account.objects.aggregate(sum=Sum("balance"))["sum"] == 0

    @invariant()
    def every_pound_of_a_fund_is_left_in_it_or_followed_a_pledge(self):
        for fund in MatchFund.objects.filter(settled_at=None).select_related("account"):
            kept = fund.campaigns.exclude(succeeded=False)
            followed = kept.aggregate(sum=Sum("pledges__match", default=0))["sum"]
            assert fund.account.balance + followed == fund.amount

    @invariant()
    def settled_fund_keeps_nothing_but_what_came_back_since(self):
        for fund in MatchFund.objects.exclude(settled_at=None).select_related("account"):
            settle_match_fund(fund=fund)
            fund.account.refresh_from_db()
            assert fund.account.balance == 0


def test_any_sequence_of_acts_keeps_the_books():
    run_state_machine_as_test(
        Books,
        settings=settings(
            max_examples=int(os.environ.get("MACHINE_RUNS", "12")),
            stateful_step_count=25,
            deadline=None,
            derandomize="MACHINE_RUNS" not in os.environ,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
