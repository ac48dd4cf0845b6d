"""What the machine needs to notice things: the council's words to look out for, and marks of texts."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from participation.moderation.models import TargetQuerySet


class WatchList(models.Model):
    """The council's one list of words that a facilitator should look at."""

    words = models.TextField(
        _("Words to look out for"),
        max_length=5000,
        blank=True,
        help_text=_("One word, or a few words that belong together, on each line."),
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_watch_list")]

    @classmethod
    def current(cls) -> "WatchList":
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @property
    def phrases(self) -> list[str]:
        return [" ".join(line.split()) for line in self.words.splitlines() if line.strip()]


class TextMark(models.Model):
    """A keyed hash of what a thing says, for a month, by which the same words are found in another place."""

    target_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    target_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    mark = models.CharField(max_length=64)
    made_at = models.DateTimeField(db_default=Now())

    objects = TargetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target_type", "target_id"], name="one_mark_of_a_text")
        ]
        indexes = [
            models.Index(fields=["mark"], name="text_by_mark"),
            models.Index(fields=["made_at"], name="text_mark_by_age"),
        ]
