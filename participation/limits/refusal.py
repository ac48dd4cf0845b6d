"""The refusal of an act that was done too often: says what, and how long to wait."""

from contextvars import ContextVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.limits.table import Limit

# How long the person of this request has to wait; the middleware says it with the answer.
waits: ContextVar[int | None] = ContextVar("waits", default=None)


class TooOftenError(ValidationError):
    """Forms show it like any mistake, with everything that was typed. `seconds`: how long to wait."""

    def __init__(self, limit: Limit, seconds: int, newcomer: bool = False):
        self.words, self.seconds = refusal_words(limit, seconds, newcomer), max(1, seconds)
        super().__init__({NON_FIELD_ERRORS: ValidationError(self.words, code="too_often")})
        waits.set(self.seconds)


def refusal_words(limit: Limit, seconds: int, newcomer: bool) -> str:
    facts = {"limit": limit.words(newcomer), "wait": wait_words(seconds)}
    if newcomer and limit.newcomer is not None:
        words = _(
            "Not done yet. On its first day a new account can do this much: %(limit)s. Try again %(wait)s."
        )
        return words % facts
    return _("Not done yet. The most we take is %(limit)s. Try again %(wait)s.") % facts


def wait_words(seconds: int) -> str:
    """ "in 20 seconds", "in 3 minutes" or "in 5 hours", rounded up: who waits that long is let in."""
    if seconds < 60:
        return ngettext("in %(n)d second", "in %(n)d seconds", seconds) % {"n": seconds}
    if seconds < 3600:
        minutes = -(-seconds // 60)
        return ngettext("in %(n)d minute", "in %(n)d minutes", minutes) % {"n": minutes}
    hours = -(-seconds // 3600)
    return ngettext("in %(n)d hour", "in %(n)d hours", hours) % {"n": hours}
