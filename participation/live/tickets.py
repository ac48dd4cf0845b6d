"""Signed, short-lived tickets: which topics a page may follow. A socket opens with one, without a session."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core import signing

from participation.live.topics import is_topic

SALT = "folkmoot.live.ticket.v1"
# How long a ticket opens a socket, and how long a page may still swap it for a fresh one (seconds).
OPENS_FOR = 10 * 60
RENEWABLE_FOR = 7 * 24 * 60 * 60
MOST_TOPICS = 100


class BadTicketError(Exception):
    """Forged, too old, or not a ticket."""


@dataclass(frozen=True)
class Ticket:
    topics: tuple[str, ...]
    # person_mark() of who was logged in when the page was made, "" for a visitor.
    person: str


def issue(topics: Iterable[str], person_pk: int | None = None) -> str:
    """A ticket for these topics (at most MOST_TOPICS, repeated ones once)."""
    wanted = list(dict.fromkeys(topics))[:MOST_TOPICS]
    if wrong := [topic for topic in wanted if not is_topic(topic)]:
        raise ValueError(f"not live topics: {wrong}")
    return signing.dumps({"t": wanted, "p": person_mark(person_pk)}, salt=SALT)


def read(text: str, max_age: int = OPENS_FOR) -> Ticket:
    """Raises BadTicketError."""
    try:
        facts = signing.loads(text, salt=SALT, max_age=max_age)
        return Ticket(tuple(facts["t"]), facts["p"])
    except (signing.BadSignature, ValueError, KeyError, TypeError):
        raise BadTicketError


def person_mark(pk: int | None) -> str:
    """A keyed mark of a person: tickets appear in addresses and logs, which must not say who looked."""
    if pk is None:
        return ""
    return hmac.new(settings.SECRET_KEY.encode(), f"{SALT}:{pk}".encode(), hashlib.sha256).hexdigest()[:20]
