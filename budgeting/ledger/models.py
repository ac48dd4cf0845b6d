"""Double entry in integer minor units: accounts, transfers and their entries."""

from typing import Any

from django.db import models
from django.db.models import Count, F, Q, Sum, Value
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext_lazy as _


class AccountQuerySet(models.QuerySet["Account"]):
    def locked(self) -> "AccountQuerySet":
        """The rows locked in one order, so that two transfers never wait for each other in a circle.

        By id, and those of the whole town (its treasury, its promises) last: everybody needs them, some after
        they hold others, and so they are held for the shortest time.
        """
        return self.select_for_update().order_by("may_go_below_zero", "pk")

    def able_to_take(self, amount: Any) -> "AccountQuerySet":
        """Accounts that stay at zero or above when `amount` (negative: taken out) is added to each.

        A number, or an expression that gives one for each account.
        """
        return self.filter(Q(may_go_below_zero=True) | Q(balance__gte=-amount))

    def overdrawn(self) -> "AccountQuerySet":
        return self.filter(may_go_below_zero=False, balance__lt=0)

    def unlike_their_entries(self) -> models.QuerySet[Any]:
        """Accounts whose kept balance is not the sum of their entries; annotates `entered`."""
        entered = Coalesce(Sum("entries__amount"), Value(0))
        return self.annotate(entered=entered).exclude(balance=F("entered"))


class TransferQuerySet(models.QuerySet["Transfer"]):
    def unbalanced(self) -> models.QuerySet[Any]:
        """Transfers whose entries do not sum to zero, or that have none; annotates `total`."""
        total = Coalesce(Sum("entries__amount"), Value(0))
        return self.annotate(total=total, lines=Count("entries")).filter(~Q(total=0) | Q(lines__lt=2))

    def of_several_currencies(self) -> "TransferQuerySet":
        return self.annotate(currencies=Count("entries__account__currency", distinct=True)).filter(
            currencies__gt=1
        )


class Account(models.Model):
    """Holds money of one currency. The balance is the sum of its entries, kept here to be locked."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=150)
    currency = models.CharField(max_length=3)
    balance = models.BigIntegerField(default=0)
    # Only accounts that stand for the outside world (the council's treasury, promises) may go below zero.
    may_go_below_zero = models.BooleanField(default=False)

    objects = AccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(balance__gte=0) | Q(may_go_below_zero=True), name="account_not_overdrawn"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Transfer(models.Model):
    """One act that moves money; its entries sum to zero. The key makes a repeat harmless."""

    key = models.CharField(max_length=100, unique=True)
    memo = models.CharField(max_length=200)
    posted_at = models.DateTimeField(db_default=Now(), editable=False)
    posted_by = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="+")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversal")

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.memo


class Entry(models.Model):
    """One line of a transfer: positive puts money into the account, negative takes it out."""

    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="entries")
    account = models.ForeignKey(Account, models.PROTECT, related_name="entries")
    amount = models.BigIntegerField()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["transfer", "account"], name="one_entry_per_account_and_transfer"
            ),
            models.CheckConstraint(condition=~Q(amount=0), name="entry_moves_money"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.account}"
