"""Keyed hashes of what was verified: the same person gives the same key, and nobody can read it back."""

import datetime
import hmac
import re
import unicodedata

from django.conf import settings

# Letters that Unicode does not take apart into a plain letter and an accent.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_NO_LETTER = re.compile(r"[\W_]+")
_BETWEEN_NAMES = re.compile(r"[\s\-‐-―,.;/]+")


def identity_key(kind: str, *parts: str) -> str:
    """HMAC-SHA256 (hex) under IDENTITY_KEY of `kind` and the parts, each normalised."""
    message = "\x1f".join([kind, *(normalised(part) for part in parts)])
    return hmac.digest(settings.IDENTITY_KEY.encode(), message.encode(), "sha256").hex()


def normalised(text: str) -> str:
    """Lower case without accents, hyphens, apostrophes or spaces, so that a register and a form agree."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN)))


def normalised_name(name: str) -> str:
    """A full name with its parts in alphabetical order: "Ó Sé, Anne-Marie" equals "anne marie o se"."""
    return "".join(sorted(normalised(part) for part in _BETWEEN_NAMES.split(name)))


def name_key(name: str, birth_date: datetime.date) -> str:
    """The key of a name and birthday, wherever they live: of one person, unless they have a namesake."""
    return identity_key("person", normalised_name(name), birth_date.isoformat())


def entry_key(name: str, birth_date: datetime.date, postcode: str) -> str:
    """The key under which a row of the register is found."""
    return identity_key("register", normalised_name(name), birth_date.isoformat(), postcode)


def household_key(birth_date: datetime.date, postcode: str) -> str:
    """The key of who was born that day and lives there, however their name is written."""
    return identity_key("household", birth_date.isoformat(), postcode)
