"""Topics ("proposal:12") and their present values, read through the registry of kinds."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from participation.kinds import registry

_TOPIC = re.compile(r"([a-z][a-z0-9-]{0,30}):([1-9][0-9]{0,17})")


@dataclass(frozen=True)
class State:
    """Named whole numbers, and the database clock (microseconds) of the SELECT that read them."""

    value: dict[str, int]
    version: int


def topic_of(thing: Model) -> str:
    """The topic of a thing whose kind has live numbers. Raises ValueError for any other."""
    kind = registry.kind_of(thing)
    if kind is None or kind.live is None:
        raise ValueError(f"{thing._meta.label} has no live numbers")
    return f"{kind.key}:{thing.pk}"


def is_topic(text: Any) -> bool:
    return isinstance(text, str) and _TOPIC.fullmatch(text) is not None


def read(topic: str) -> State | None:
    """One SELECT. None when the thing is gone, hidden or of a kind without live numbers."""
    key, pk = topic.split(":")
    kind = registry.kind(key)
    found = kind.live(int(pk)) if kind is not None and kind.live is not None else None
    return State(*found) if found else None
