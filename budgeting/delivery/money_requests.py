"""What an officer asks finance for: more money for a project, or to close its books at its final cost."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class MoneyRequestQuerySet(models.QuerySet["MoneyRequest"]):
    def waiting(self) -> "MoneyRequestQuerySet":
        return self.filter(decided_at__isnull=True)

    def granted(self, kind: str) -> "MoneyRequestQuerySet":
        return self.filter(granted=True, kind=kind)

    def for_finance(self, user: Any) -> "MoneyRequestQuerySet":
        """What waits for this person: who asks does not decide."""
        return self.waiting().exclude(asked_by=user)


class MoneyRequest(models.Model):
    """One proposal about a project's money, with its public reason; another person decides it, once."""

    class Kind(models.TextChoices):
        EXTRA = "extra", _("More money")
        FINAL = "final", _("Final cost")

    project = models.ForeignKey("budgeting.Project", models.PROTECT, related_name="money_requests")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    # Minor units. Of EXTRA: how much more. Of FINAL: all that the project cost.
    amount = models.BigIntegerField(_("amount"))
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey("participation.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey("participation.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)
    # Why it was refused.
    answer = models.TextField(blank=True)

    objects = MoneyRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request about a project's money")
        verbose_name_plural = _("requests about projects' money")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(decided_at__isnull=True), name="one_waiting_money_request"
            ),
            models.UniqueConstraint(
                fields=["project"], condition=Q(kind="final", granted=True), name="project_closed_once"
            ),
            models.CheckConstraint(
                condition=~Q(asked_by=F("decided_by")), name="money_request_takes_two_people"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True, granted__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False, granted__isnull=False),
                name="money_request_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(kind="extra", amount__gt=0) | Q(kind="final", amount__gte=0),
                name="money_request_amount",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.project}"
