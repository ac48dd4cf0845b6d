"""The one place that moves money: every balance in the database was written here."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext as _

from budgeting.ledger.errors import KeyReused, Overdrawn
from budgeting.ledger.models import Account, Entry, Transfer

if TYPE_CHECKING:
    from participation.accounts.models import User

Line = tuple[Account, int]


@transaction.atomic
def post(
    *,
    key: str,
    memo: str,
    lines: Sequence[Line],
    posted_by: "User | None" = None,
    reverses: Transfer | None = None,
) -> Transfer:
    """Move money and return the transfer. `lines` are (account, minor units): in positive, out negative.

    The same key with the same lines returns the first transfer and moves nothing; with other lines it raises
    KeyReused. Raises Overdrawn when an account that must not go below zero would, and ValueError for lines
    that are no transfer. Accounts are locked by id; the calling action checks who may move this money.
    """
    amounts = _amounts(lines)
    accounts = _locked(amounts)
    if len({account.currency for account in accounts.values()}) != 1:
        raise ValueError("the accounts of a transfer share one currency")
    if earlier := list(Transfer.objects.filter(key=key)):
        return _same(earlier[0], amounts)
    try:
        transfer = Transfer.objects.create(key=key, memo=memo, posted_by=posted_by, reverses=reverses)
    except IntegrityError as taken:
        # Only a transfer between other accounts can come in between: those of this one are locked.
        raise KeyReused(key) from taken
    _add(accounts, amounts)
    Entry.objects.bulk_create(
        Entry(transfer=transfer, account_id=pk, amount=amount) for pk, amount in sorted(amounts.items())
    )
    return transfer


@transaction.atomic
def reverse(*, transfer: Transfer, memo: str, posted_by: "User | None" = None) -> Transfer:
    """Post the opposite of a transfer, once. Raises ValidationError when it is reversed, and Overdrawn."""
    lines = [(entry.account, -entry.amount) for entry in transfer.entries.select_related("account")]
    _locked(account.pk for account, _amount in lines)
    if Transfer.objects.filter(reverses=transfer).exists():
        raise ValidationError(_("This transfer is already reversed."), code="reversed")
    return post(key=f"reversal:{transfer.pk}", memo=memo, lines=lines, posted_by=posted_by, reverses=transfer)


def _amounts(lines: Sequence[Line]) -> dict[int, int]:
    amounts = {account.pk: amount for account, amount in lines}
    if any(type(amount) is not int or amount == 0 for amount in amounts.values()):
        raise ValueError("a line moves a whole number of minor units, other than zero")
    if len(lines) < 2 or len(amounts) != len(lines):
        raise ValueError("a transfer names two or more accounts, each of them once")
    if sum(amounts.values()) != 0:
        raise ValueError("the lines of a transfer sum to zero")
    return amounts


def _locked(pks: Iterable[int]) -> dict[int, Account]:
    return {account.pk: account for account in Account.objects.locked().filter(pk__in=pks)}


def _same(transfer: Transfer, amounts: dict[int, int]) -> Transfer:
    if dict(transfer.entries.values_list("account_id", "amount")) != amounts:
        raise KeyReused(transfer.key)
    return transfer


def _add(accounts: dict[int, Account], amounts: dict[int, int]) -> None:
    """All balances in one statement. Its condition guards it; the table's check constraint guards others."""
    added = Case(*(When(pk=pk, then=Value(amount)) for pk, amount in amounts.items()))
    able = Account.objects.filter(pk__in=amounts).able_to_take(added)
    if able.update(balance=F("balance") + added) != len(amounts):
        raise _overdrawn(accounts, amounts)


def _overdrawn(accounts: dict[int, Account], amounts: dict[int, int]) -> Overdrawn:
    """Names the account that holds too little, as it was read under its lock; else who pays most."""
    payers = [each for each in accounts.values() if amounts[each.pk] < 0 and not each.may_go_below_zero]
    short = [each for each in payers if each.balance + amounts[each.pk] < 0]
    account = (short or sorted(payers, key=lambda each: amounts[each.pk]))[0]
    return Overdrawn(account, amounts[account.pk])
