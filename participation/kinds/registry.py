"""What each kind of thing offers to the shared machinery: search, privacy, moderation, live, pages.

Floors register their kinds in `ready()`; lower slices read the registry and never import the floors above.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet


@dataclass(frozen=True)
class Row:
    """One line of a panel: what it is called, where it is, and a few words beside it."""

    title: str
    address: str
    note: str = ""


@dataclass(frozen=True)
class Panel:
    """What a person finds of one kind on their own page: newest first, a dozen rows at most."""

    title: str
    rows: Sequence[Row]
    # Said when there are no rows, with an address to begin at.
    empty: str
    begin: str = ""
    begin_label: str = ""


@dataclass(frozen=True)
class Action:
    """The one thing to do now: a verb, where it leads and until when."""

    label: str
    address: str
    icon: str = "arrow"
    end: datetime | None = None


@dataclass(frozen=True)
class Section:
    """What a kind shows on the page of another kind: a template with its facts, perhaps the action of now."""

    template: str
    facts: dict[str, Any]
    action: Action | None = None


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
    # For kinds that own a `thread`: why this person cannot comment now, as a sentence; "" when they can.
    comment_refusal: Callable[[Any, Any], str] | None = None
    # Makes hidden things visible to the author and the moderators alone.
    hide: Callable[[Any], None] | None = None
    restore: Callable[[Any], None] | None = None
    # One SELECT that gives (value, database clock) for the live number of the thing with this key.
    live: Callable[[int], tuple[dict[str, int], int] | None] | None = None
    # What search looks through: a queryset that this visitor may see.
    search: Callable[[Any, str], QuerySet] | None = None
    # What a person exports: plain rows of everything of this kind that belongs to them.
    export: Callable[[Any], Iterable[dict[str, Any]]] | None = None
    # What a person's own page shows of this kind, in one query a panel.
    mine: Callable[[Any], Sequence[Panel]] | None = None
    # Sections for pages of other kinds, by their key: {"process": f}, where f(user, process) gives a Section
    # or None, in at most three queries.
    shown_on: dict[str, Callable[[Any, Any], Section | None]] = field(default_factory=dict)


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


def sections_on(page: str, user: Any, thing: Any) -> list[Section]:
    """What all kinds show on this page of the kind `page`, in order of registration."""
    offered = (kind.shown_on[page](user, thing) for kind in _kinds.values() if page in kind.shown_on)
    return [section for section in offered if section is not None]
