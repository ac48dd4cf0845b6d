"""Statements of the council's bank, and the payments that came in with them."""

from typing import Any

from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class BankStatement(models.Model):
    """One file of the bank, as it was read; the same file is read once."""

    digest = models.CharField(max_length=64, unique=True)
    file_name = models.CharField(_("file"), max_length=120)
    uploaded_by = models.ForeignKey("participation.User", models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name


class BankLineQuerySet(models.QuerySet["BankLine"]):
    def in_suspense(self) -> "BankLineQuerySet":
        return self.filter(state=BankLine.State.SUSPENSE)

    def kept_for(self, pledge: Any) -> int:
        """Minor units in suspense that a person said are for this pledge."""
        return int(self.filter(state=BankLine.State.KEPT, pledge=pledge).aggregate(s=Sum("amount"))["s"] or 0)


class BankLine(models.Model):
    """One payment that came in. What fits no pledge lies in suspense until a second person resolves it."""

    class State(models.TextChoices):
        SUSPENSE = "suspense", _("Waits for a person")
        # Part of a pledge's amount: it lies in suspense until the rest has come.
        KEPT = "kept", _("Kept until the rest arrives")
        COUNTED = "counted", _("Paid a pledge")
        SENT_BACK = "sent_back", _("Sent back")
        CARD_MONEY = "cards", _("Passed on by the card service")

    statement = models.ForeignKey(BankStatement, models.PROTECT, related_name="lines")
    # What tells it from every other payment, so that overlapping statements are read once.
    key = models.CharField(max_length=64, unique=True)
    day = models.DateField(_("day"))
    amount = models.BigIntegerField(_("amount"))
    currency = models.CharField(max_length=3)
    payer = models.CharField(_("payer"), max_length=140, blank=True)
    text = models.CharField(_("what the payer wrote"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.SUSPENSE)
    pledge = models.ForeignKey("budgeting.Pledge", models.PROTECT, null=True, related_name="bank_lines")
    uploaded_by = models.ForeignKey("participation.User", models.PROTECT, related_name="+")
    # None while it waits, and when its reference and amount fitted at once.
    resolved_by = models.ForeignKey("participation.User", models.PROTECT, null=True, related_name="+")

    objects = BankLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment in the bank")
        verbose_name_plural = _("payments in the bank")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="bank_line_above_zero"),
            models.CheckConstraint(
                condition=~Q(resolved_by=F("uploaded_by")), name="bank_line_resolved_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["kept", "counted"]) | Q(pledge__isnull=False),
                name="bank_line_counts_for_a_pledge",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.text}".strip()
