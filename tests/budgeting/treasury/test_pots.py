"""A pot begins empty; its money comes in with the yes of a second person."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from budgeting.models import MoneyAct, Pot
from budgeting.treasury.actions import approve_money_act, decline_money_act
from budgeting.treasury.pots import start_pot
from participation.models import AuditEvent

pytestmark = pytest.mark.django_db


def start(actor, **changes) -> MoneyAct:
    return start_pot(
        actor=actor, **{"name": "Harbour pot", "area": None, "currency": "GBP", "amount": 90_000, **changes}
    )


def free(pot) -> int:
    pot.free.refresh_from_db()
    return pot.free.balance


def test_new_pot_is_empty_until_finance_approves_its_money(carol, fiona, harbour):
    act = start(carol, area=harbour)
    assert (act.pot.area, free(act.pot)) == (harbour, 0)

    approve_money_act(actor=fiona, act=act)

    assert free(act.pot) == 90_000
    call_command("prove_ledger", verbosity=0)
    verbs = list(AuditEvent.objects.values_list("verb", flat=True))
    assert verbs == ["create_pot", "propose_money_act", "approve_money_act"]


def test_pot_whose_money_is_declined_stays_empty(carol, fiona):
    act = start(carol)
    decline_money_act(actor=fiona, act=act, reason="Not in the budget.")
    assert free(act.pot) == 0


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "fiona"])
def test_others_than_officers_make_no_pot(request, who):
    with pytest.raises(PermissionDenied):
        start(request.getfixturevalue(who))
    assert not Pot.objects.exists()


@pytest.mark.parametrize(("field", "bad"), [("name", " "), ("amount", 0)])
def test_wrong_field_is_named_and_nothing_is_made(carol, field, bad):
    with pytest.raises(ValidationError) as refusal:
        start(carol, **{field: bad})
    assert list(refusal.value.message_dict) == [field]
    assert not Pot.objects.exists()
