"""What people can be told about. Each slice registers its events in its `kind.offer()`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

Facts = Mapping[str, str | int]


class Group(models.TextChoices):
    """What a person chooses mail for, as one thing."""

    MINE = "mine", _("Answers to me, and what happens to what I wrote")
    FOLLOWED = "followed", _("News of what I follow")
    DATES = "dates", _("What opens and closes soon")


@dataclass(frozen=True)
class Event:
    """`sentence` is lazily translated; it is rendered for the reader, who may see the thing.

    It may name %(title)s of the thing, %(about)s (what it belongs to), %(actor)s, %(times)s and every fact.
    With `gathers`, news that is still unread counts up (%(times)s) in place of being told again.
    """

    key: str
    sentence: Any
    group: str = Group.FOLLOWED
    # Turns the kept facts into words for the reader: a status into its name, a time into a date.
    worded: Callable[[Facts], Mapping[str, Any]] = dict
    # How many steps up the followers hear of it, too: 0 those of the thing alone, 1 also those of the process
    # and area (for a comment: of the thing it stands under); None all the way up.
    reach: int | None = None
    gathers: bool = False
    # Where the sentence leads from its facts, in place of the thing itself; "" for the thing.
    leads_to: Callable[[Facts], str] = lambda facts: ""
    # False where another mail says it already.
    mailed: bool = True


_events: dict[str, Event] = {}


def register(event: Event) -> None:
    if _events.setdefault(event.key, event) is not event:
        raise ValueError(f"two events are called {event.key}")


def event(key: str) -> Event:
    """Raises LookupError for an event that nobody registered."""
    return _events[key]


def known(key: str) -> Event | None:
    return _events.get(key)


def keys_of(group: str) -> list[str]:
    return [event.key for event in _events.values() if event.group == group]
