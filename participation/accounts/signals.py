"""What slices above may want to hear about people, and what accounts hear themselves."""

from typing import Any

from django.dispatch import Signal
from django.utils.translation import get_language

# Sent after commit with `user_pk`: whatever this person has open must close.
person_blocked = Signal()

# Sent with `export`: a person's copy of their data can be fetched.
export_ready = Signal()


def remember_language(sender: Any, user: Any, **kwargs: Any) -> None:
    """Hears every log-in: mail comes in the language in which the person last read the site."""
    language = get_language() or ""
    if user.language != language:
        user.language = language
        user.save(update_fields=["language"])
