"""The proof passes on what the ledger wrote and names what anybody else changed."""

import pytest
from django.core.management import CommandError, call_command

from budgeting.ledger.actions import post
from budgeting.models import Account, Entry, Transfer

pytestmark = pytest.mark.django_db


def test_proof_passes_on_posted_transfers(hundred_pounds, pot, payee, capsys):
    post(key="swings", memo="Swings", lines=[(pot, -400), (payee, 400)])

    call_command("prove_ledger")

    assert "2 transfers" in capsys.readouterr().out


@pytest.mark.usefixtures("hundred_pounds")
def test_proof_names_an_account_whose_balance_was_changed(pot, capsys):
    Account.objects.filter(pk=pot.pk).update(balance=10_001)

    with pytest.raises(CommandError):
        call_command("prove_ledger")
    assert "Account parks holds 10001, but its entries sum to 10000" in capsys.readouterr().err


def test_proof_names_a_transfer_that_does_not_balance(pot, capsys):
    transfer = Transfer.objects.create(key="odd", memo="Odd")
    Entry.objects.create(transfer=transfer, account=pot, amount=5)

    with pytest.raises(CommandError):
        call_command("prove_ledger")
    assert "Transfer odd does not balance" in capsys.readouterr().err
