"""Pictures and documents of a proposal or of a draft."""

from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


def documents():
    """Outside of what the web server hands out by itself: only our own page gives these, as downloads."""
    return storages["documents"]


class Attachment(models.Model):
    """A picture with its words for those who do not see it, or a PDF document with its name."""

    draft = models.ForeignKey(
        "participation.ProposalDraft", models.CASCADE, null=True, related_name="attachments"
    )
    proposal = models.ForeignKey(
        "participation.Proposal", models.CASCADE, null=True, related_name="attachments"
    )
    picture = models.ImageField(upload_to="proposals/", blank=True)
    picture_small = models.ImageField(upload_to="proposals/", blank=True)
    document = models.FileField(upload_to="proposals/", storage=documents, blank=True)
    words = models.CharField(_("what it shows, or what it is called"), max_length=200)
    size = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(draft__isnull=True, proposal__isnull=False)
                | Q(draft__isnull=False, proposal__isnull=True),
                name="attachment_of_one_thing",
            ),
            models.CheckConstraint(
                condition=(Q(picture="") & ~Q(document="")) | (~Q(picture="") & Q(document="")),
                name="attachment_picture_or_document",
            ),
        ]

    def __str__(self) -> str:
        return self.words
