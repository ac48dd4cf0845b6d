"""Double entry in integer minor units: accounts, transfers and their entries."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Account(models.Model):
    """Holds money of one currency. The balance equals the sum of its entries, and is kept here to be locked."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=150)
    currency = models.CharField(max_length=3)
    balance = models.BigIntegerField(default=0)
    # Only accounts that stand for the outside world (the council's treasury, promises) may go below zero.
    may_go_below_zero = models.BooleanField(default=False)

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

    class Meta:
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        ordering = ["pk"]


class Entry(models.Model):
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
