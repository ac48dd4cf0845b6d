"""Statements of accounts: each line of the ledger that touched a pot, a campaign or a round."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from budgeting.crowdfunding.models import Campaign
from budgeting.delivery.money_requests import MoneyRequest
from budgeting.delivery.postings import extra_key, settle_key, step_in_key
from budgeting.ledger.models import Account, Entry
from budgeting.rounds.models import Pot, Round

POT_PARTS = ("free", "reserved", "committed", "paid")
CAMPAIGN_PARTS = ("pledged", "collected", "matched", "paid_out")


@dataclass(frozen=True)
class Statement:
    """`accounts` are (words, account); `entries` what touched them, oldest first."""

    title: str
    currency: str
    accounts: Sequence[tuple[str, Account]]
    entries: QuerySet[Entry]


@dataclass(frozen=True)
class Line:
    """One entry. `reference` never changes; `balance` is what the account held after it, of these lines."""

    reference: str
    at: datetime
    memo: str
    account: str
    amount: int
    balance: int
    transfer_id: int
    key: str


def of_pot(pot: Pot) -> Statement:
    words = (_("Free"), _("Reserved for rounds"), _("Promised to projects"), _("Paid out"))
    accounts = [(label, getattr(pot, part)) for label, part in zip(words, POT_PARTS, strict=True)]
    return Statement(str(pot), pot.currency, accounts, _touching(accounts))


def of_campaign(campaign: Campaign) -> Statement:
    words = (_("Promised"), _("Paid in"), _("Added by the council"), _("Paid out"))
    parts = zip(words, CAMPAIGN_PARTS, strict=True)
    # Those for payments are opened when it goes ahead.
    accounts = [(label, account) for label, part in parts if (account := getattr(campaign, part))]
    return Statement(str(campaign), campaign.currency, accounts, _touching(accounts))


def of_round(round: Round) -> Statement:
    """What this round did to the accounts of its pots: reserving, committing, paying, giving back."""
    accounts = [
        (f"{share.pot}: {label}", account)
        for share in round.pots.select_related(*(f"pot__{part}" for part in POT_PARTS))
        for label, account in of_pot(share.pot).accounts
    ]
    projects = list(round.projects.values_list("pk", flat=True))
    keys = [key(pk) for pk in projects for key in (settle_key, step_in_key)]
    keys += [
        extra_key(pk) for pk in MoneyRequest.objects.filter(project__in=projects).values_list("pk", flat=True)
    ]
    own = Q(transfer__key__startswith=f"round:{round.pk}:") | Q(transfer__key__in=keys)
    return Statement(str(round), round.currency, accounts, _touching(accounts).filter(own))


def _touching(accounts: Sequence[tuple[str, Account]]) -> QuerySet[Entry]:
    own = Entry.objects.filter(account__in=[account.pk for _words, account in accounts])
    return own.select_related("transfer").order_by("transfer_id", "pk")


def lines(statement: Statement) -> Iterator[Line]:
    names = {account.pk: words for words, account in statement.accounts}
    held = dict.fromkeys(names, 0)
    for entry in statement.entries.iterator(chunk_size=2000):
        held[entry.account_id] += entry.amount
        yield Line(
            reference=reference(entry),
            at=entry.transfer.posted_at,
            memo=entry.transfer.memo,
            account=names[entry.account_id],
            amount=entry.amount,
            balance=held[entry.account_id],
            transfer_id=entry.transfer_id,
            key=entry.transfer.key,
        )


def reference(entry: Any) -> str:
    """Of a line for ever: transfers and entries are never changed or deleted."""
    return f"T{entry.transfer_id}-E{entry.pk}"
