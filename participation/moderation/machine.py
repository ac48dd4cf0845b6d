"""What the site notices by itself. It brings a thing before the facilitators and says why; it never decides.

Each signal is declared here: what it looks for, and from how much on. Its words are in `Report.Signal`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.clock import database_now
from participation.kinds import registry
from participation.moderation.models import Report
from participation.moderation.watch import TextMark, WatchList

MANY_LINKS = 3
NEWCOMER = timedelta(days=2)
# Shorter texts ("I agree") are the same in many places, and loud words in them are no shouting.
LONG_ENOUGH_TO_REPEAT = 40
LETTERS_OF_A_SHOUT = 20
SHARE_OF_A_SHOUT = 0.7
MANY_REPORTS = 3
SHORT_TIME = timedelta(hours=1)
MARKS_LAST = timedelta(days=30)

LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
TELEPHONE = re.compile(r"(?<![\w.])(?:\+|0)(?:[\s()./-]?\d){8,14}(?!\d)")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b")
HOUSE = re.compile(
    r"\b\d{1,4}[a-z]?\s+(?:[A-Z][\w’'-]+\s+){1,3}(?:Street|Road|Lane|Avenue|Close|Square|Terrace|Drive|Court)\b"
)


@dataclass(frozen=True)
class Written:
    """A text as it stands, and who wrote it."""

    target: Any
    text: str
    author: Any
    now: datetime


def links(written: Written) -> str | None:
    found = len(LINK.findall(written.text))
    return str(found) if found >= MANY_LINKS else None


def newcomer(written: Written) -> str | None:
    if not LINK.search(written.text):
        return None
    new = User.objects.filter(pk=written.author.pk, joined_at__gt=written.now - NEWCOMER)
    return "" if new.exists() else None


def contact(written: Written) -> str | None:
    ways = {
        _("email address"): EMAIL,
        _("telephone number"): TELEPHONE,
        _("postcode"): POSTCODE,
        _("house and street"): HOUSE,
    }
    found = [name for name, pattern in ways.items() if pattern.search(written.text)]
    return ", ".join(found) or None


def shouting(written: Written) -> str | None:
    letters = [letter for letter in written.text if letter.upper() != letter.lower()]
    loud = sum(letter.isupper() for letter in letters)
    return "" if len(letters) >= LETTERS_OF_A_SHOUT and loud / len(letters) >= SHARE_OF_A_SHOUT else None


def watched(written: Written) -> str | None:
    text = written.text.casefold()
    phrases = WatchList.current().phrases
    found = [each for each in phrases if re.search(rf"(?<!\w){re.escape(each.casefold())}(?!\w)", text)]
    return ", ".join(found)[:500] or None


def repeated(written: Written) -> str | None:
    """The same words, but for case, spaces and signs, stand in another place."""
    words = " ".join(re.findall(r"\w+", written.text.casefold()))
    own = TextMark.objects.about(written.target)
    if len(words) < LONG_ENOUGH_TO_REPEAT:
        own.delete()
        return None
    mark = salted_hmac("moderation.text", words, algorithm="sha256").hexdigest()
    same = TextMark.objects.filter(mark=mark, made_at__gt=written.now - MARKS_LAST)
    others = same.exclude(pk__in=own.values("pk")).count()
    if not own.update(mark=mark, made_at=written.now):
        fresh = TextMark(target=written.target, mark=mark, made_at=written.now)
        TextMark.objects.bulk_create([fresh], ignore_conflicts=True)
    return str(others) if others else None


# Each gives what it found as a few words for the facilitator, "" when its name says it all, None for nothing.
SIGNALS: dict[str, Callable[[Written], str | None]] = {
    Report.Signal.LINKS: links,
    Report.Signal.NEWCOMER: newcomer,
    Report.Signal.CONTACT: contact,
    Report.Signal.SHOUTING: shouting,
    Report.Signal.WATCHED: watched,
    Report.Signal.REPEATED: repeated,
}


def look_at(target: Any) -> None:
    """Call inside the act that wrote or changed the words. What staff write is not looked at."""
    kind = registry.kind_of(target)
    author = kind.author(target) if kind is not None else None
    if kind is None or kind.hide is None or author is None or author.is_staff:
        return
    written = Written(target, kind.text(target), author, database_now())
    for signal, look in SIGNALS.items():
        found = look(written)
        if found is not None:
            raise_signal(target, signal, found)


def count_reports(target: Any) -> None:
    """Call when a person reported something: several within a short time are a signal of their own."""
    since = database_now() - SHORT_TIME
    lately = Report.objects.open().by_people().about(target).filter(reported_at__gt=since).count()
    if lately >= MANY_REPORTS:
        raise_signal(target, Report.Signal.MANY)


def raise_signal(target: Any, signal: str, note: str = "") -> None:
    """The site brings something before the facilitators, once; it decides nothing.

    What a facilitator has looked at already is not raised for the same reason again.
    """
    raised = Report.objects.about(target).filter(source=Report.Source.MACHINE, reason=signal)
    repeats = signal in SIGNALS
    if raised.filter(decision=None).exists() or (repeats and raised.filter(note=note).exists()):
        return
    fresh = Report(target=target, source=Report.Source.MACHINE, reason=signal, note=note)
    # Two writers at once raise it once: the constraint of the table is the guard, and no write fails for it.
    Report.objects.bulk_create([fresh], ignore_conflicts=True)


def withdraw_signals(target: Any, *signals: str) -> None:
    """Takes back what waits by a machine alone; all signals when none is named. People's reports stay."""
    waiting = Report.objects.open().about(target).filter(source=Report.Source.MACHINE)
    (waiting.filter(reason__in=signals) if signals else waiting).delete()


def forget_texts(target: Any) -> None:
    """The mark of words that must not stand anywhere goes with them."""
    TextMark.objects.about(target).delete()
