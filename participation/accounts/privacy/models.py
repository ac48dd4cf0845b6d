"""What a person asked about their own data."""

from django.core.files.storage import storages
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

ERASURE_TRIES = 5
ERASURE_CODES_A_DAY = 5


def exports():
    """Outside of what the web server hands out by itself: only our own page gives these, to their owner."""
    return storages["exports"]


class DataExport(models.Model):
    """All data of one person as a file: asked for, then ready, then gone. One at a time."""

    person = models.OneToOneField("participation.User", models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    ready_at = models.DateTimeField(null=True, editable=False)
    file = models.FileField(upload_to="exports/", storage=exports, blank=True)

    class Meta:
        verbose_name = _("copy of a person’s data")
        verbose_name_plural = _("copies of people’s data")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ready_at__isnull=True, file="")
                | (models.Q(ready_at__isnull=False) & ~models.Q(file="")),
                name="export_is_ready_with_its_file",
            )
        ]


class ErasureRequest(models.Model):
    """A person wants to be erased: their choice, and the code that they must type. One at a time."""

    person = models.OneToOneField("participation.User", models.CASCADE, related_name="+")
    keep_words = models.BooleanField()
    # A keyed hash of the code that was mailed.
    code_key = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    # Codes sent since the first one, which the clock's work forgets with the row after a day.
    sent = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("wish to be erased")
        verbose_name_plural = _("wishes to be erased")
        constraints = [
            models.CheckConstraint(condition=models.Q(tries__lte=ERASURE_TRIES), name="tries_of_an_erasure"),
            models.CheckConstraint(
                condition=models.Q(sent__lte=ERASURE_CODES_A_DAY), name="erasure_codes_a_day"
            ),
        ]


class IdleWarning(models.Model):
    """The owner of an account that nobody uses was told that it will go: the first or the second time."""

    person = models.ForeignKey("participation.User", models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = _("warning about an unused account")
        verbose_name_plural = _("warnings about unused accounts")
        constraints = [
            models.UniqueConstraint(fields=["person", "number"], name="one_idle_warning_each"),
            models.CheckConstraint(condition=models.Q(number__in=[1, 2]), name="two_idle_warnings"),
        ]
