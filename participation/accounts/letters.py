"""A code by post: a letter, its address until it is in the post, its code as a keyed hash."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from participation.accounts.privacy.keeping import LETTER_KEPT

TRIES_A_LETTER = 5
CODE_LASTS = LETTER_KEPT


class LetterQuerySet(models.QuerySet):
    def to_print(self):
        """Asked for, and not in the post yet: those printed and not marked as sent are among them."""
        return self.filter(sent_at=None, refused_at=None).order_by("pk")

    def old(self, now):
        """Neither its code nor its address is of use any more."""
        late = now - CODE_LASTS
        never_printed = models.Q(printed_at=None, asked_at__lte=late)
        return self.filter(never_printed | models.Q(printed_at__lte=late))


class Letter(models.Model):
    """One letter to one person. Its address goes once an officer says that it is in the post."""

    identity = models.ForeignKey("participation.Identity", models.CASCADE, related_name="+")
    # Who asked: when that account goes, the letter goes. None: somebody without an account, for one vote.
    user = models.ForeignKey("participation.User", models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=150, blank=True)
    address = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    code_key = models.CharField(max_length=64, blank=True)
    printed_at = models.DateTimeField(null=True)
    printed_by = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter with a code")
        verbose_name_plural = _("letters with a code")
        constraints = [
            models.UniqueConstraint(fields=["identity"], name="one_letter_a_person"),
            models.CheckConstraint(condition=models.Q(tries__lte=TRIES_A_LETTER), name="tries_of_a_letter"),
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True, refused_at__isnull=True)
                | models.Q(name="", address=""),
                name="letter_forgets_its_address",
            ),
            models.CheckConstraint(
                condition=models.Q(printed_at__isnull=True, code_key="", sent_at__isnull=True)
                | (models.Q(printed_at__isnull=False) & ~models.Q(code_key="")),
                name="letter_is_printed_with_its_code",
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self._meta.verbose_name} {self.pk}"
