"""The one place that moves money: every balance in the database was written here."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
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
    transfer, is_new = Transfer.objects.get_or_create(
        key=key, defaults={"memo": memo, "posted_by": posted_by, "reverses": reverses}
    )
    if not is_new:
        return _same(transfer, amounts)
    for pk, account in accounts.items():
        _add(account, amounts[pk])
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


def _add(account: Account, amount: int) -> None:
    """The condition guards this statement; the table's check constraint guards every other one."""
    able = Account.objects.filter(pk=account.pk).able_to_take(amount)
    if not able.update(balance=F("balance") + amount):
        account.refresh_from_db(fields=["balance"])
        raise Overdrawn(account, amount)
