"""What a proposal said at each time, from its first publication on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The words of a proposal that versions keep.
WORDS = ("title", "what", "why", "who_for", "place")
FILED = ("pictures", "documents")
KEPT = (*WORDS, "area", "latitude", "longitude", "category", "rough_cost")


class ProposalVersion(models.Model):
    """The first one is written together with the second: a proposal that never changed has none."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("Author")
        FACILITATOR = "facilitator", _("Facilitator")
        OFFICER = "officer", _("Council officer")

    proposal = models.ForeignKey("participation.Proposal", models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=100)
    what = models.TextField()
    why = models.TextField()
    who_for = models.TextField(blank=True)
    place = models.CharField(max_length=150, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    area = models.ForeignKey("participation.Area", models.PROTECT, related_name="+")
    category = models.ForeignKey("participation.Category", models.PROTECT, related_name="+")
    rough_cost = models.BigIntegerField(null=True, blank=True)
    # What the pictures showed and the documents were called, one a line: the files themselves go.
    pictures = models.TextField(blank=True, default="")
    documents = models.TextField(blank=True, default="")
    reason = models.CharField(_("Why do you change it?"), max_length=300, blank=True)
    # The fields whose change weighs for those who support it, found by machine.
    material = models.JSONField(default=list, blank=True)
    written_by = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="+")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.AUTHOR)
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("version of a proposal")
        verbose_name_plural = _("versions of proposals")
        ordering = ["proposal", "number"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="version_number_once_in_proposal")
        ]
