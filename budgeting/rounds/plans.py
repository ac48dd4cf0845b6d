"""A round that officers are still setting up, step by step: what they answered so far."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class RoundPlan(models.Model):
    """Answers as they were typed, so that going back, logging out or a colleague loses nothing of them.

    Belongs to no person: any officer goes on with it. It is gone once the round is made.
    """

    # {step: {field: [what was typed, ...]}}
    answers = models.JSONField(default=dict)
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("plan of a round")
        verbose_name_plural = _("plans of rounds")
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        titles = self.answers.get("what", {}).get("title", [])
        return (titles[0] if titles else "") or str(_("Round without a title"))
