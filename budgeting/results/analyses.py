"""How other rules would have decided, where the council declared before opening that it will be shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Analysis(models.Model):
    """Made once for a published version, by the background worker."""

    result = models.OneToOneField("budgeting.Result", models.CASCADE, related_name="analysis")
    made_at = models.DateTimeField()
    # One for each pot whose ballots are published: {"pot": id, "rules": [{"rule": name, "funded": [numbers],
    # "spent": minor units, "with_nothing": voters none of whose projects is funded}]}.
    pots = models.JSONField()

    class Meta:
        verbose_name = _("comparison of rules")
        verbose_name_plural = _("comparisons of rules")

    def __str__(self) -> str:
        return str(self.result)
