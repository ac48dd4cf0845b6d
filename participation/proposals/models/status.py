"""How a proposal came to its status, the council's answer, and what happened since."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class StatusChange(models.Model):
    """One move of a proposal, with the words that everyone can read."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("Author")
        FACILITATOR = "facilitator", _("Facilitator")
        OFFICER = "officer", _("Council officer")

    proposal = models.ForeignKey("participation.Proposal", models.CASCADE, related_name="status_changes")
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    reason = models.TextField(blank=True)
    role = models.CharField(max_length=12, choices=Role.choices)
    changed_by = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("change of status")
        verbose_name_plural = _("changes of status")
        ordering = ["changed_at", "pk"]
        indexes = [models.Index(fields=["proposal", "changed_at"], name="status_change_by_proposal")]

    @property
    def label(self) -> str:
        """The word of the status that it led to."""
        return str(dict(self.proposal._meta.get_field("status").flatchoices).get(self.after, self.after))


class OfficialAnswer(models.Model):
    """What the council says to a proposal. Rich text, which pages show through rich_text.clean_html alone."""

    proposal = models.OneToOneField("participation.Proposal", models.CASCADE, related_name="answer")
    text = models.TextField(_("answer"), max_length=20_000)
    answered_by = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(db_default=Now(), editable=False)
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("official answer")
        verbose_name_plural = _("official answers")


class Milestone(models.Model):
    """Something that happened, or will, on the way to what was proposed."""

    proposal = models.ForeignKey("participation.Proposal", models.CASCADE, related_name="milestones")
    day = models.DateField(_("date"))
    title = models.CharField(_("what happens"), max_length=120)
    words = models.TextField(_("more about it"), max_length=2000, blank=True)
    written_by = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["day", "pk"]
        indexes = [models.Index(fields=["proposal", "day"], name="milestone_by_proposal")]

    def __str__(self) -> str:
        return self.title
