"""People who write a proposal together with its first author."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class CoAuthor(models.Model):
    """Asked by the first author; an author once they say yes."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        ACCEPTED = "accepted", _("Author")
        DECLINED = "declined", _("Said no")

    proposal = models.ForeignKey("participation.Proposal", models.CASCADE, related_name="co_authors")
    person = models.ForeignKey("participation.User", models.CASCADE, related_name="co_authored")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    # Whom a name leads to is public; whether an address has an account is not, until they answer.
    by_address = models.BooleanField(default=False)
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("co-author")
        verbose_name_plural = _("co-authors")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "person"], name="co_author_once_in_proposal")
        ]
