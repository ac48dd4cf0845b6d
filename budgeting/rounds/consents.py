"""The first yes to an act that two officers must agree to; the second, different one does it."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Consent(models.Model):
    """Waits for a second officer, who agrees to the very same `subject` and `terms`; gone once they have."""

    round = models.ForeignKey("budgeting.Round", models.PROTECT, related_name="consents")
    # The verb in the audit log that the act has when it is done.
    act = models.CharField(max_length=30)
    # What of the round it is about, in the act's own words: the number of a project, of an identity.
    subject = models.CharField(max_length=64, blank=True)
    terms = models.JSONField(default=dict)
    reason = models.TextField(_("reason"), blank=True)
    agreed_by = models.ForeignKey("participation.User", models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("first agreement to an act of two")
        verbose_name_plural = _("first agreements to acts of two")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "act", "subject"], name="one_first_consent_per_act")
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.subject}".strip()
