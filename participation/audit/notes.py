"""What staff wrote about an act, beside the chain: it can be redacted; the chain keeps only its digest."""

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac


class AuditNote(models.Model):
    """Free words about one event. They may change and go; `verify_audit` needs them for nothing."""

    event = models.OneToOneField("participation.AuditEvent", models.PROTECT, related_name="note")
    words = models.TextField()


def digest_of(words: str) -> str:
    """Keyed, so that nobody finds out by guessing what redacted words said; proves those that still stand."""
    keyed = salted_hmac("participation.audit.words", words, secret=settings.IDENTITY_KEY, algorithm="sha256")
    return keyed.hexdigest()


def notes_with(phrase: str) -> models.QuerySet[AuditNote]:
    """Notes that may hold the phrase; all, where no plain word of it narrows."""
    plain = [word for word in phrase.split() if word.isascii() and word.isalnum()]
    notes = AuditNote.objects.select_for_update()
    return notes.filter(words__icontains=max(plain, key=len)) if plain else notes
