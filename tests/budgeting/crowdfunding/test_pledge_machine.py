"""Any sequence of steps of pledges keeps the books proven: pledge, take back, close, pay, refund, pass on.

`MACHINE_RUNS=500 python -m pytest tests/budgeting/crowdfunding/test_pledge_machine.py` plays longer.
"""

import os

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from budgeting.crowdfunding.actions import (
    cancel_pledge,
    carry_on_collecting,
    close_campaign,
    collect_pledge,
    pay_out,
    refund_pledge,
)
from budgeting.crowdfunding.actions.settling import payable
from budgeting.ledger.accounts import treasury
from budgeting.models import Account, Campaign, Pledge
from budgeting.treasury.proving import faults
from participation.clock import database_now
from tests.conftest import staff
from tests.factories.campaigns import CampaignFactory, MatchFundFactory, ended, last_day_over, pledged
from tests.factories.people import IdentityFactory

pytestmark = pytest.mark.django_db
PROMISED, PAID_IN = ("promised", "asked"), ("collected",)


class PledgeLife(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.kept = transaction.atomic()
        self.kept.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.kept.__exit__(None, None, None)

    @initialize(matched=st.booleans())
    def begin(self, matched):
        fund = MatchFundFactory(amount=3_000) if matched else None
        self.campaign = CampaignFactory(target=10_000, minimum=4_000, match_fund=fund)
        self.people = [IdentityFactory() for _ in range(3)]
        self.fiona = staff("Fiona M", "finance")

    def pick(self, number):
        pledges = list(self.campaign.pledges.select_related("campaign").order_by("pk"))
        return pledges[number % len(pledges)] if pledges else None

    def attempt(self, act, **given):
        """What a rule forbids changes nothing."""
        try:
            act(**given)
        except ValidationError:
            return False
        return True

    @rule(person=st.integers(0, 2), amount=st.sampled_from([100, 333, 1_500, 4_000]))
    def pledge(self, person, amount):
        self.attempt(pledged, campaign=self.campaign, amount=amount, identity=self.people[person])

    @rule(number=st.integers(0, 9))
    def take_back(self, number):
        if pledge := self.pick(number):
            self.attempt(cancel_pledge, pledge=pledge, identity=pledge.identity, arrived_at=database_now())

    @rule()
    def close(self):
        close_campaign(campaign=ended(self.campaign))

    @rule(number=st.integers(0, 9))
    def pay(self, number):
        if pledge := self.pick(number):
            could = pledge.state == "asked"
            assert self.attempt(collect_pledge, pledge=pledge, source=treasury("GBP")) is could

    @rule(number=st.integers(0, 9))
    def pay_back(self, number):
        if pledge := self.pick(number):
            could = pledge.state == "collected"
            assert self.attempt(refund_pledge, pledge=pledge, posted_by=self.fiona) is could

    @rule(late=st.booleans())
    def settle(self, late):
        if late and Campaign.objects.get(pk=self.campaign.pk).closed_at:
            last_day_over(self.campaign)
        carry_on_collecting(campaign=self.campaign)

    @rule()
    def pass_on(self):
        fresh = Campaign.objects.with_money().get(pk=self.campaign.pk)
        self.attempt(pay_out, campaign=fresh, amount=payable(fresh), posted_by=self.fiona)

    @invariant()
    def books_are_proven_and_say_what_the_pledges_say(self):
        assert list(faults()) == []
        fresh = Campaign.objects.with_money().get(pk=self.campaign.pk)
        held = self.sums()
        assert fresh.pledged.balance == held(PROMISED, "amount")
        assert (fresh.collected.balance if fresh.collected else 0) == held(PAID_IN, "amount")
        if fresh.paid_out_at is None:
            assert fresh.matched.balance == held((*PROMISED, *PAID_IN), "match")
        promises = Account.objects.filter(code="promises-GBP").first()
        assert (promises.balance if promises else 0) == -fresh.pledged.balance

    def sums(self):
        rows = list(Pledge.objects.filter(campaign=self.campaign).values("state", "amount", "match"))
        return lambda states, what: sum(row[what] for row in rows if row["state"] in states)


def test_any_sequence_of_steps_keeps_the_books():
    run_state_machine_as_test(
        PledgeLife,
        settings=settings(
            max_examples=int(os.environ.get("MACHINE_RUNS", "15")),
            stateful_step_count=15,
            deadline=None,
            derandomize="MACHINE_RUNS" not in os.environ,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
