"""One file from two people at once, and all that moves money at the same moment, on real connections.

The controls show what the guards prevent: an error page for the later of two, and a circle of waiting.
"""

from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import OperationalError, transaction

from budgeting.crowdfunding.actions import carry_on_collecting, settle_match_fund
from budgeting.ledger.accounts import treasury
from budgeting.ledger.actions import post
from budgeting.models import Account, BankLine, BankStatement, Campaign, MatchFund, Pledge
from budgeting.treasury.actions import (
    approve_money_act,
    propose_cut,
    propose_fund_top_up,
    propose_refund,
    propose_top_up,
)
from budgeting.treasury.banking.actions import count_toward, take_in_statement
from participation.clock import database_now
from tests.budgeting.treasury.test_bank import sheet
from tests.conftest import staff
from tests.factories.campaigns import CampaignFactory, MatchFundFactory, pledged, succeeded
from tests.factories.people import IdentityFactory
from tests.factories.rounds import PotFactory
from tests.races import closing, on_postgresql, race, together

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
TWO = sheet("2026-11-30,20.00,no idea,Alice", "2026-11-30,7.00,nor I,Bo")


def read_in(person, content=TWO):
    try:
        take_in_statement(actor=person, content=content, file_name="bank.csv")
    except ValidationError as refused:
        return " ".join(refused.messages)
    return "read"


def test_file_that_six_people_send_at_once_is_read_once_and_the_others_are_told():
    people = [staff(f"Finn{number}", "finance") for number in range(6)]

    answers = race(read_in, people)

    assert answers.count("read") == 1
    assert all("read already: Finn" in answer for answer in answers if answer != "read")
    assert (BankStatement.objects.count(), BankLine.objects.count()) == (1, 2)
    assert Account.objects.get(code="suspense-GBP").balance == 2_700
    call_command("prove_ledger", verbosity=0)


def test_overlapping_files_sent_at_once_count_each_payment_once():
    """Who comes later knows the payments by then, or is told to send the file again."""
    people = [staff(f"Finn{number}", "finance") for number in range(4)]
    files = [TWO + f"2026-12-01,{number + 1}.00,new {number},Cy\n".encode() for number in range(4)]

    answers = race(lambda each: read_in(*each), list(zip(people, files, strict=True)))

    assert all(answer == "read" or "Send yours again" in answer for answer in answers)
    known = {read_in(*each) for each in zip(people, files, strict=True)}
    assert all(answer == "read" or "read already" in answer for answer in known)
    assert BankLine.objects.count() == 6
    call_command("prove_ledger", verbosity=0)


def _many_acts(carol, fiona):
    """24 different acts on the accounts of two pots, two funds and the town, each of which can be done."""
    pot, second = PotFactory(money=900_000), PotFactory(money=900_000)
    over = database_now() - timedelta(minutes=5)
    fund = MatchFundFactory(pot=pot, sharing="proportional", end=over, cap_per_campaign=None)
    running = CampaignFactory(match_fund=MatchFundFactory(pot=second, amount=90_000))
    for minimum in (1, 90_000):
        campaign = CampaignFactory(match_fund=fund, end=over, minimum=minimum)
        pledged(campaign, 2_000, arrived_at=over - timedelta(minutes=1))
    paid, asked, by_hand = succeeded(1_000, 1_000), succeeded(3_000), succeeded(5_000)
    rows = [f"2026-11-28,10.00,{each.reference},A" for each in paid.pledges.all()]
    take_in_statement(actor=carol, content=sheet(*rows, "2026-11-28,50.00,no idea,B"), file_name="a.csv")
    line, reference = BankLine.objects.in_suspense().get(), by_hand.pledges.get().reference
    refunds = [propose_refund(actor=carol, pledge=each, reason="Ill.") for each in paid.pledges.all()]
    waiting = [
        *refunds,
        propose_top_up(actor=carol, pot=pot, amount=5_000, reason="A grant."),
        propose_top_up(actor=carol, pot=second, amount=5_000, reason="A grant."),
        propose_cut(actor=carol, pot=pot, amount=5_000, reason="Frost."),
        propose_cut(actor=carol, pot=second, amount=5_000, reason="Frost."),
        propose_fund_top_up(actor=carol, fund=running.match_fund, amount=5_000, reason="More."),
    ]
    bank = sheet(f"2026-11-30,30.00,{asked.pledges.get().reference},A", "2026-11-30,4.00,hello,B")
    backers = [IdentityFactory() for _each in range(12)]
    return [
        *(lambda act=act: approve_money_act(actor=fiona, act=act) for act in waiting),
        lambda: settle_match_fund(fund=fund),
        lambda: settle_match_fund(fund=fund),
        lambda: take_in_statement(actor=carol, content=bank, file_name="b.csv"),
        lambda: count_toward(actor=fiona, line=line, reference=reference),
        lambda: carry_on_collecting(campaign=paid),
        *(lambda who=who: pledged(running, 1_000, who) for who in backers),
    ]


def test_refunds_top_ups_statements_pledges_and_a_settlement_wait_for_each_other_in_no_circle(carol, fiona):
    acts = _many_acts(carol, fiona)
    assert len(acts) == 24

    outcomes = together([closing(act) for act in acts])

    assert [each for each in outcomes if isinstance(each, Exception)] == []
    states = set(Pledge.objects.values_list("state", flat=True))
    assert states >= {"promised", "asked", "collected", "refunded"}
    assert MatchFund.objects.order_by("-pk").first().amount == 95_000
    assert Campaign.objects.filter(closed_at__isnull=True).count() == 1
    call_command("prove_ledger", verbosity=0)


@on_postgresql
def test_control_that_takes_the_towns_account_first_waits_in_a_circle():
    """A refund holds its campaign's account and needs the treasury's; the other way round, both wait."""
    campaign, bank = succeeded(2_000), treasury("GBP")
    own, meet = Account.objects.get(pk=campaign.collected_id), Barrier(2)

    def take(first, second):
        with transaction.atomic():
            Account.objects.locked().get(pk=first.pk)
            meet.wait()
            post(key=f"circle:{first.pk}", memo="circle", lines=[(second, -1), (first, 1)])

    outcomes = together([lambda: take(own, bank), lambda: take(bank, own)])

    assert sum(isinstance(each, OperationalError) for each in outcomes) == 1
