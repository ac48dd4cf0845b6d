"""Acts about money that take two people, and what the nightly proof of the books found."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class MoneyActQuerySet(models.QuerySet["MoneyAct"]):
    def waiting(self) -> "MoneyActQuerySet":
        return self.filter(decided_at__isnull=True)

    def top_ups_waiting(self) -> "MoneyActQuerySet":
        """Money that is asked for and not there yet."""
        return self.waiting().filter(kind=MoneyAct.Kind.TOP_UP)

    def for_second_person(self, user: Any) -> "MoneyActQuerySet":
        """What waits for somebody else than who proposed it."""
        return self.waiting().exclude(proposed_by=user)


class MoneyAct(models.Model):
    """One proposal that moves the council's money. Another person decides it, once; then it stands."""

    class Kind(models.TextChoices):
        TOP_UP = "top-up", _("Put money into a pot")
        FUND = "fund", _("Put more money into a match fund")
        CUT = "cut", _("Take money out of a pot")
        REVERSAL = "reversal", _("Reverse a transfer")
        PAYEE = "payee", _("Bank details of a group")
        PAYOUT = "payout", _("Pay a group")
        REFUND = "refund", _("Pay a backer back")

    kind = models.CharField(_("what"), max_length=10, choices=Kind.choices)
    pot = models.ForeignKey("budgeting.Pot", models.PROTECT, null=True, related_name="money_acts")
    match_fund = models.ForeignKey(
        "budgeting.MatchFund", models.PROTECT, null=True, related_name="money_acts"
    )
    campaign = models.ForeignKey("budgeting.Campaign", models.PROTECT, null=True, related_name="money_acts")
    pledge = models.ForeignKey("budgeting.Pledge", models.PROTECT, null=True, related_name="money_acts")
    # Of bank details: whose account, and its number. Of a payout: which details.
    terms = models.JSONField(default=dict)
    # Of a reversal: what it takes back.
    transfer = models.ForeignKey("budgeting.Transfer", models.PROTECT, null=True, related_name="money_acts")
    # Minor units.
    amount = models.BigIntegerField(_("amount"))
    currency = models.CharField(max_length=3)
    reason = models.TextField(_("reason"))
    proposed_by = models.ForeignKey("participation.User", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(db_default=Now(), editable=False)
    # Whether who proposed it did so as finance: one of the two people is of finance.
    by_finance = models.BooleanField()
    decided_by = models.ForeignKey("participation.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    approved = models.BooleanField(null=True)
    # Why not.
    answer = models.TextField(blank=True)

    objects = MoneyActQuerySet.as_manager()

    class Meta:
        verbose_name = _("act about money")
        verbose_name_plural = _("acts about money")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0) | Q(kind="payee", amount=0), name="money_act_above_zero"
            ),
            models.CheckConstraint(
                condition=~Q(proposed_by=F("decided_by")), name="money_act_takes_two_people"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True, approved__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False, approved__isnull=False),
                name="money_act_decided_whole",
            ),
            models.UniqueConstraint(
                fields=["kind", "pot"],
                condition=Q(decided_at__isnull=True, pot__isnull=False),
                name="one_waiting_money_act_per_pot",
            ),
            models.UniqueConstraint(
                fields=["match_fund"],
                condition=Q(decided_at__isnull=True, match_fund__isnull=False),
                name="one_waiting_money_act_per_match_fund",
            ),
            models.UniqueConstraint(
                fields=["kind", "campaign"],
                condition=Q(decided_at__isnull=True, campaign__isnull=False),
                name="one_waiting_money_act_per_campaign",
            ),
            models.UniqueConstraint(
                fields=["pledge"],
                condition=Q(decided_at__isnull=True, pledge__isnull=False),
                name="one_waiting_refund_per_pledge",
            ),
            models.UniqueConstraint(
                fields=["transfer"],
                condition=Q(decided_at__isnull=True, transfer__isnull=False),
                name="one_waiting_reversal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.about}"

    @property
    def about(self) -> Any:
        """The thing whose money it moves."""
        return self.pot or self.match_fund or self.campaign or self.pledge or self.transfer


class ProofRun(models.Model):
    """One proof of the books: how many transfers it read, and a sentence for each thing that is wrong."""

    run_at = models.DateTimeField(db_default=Now(), editable=False)
    transfers = models.PositiveIntegerField()
    faults = models.JSONField(default=list)

    class Meta:
        verbose_name = _("proof of the books")
        verbose_name_plural = _("proofs of the books")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.run_at:%Y-%m-%d}"
