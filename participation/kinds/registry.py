"""What each kind of thing offers to the shared machinery: follow, search, privacy, moderation, live, activity.

Floors register their kinds in `ready()`; lower slices read the registry and never import the floors above.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet


@dataclass(frozen=True)
class Kind:
    """`key` is the word in addresses and topics; the callables take an object of `model`."""

    key: str
    model: type[Model]
    title: Callable[[Any], str]
    address: Callable[[Any], str]
    may_see: Callable[[Any, Any], bool]
    author: Callable[[Any], Any] = lambda thing: None
    text: Callable[[Any], str] = lambda thing: ""
    # May this person report it now? None: this kind cannot be reported.
    may_report: Callable[[Any, Any], bool] | None = None
    # Makes hidden things visible to the author and the moderators alone.
    hide: Callable[[Any], None] | None = None
    restore: Callable[[Any], None] | None = None
    # One SELECT that gives (value, database clock) for the live number of the thing with this key.
    live: Callable[[int], tuple[dict[str, int], int] | None] | None = None
    # What search looks through: a queryset that this visitor may see.
    search: Callable[[Any, str], QuerySet] | None = None
    # What a person exports: plain rows of everything of this kind that belongs to them.
    export: Callable[[Any], Iterable[dict[str, Any]]] | None = None
    panels: dict[str, str] = field(default_factory=dict)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    if _kinds.setdefault(kind.key, kind).model is not kind.model:
        raise ValueError(f"two kinds are called {kind.key}")
    _kinds[kind.key] = kind


def kind(key: str) -> Kind | None:
    return _kinds.get(key)


def kind_of(thing: Model) -> Kind | None:
    return next((kind for kind in _kinds.values() if kind.model is type(thing)), None)


def all_kinds() -> tuple[Kind, ...]:
    return tuple(_kinds.values())
