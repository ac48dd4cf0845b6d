"""Evidence of threats: what was said, kept apart, which hiding, redaction and erasure do not reach."""

import json
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from participation.accounts.privacy.keeping import EVIDENCE_KEPT

# So long evidence is kept, unless officers hold it for the police or a court. The database refuses to delete
# a row before.
KEPT_FOR = EVIDENCE_KEPT


class Evidence(models.Model):
    """One text as it stood when a facilitator escalated it. It changes never and goes when its time is over.

    People stand in it by number and by the name they had, not by a relation: it outlives their account.
    """

    target_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    target_id = models.PositiveBigIntegerField()
    # Canonical JSON, of whose UTF-8 bytes `digest` is the SHA-256.
    content = models.TextField()
    digest = models.CharField(max_length=64, unique=True)
    why = models.TextField(_("what makes it a threat"))
    taken_by_number = models.PositiveBigIntegerField()
    taken_at = models.DateTimeField(db_default=Now())
    delete_after = models.DateTimeField()

    class Meta:
        verbose_name = _("evidence of a threat")
        verbose_name_plural = _("evidence of threats")
        ordering = ["-taken_at", "-pk"]

    @property
    def facts(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.content)
        return found


class EvidenceAct(models.Model):
    """What officers did about a threat: newest last."""

    class Act(models.TextChoices):
        NOTE = "note", _("Note")
        PASSED = "passed", _("Passed to the police")
        HOLD = "hold", _("Kept longer, until this is lifted")
        LIFT = "lift", _("Kept no longer than declared")
        CLOSED = "closed", _("Closed")

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="acts")
    act = models.CharField(_("what happened"), max_length=6, choices=Act.choices)
    words = models.CharField(_("in words"), max_length=1000)
    by = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("act about a threat")
        verbose_name_plural = _("acts about threats")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(words=""), name="act_about_a_threat_in_words")
        ]
