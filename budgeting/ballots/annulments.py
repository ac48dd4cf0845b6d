"""Ballots that were taken out for fraud before the box was sealed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from budgeting.rounds.models import Round
from participation.accounts.models import Identity


class Annulment(models.Model):
    """A ballot that two officers took out, unread. Its voter reads the reason, everyone the ground."""

    class Ground(models.TextChoices):
        NOT_ELIGIBLE = "not_eligible", _("The person may not vote in this round")
        TWICE = "twice", _("One person had shown who they are in two ways, and voted twice")
        SOMEONE_ELSE = "someone_else", _("Somebody voted in the name of another person")
        PRESSURE = "pressure", _("The person was paid or pressed to vote in a certain way")

    round = models.ForeignKey("budgeting.Round", models.PROTECT, related_name="annulments")
    identity = models.ForeignKey("participation.Identity", models.PROTECT, related_name="+")
    ground = models.CharField(_("what is published"), max_length=20, choices=Ground.choices)
    reason = models.TextField(_("reason, which the person reads"))
    may_vote_again = models.BooleanField(_("the person may vote again"), default=False)
    annulled_at = models.DateTimeField()

    class Meta:
        verbose_name = _("annulled ballot")
        verbose_name_plural = _("annulled ballots")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.get_ground_display())


def annulment_of(round: Round, identity: Identity | None) -> Annulment | None:
    """What this person reads on their ballot pages about a ballot of theirs that was annulled."""
    if identity is None:
        return None
    return Annulment.objects.filter(round=round, identity=identity).last()
