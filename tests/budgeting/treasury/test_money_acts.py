"""Money that the council moves takes two people, and what they said stays as they said it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import DatabaseError, transaction

from budgeting.models import MoneyAct, Transfer
from budgeting.treasury.actions import (
    approve_money_act,
    decline_money_act,
    propose_cut,
    propose_reversal,
    propose_top_up,
)
from participation.models import AuditEvent
from tests.conftest import staff
from tests.factories.campaigns import MatchFundFactory
from tests.factories.rounds import PotFactory, RoundFactory, RoundPotFactory, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def pot(db):
    return PotFactory(money=100_000)


def free(pot) -> int:
    pot.free.refresh_from_db()
    return pot.free.balance


def test_top_up_moves_money_with_the_second_person_alone(carol, fiona, pot):
    act = propose_top_up(actor=carol, pot=pot, amount=5_000, reason="A grant came in.")
    assert free(pot) == 100_000

    approve_money_act(actor=fiona, act=act)

    assert free(pot) == 105_000
    call_command("prove_ledger", verbosity=0)
    verbs = list(AuditEvent.objects.values_list("verb", flat=True))
    assert verbs == ["propose_money_act", "approve_money_act"]


def test_cut_gives_free_money_back(carol, fiona, pot):
    approve_money_act(actor=carol, act=propose_cut(actor=fiona, pot=pot, amount=100_000, reason="Frost."))

    assert free(pot) == 0
    call_command("prove_ledger", verbosity=0)


@pytest.mark.parametrize("holds", ["round", "fund"])
def test_cut_below_what_is_reserved_or_matched_is_refused(carol, pot, holds):
    if holds == "round":
        round = RoundFactory(projects=0)
        RoundPotFactory(round=round, pot=pot, amount=60_000)
        opened(round)
    else:
        MatchFundFactory(pot=pot, amount=60_000)

    with pytest.raises(ValidationError, match="£400 free"):
        propose_cut(actor=carol, pot=pot, amount=40_001, reason="Frost.")
    propose_cut(actor=carol, pot=pot, amount=40_000, reason="Frost.")


def test_cut_is_refused_at_its_approval_when_a_round_was_opened_meanwhile(carol, fiona, pot):
    act = propose_cut(actor=carol, pot=pot, amount=50_000, reason="Frost.")
    round = RoundFactory(projects=0)
    RoundPotFactory(round=round, pot=pot, amount=60_000)
    opened(round)

    with pytest.raises(ValidationError, match="cannot be cut"):
        approve_money_act(actor=fiona, act=act)

    assert free(pot) == 40_000
    act.refresh_from_db()
    assert act.decided_at is None


def test_nobody_decides_what_they_proposed(pot, carol):
    both = staff("Faith", "finance", "officer")
    act = propose_top_up(actor=both, pot=pot, amount=1, reason="More.")

    for decide in (approve_money_act, lambda **said: decline_money_act(reason="No.", **said)):
        with pytest.raises(PermissionDenied, match="another person"):
            decide(actor=both, act=act)
    assert free(pot) == 100_000


def test_one_of_the_two_is_of_finance(carol, dave, fiona, pot):
    act = propose_top_up(actor=carol, pot=pot, amount=1, reason="More.")
    with pytest.raises(PermissionDenied, match="finance"):
        approve_money_act(actor=dave, act=act)
    approve_money_act(actor=fiona, act=act)


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "audrey"])
def test_nobody_else_proposes_or_decides(request, who, carol, pot):
    person, act = request.getfixturevalue(who), propose_top_up(actor=carol, pot=pot, amount=1, reason="More.")

    with pytest.raises(PermissionDenied):
        approve_money_act(actor=person, act=act)
    with pytest.raises(PermissionDenied):
        propose_cut(actor=person, pot=pot, amount=1, reason="Less.")


def test_second_factor_is_needed(carol, fiona, pot):
    act = propose_top_up(actor=carol, pot=pot, amount=1, reason="More.")
    fiona.second_factor = False
    with pytest.raises(PermissionDenied):
        approve_money_act(actor=fiona, act=act)


def test_decision_falls_once(carol, fiona, pot):
    act = propose_top_up(actor=carol, pot=pot, amount=1, reason="More.")
    approve_money_act(actor=fiona, act=act)
    for decide in (approve_money_act, lambda **said: decline_money_act(reason="No.", **said)):
        with pytest.raises(ValidationError, match="decided already"):
            decide(actor=fiona, act=act)
    assert free(pot) == 100_001


def test_declined_act_moves_nothing_and_lets_another_be_proposed(carol, fiona, pot):
    act = propose_top_up(actor=carol, pot=pot, amount=5_000, reason="A grant.")
    with pytest.raises(ValidationError, match="waits for a second person already"):
        propose_top_up(actor=fiona, pot=pot, amount=6_000, reason="A grant.")

    decline_money_act(actor=fiona, act=act, reason="It was less.")

    assert free(pot) == 100_000
    propose_top_up(actor=carol, pot=pot, amount=4_000, reason="A grant.")


@pytest.mark.parametrize(("field", "sent"), [("amount", {"amount": 0}), ("reason", {"reason": "  "})])
def test_what_is_wrong_is_named(carol, pot, field, sent):
    with pytest.raises(ValidationError) as refused:
        propose_top_up(actor=carol, pot=pot, **{"amount": 1, "reason": "More.", **sent})
    assert list(refused.value.message_dict) == [field]


def test_reversal_puts_everything_back_once(carol, fiona, pot):
    approve_money_act(actor=fiona, act=propose_top_up(actor=carol, pot=pot, amount=7_000, reason="A grant."))
    transfer = Transfer.objects.get(key__startswith="money-act:")
    act = propose_reversal(actor=carol, transfer=transfer, reason="It went to another town.")
    assert act.amount == 7_000

    approve_money_act(actor=fiona, act=act)

    assert free(pot) == 100_000
    with pytest.raises(ValidationError, match="already reversed"):
        propose_reversal(actor=carol, transfer=transfer, reason="Again.")
    call_command("prove_ledger", verbosity=0)


def test_transfers_of_rounds_and_pledges_are_not_reversed_here(carol):
    round = opened(RoundFactory())
    with pytest.raises(ValidationError, match="another act undoes it"):
        propose_reversal(
            actor=carol, transfer=Transfer.objects.get(key=f"round:{round.pk}:reserve"), reason="Oops."
        )


@pytest.mark.parametrize(
    "change", [{"amount": 9}, {"reason": "x"}, {"approved": False}, {"answer": "x"}, {"by_finance": True}]
)
def test_database_keeps_a_decided_act_as_it_was(carol, fiona, pot, change):
    act = propose_top_up(actor=carol, pot=pot, amount=5, reason="More.")
    approve_money_act(actor=fiona, act=act)
    for write in (lambda found: found.update(**change), lambda found: found.delete()):
        with pytest.raises(DatabaseError, match="stays as it was"), transaction.atomic():
            write(MoneyAct.objects.filter(pk=act.pk))


def test_database_keeps_a_waiting_act_as_it_was_proposed(carol, pot):
    act = propose_top_up(actor=carol, pot=pot, amount=5, reason="More.")
    for change in ({"amount": 500}, {"pot": PotFactory()}, {"proposed_by": staff("X", "officer")}):
        with pytest.raises(DatabaseError, match="stays as it was"), transaction.atomic():
            MoneyAct.objects.filter(pk=act.pk).update(**change)


def test_database_lets_nobody_decide_their_own(carol, pot):
    act = propose_top_up(actor=carol, pot=pot, amount=5, reason="More.")
    with pytest.raises(DatabaseError), transaction.atomic():
        MoneyAct.objects.filter(pk=act.pk).update(decided_by=carol, decided_at=act.proposed_at, approved=True)
