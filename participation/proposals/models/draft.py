"""A proposal that somebody is writing: theirs alone until they publish it."""

from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class ProposalDraft(models.Model):
    """`words` holds what was typed, as it was typed, by the name of the field: it need not be right yet."""

    author = models.ForeignKey("participation.User", models.CASCADE, related_name="proposal_drafts")
    process = models.ForeignKey("participation.Process", models.CASCADE, related_name="+")
    words = models.JSONField(default=dict, blank=True)
    # What a newer window wrote over, so that nothing typed is lost.
    replaced = models.JSONField(default=dict, blank=True)
    # Counts the saves: a window that knows an older number did not see the newest words.
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(db_default=Now())
    # When the author was told that the draft will go.
    warned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("draft of a proposal")
        verbose_name_plural = gettext_lazy("drafts of proposals")
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["changed_at"], name="draft_by_age")]

    def __str__(self) -> str:
        return self.words.get("title", "").strip()[:100] or _("A draft without a title")

    def get_absolute_url(self) -> str:
        return reverse("draft_step", args=[self.pk, "what"])
