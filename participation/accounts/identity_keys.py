"""Keyed hashes of what was verified: the same person gives the same key, and nobody can read it back."""

import hashlib
import hmac
import unicodedata

from django.conf import settings


def identity_key(kind: str, *parts: str) -> str:
    """HMAC-SHA256 (hex) under IDENTITY_KEY of `kind` and the parts, each normalised."""
    message = "\x1f".join([kind, *(normalised(part) for part in parts)])
    return hmac.new(settings.IDENTITY_KEY.encode(), message.encode(), hashlib.sha256).hexdigest()


def normalised(text: str) -> str:
    """Lower case without accents, hyphens, apostrophes or spaces, so that a register and a form agree."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed.casefold() if letter.isalnum())
