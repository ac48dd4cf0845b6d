"""Money moves whole, once, and never out of an empty account."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from budgeting.ledger.accounts import open_account, treasury
from budgeting.ledger.actions import post, reverse
from budgeting.ledger.errors import KeyReused, Overdrawn
from budgeting.models import Account, Entry, Transfer

pytestmark = pytest.mark.django_db


def balances(*accounts):
    return [Account.objects.get(pk=account.pk).balance for account in accounts]


def test_transfer_moves_money_and_keeps_its_lines(hundred_pounds, bank, pot, carol):
    assert balances(bank, pot) == [-10_000, 10_000]
    assert dict(hundred_pounds.entries.values_list("account__code", "amount")) == {
        "treasury-GBP": -10_000,
        "parks": 10_000,
    }


def test_transfer_remembers_who_posted_it_and_when(bank, pot, carol):
    transfer = post(key="k", memo="m", lines=[(bank, -1), (pot, 1)], posted_by=carol)
    transfer.refresh_from_db()

    assert transfer.posted_by == carol
    assert transfer.posted_at is not None


def test_overdraft_is_refused_and_names_the_account(hundred_pounds, pot, payee):
    with pytest.raises(Overdrawn, match="Parks") as refusal:
        post(key="too-much", memo="Swings", lines=[(pot, -10_001), (payee, 10_001)])

    assert refusal.value.account == pot
    assert refusal.value.missing == 1
    assert balances(pot, payee) == [10_000, 0]
    assert not Transfer.objects.filter(key="too-much").exists()


def test_last_penny_can_be_spent(hundred_pounds, pot, payee):
    post(key="all", memo="Swings", lines=[(pot, -10_000), (payee, 10_000)])

    assert balances(pot, payee) == [0, 10_000]


@pytest.mark.usefixtures("hundred_pounds")
def test_same_key_and_lines_move_money_once(pot, payee):
    lines = [(pot, -400), (payee, 400)]
    first = post(key="swings", memo="Swings", lines=lines)

    assert post(key="swings", memo="Swings", lines=list(reversed(lines))) == first
    assert balances(pot, payee) == [9_600, 400]


@pytest.mark.usefixtures("hundred_pounds")
def test_same_key_with_other_lines_is_refused(pot, payee):
    post(key="swings", memo="Swings", lines=[(pot, -400), (payee, 400)])

    with pytest.raises(KeyReused, match="swings"):
        post(key="swings", memo="Swings", lines=[(pot, -500), (payee, 500)])
    assert balances(pot, payee) == [9_600, 400]


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        ((-5, 6), "sum to zero"),
        ((0, 0), "other than zero"),
        ((-5.0, 5.0), "whole number"),
        ((True, -1), "whole number"),
        ((), "two or more"),
    ],
)
def test_lines_that_are_no_transfer_are_refused(bank, pot, amounts, words):
    with pytest.raises(ValueError, match=words):
        post(key="k", memo="m", lines=list(zip([bank, pot], amounts, strict=False)))


def test_account_named_twice_is_refused(bank, pot):
    with pytest.raises(ValueError, match="each of them once"):
        post(key="k", memo="m", lines=[(bank, -2), (pot, 1), (pot, 1)])


def test_two_currencies_in_one_transfer_are_refused(bank):
    euros = open_account(code="euros", name="Euros", currency="EUR")

    with pytest.raises(ValueError, match="one currency"):
        post(key="k", memo="m", lines=[(bank, -1), (euros, 1)])


def test_currency_of_another_shape_is_refused():
    with pytest.raises(ValueError, match="three capital letters"):
        open_account(code="x", name="X", currency="pounds")


def test_treasury_is_one_per_currency_and_may_go_below_zero(bank):
    assert treasury("GBP") == bank
    assert treasury("EUR") != bank
    assert bank.may_go_below_zero


def test_reversal_moves_money_back_once(hundred_pounds, bank, pot, carol):
    undone = reverse(transfer=hundred_pounds, memo="Posted to the wrong pot", posted_by=carol)

    assert undone.reverses == hundred_pounds
    assert balances(bank, pot) == [0, 0]
    with pytest.raises(ValidationError, match="already reversed"):
        reverse(transfer=hundred_pounds, memo="Again", posted_by=carol)


def test_second_reversal_is_refused_by_the_database(hundred_pounds, carol):
    reverse(transfer=hundred_pounds, memo="Wrong pot", posted_by=carol)

    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.create(key="another", memo="m", reverses=hundred_pounds)


def test_reversal_of_spent_money_is_refused(hundred_pounds, pot, payee, carol):
    post(key="swings", memo="Swings", lines=[(pot, -1), (payee, 1)])

    with pytest.raises(Overdrawn, match="Parks"):
        reverse(transfer=hundred_pounds, memo="Too late", posted_by=carol)


@pytest.mark.parametrize("model", [Transfer, Entry])
@pytest.mark.parametrize("change", ["update", "delete"])
@pytest.mark.usefixtures("hundred_pounds")
def test_posted_rows_refuse_change_in_the_database(model, change):
    rows = model.objects.all()
    act = (lambda: rows.update(id=99)) if change == "update" else (lambda: rows._raw_delete("default"))

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        act()


@pytest.mark.usefixtures("hundred_pounds")
def test_database_refuses_an_overdraft_written_by_other_means(pot):
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(pk=pot.pk).update(balance=-1)


def test_accounts_are_locked_by_id_and_those_of_the_whole_town_last(bank, pot, payee):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        post(key="k", memo="m", lines=[(payee, 1), (bank, -2), (pot, 1)])

    first = queries[1 if queries[0]["sql"].startswith("SAVEPOINT") else 0]["sql"]
    assert 'ORDER BY "budgeting_account"."may_go_below_zero" ASC, "budgeting_account"."id" ASC' in first
    assert ("FOR UPDATE" in first) == (connection.vendor == "postgresql")
