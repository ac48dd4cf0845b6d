"""A round that was given up because nobody can read its ballots."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundVoid(models.Model):
    """Says when and why a round became void. Its money is free again; the vote is repeated as a new round."""

    round = models.OneToOneField("budgeting.Round", models.PROTECT, related_name="void")
    voided_at = models.DateTimeField()
    reason = models.TextField(_("reason"))
    # How many people had voted: the poll book outlives the key.
    voters = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("void round")
        verbose_name_plural = _("void rounds")

    def __str__(self) -> str:
        return str(self.round)
