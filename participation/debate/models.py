"""Talk: a thread and its comments, each for, against or neutral."""

from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participation.moderation.models import Moderated, ModeratedQuerySet


class Thread(models.Model):
    """The discussion of one thing, which owns it by a OneToOne `thread`."""

    started_at = models.DateTimeField(db_default=Now(), editable=False)


class Comment(Moderated):
    class Stance(models.TextChoices):
        FOR = "for", _("For")
        AGAINST = "against", _("Against")
        NEUTRAL = "neutral", _("Neutral")

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    author = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="comments")
    stance = models.CharField(_("stance"), max_length=10, choices=Stance.choices, default=Stance.NEUTRAL)
    text = models.TextField(_("your comment"), max_length=2000)
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ModeratedQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["written_at", "pk"]
        indexes = [models.Index(fields=["thread", "written_at"], name="comment_by_thread")]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        return reverse("comment", args=[self.pk])
