"""A project that won and cannot be built: why, and what became of its money by the round's declared rule."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from budgeting.rounds.models import Round


class Undelivered(models.Model):
    """Declared by two officers, once and for good. The result stays as it was counted."""

    project = models.OneToOneField("budgeting.Project", models.PROTECT, related_name="undelivered")
    rule = models.CharField(max_length=12, choices=Round.ReserveRule.choices)
    reason = models.TextField(_("reason"))
    declared_at = models.DateTimeField()
    # Minor units: what was spent by then, and what was left of the project's money.
    spent = models.BigIntegerField()
    released = models.BigIntegerField()
    # The project that got money in its place; nobody steps in twice.
    successor = models.OneToOneField(
        "budgeting.Project", models.PROTECT, null=True, related_name="stepped_in_for"
    )

    class Meta:
        verbose_name = _("project that cannot be built")
        verbose_name_plural = _("projects that cannot be built")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(spent__gte=0, released__gte=0), name="undelivered_amounts"),
            models.CheckConstraint(condition=~Q(successor=F("project")), name="successor_is_another_project"),
        ]

    def __str__(self) -> str:
        return str(self.project)
