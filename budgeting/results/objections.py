"""Objections to a published result, and the officers' public answers."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def of_round(self, round: object) -> "ObjectionQuerySet":
        return self.filter(result__round=round)

    def unanswered(self) -> "ObjectionQuerySet":
        return self.filter(answered_at__isnull=True)

    def answered(self) -> "ObjectionQuerySet":
        return self.filter(answered_at__isnull=False)

    def to_correct(self, round: object) -> "ObjectionQuerySet":
        """Upheld, and not yet followed by another version of the result."""
        return self.of_round(round).filter(upheld=True, corrected__isnull=True)


class Objection(models.Model):
    """What somebody thinks is wrong with a result. Their words stay inside; the answer is public."""

    result = models.ForeignKey("budgeting.Result", models.PROTECT, related_name="objections")
    made_by = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="+")
    reason = models.TextField(_("what is wrong"))
    made_at = models.DateTimeField(db_default=Now())
    # The three of the answer. The claim is the officer's short wording, without names.
    claim = models.TextField(_("what was objected, without names"), blank=True)
    answer = models.TextField(_("answer"), blank=True)
    upheld = models.BooleanField(_("the objection is right"), null=True)
    answered_by = models.ForeignKey("participation.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    corrected = models.ForeignKey(
        "budgeting.Result", models.PROTECT, null=True, related_name="corrects", verbose_name=_("led to")
    )

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(answered_at__isnull=True, upheld__isnull=True, answered_by__isnull=True)
                    | Q(answered_at__isnull=False, upheld__isnull=False, answered_by__isnull=False)
                ),
                name="objection_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(corrected__isnull=True) | Q(upheld=True), name="only_upheld_objections_correct"
            ),
        ]

    def __str__(self) -> str:
        return self.claim or self.reason[:60]
