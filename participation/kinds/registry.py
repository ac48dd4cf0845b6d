"""What each kind of thing offers to the shared machinery: search, privacy, moderation, live, pages.

Floors register their kinds in `ready()`; lower slices read the registry and never import the floors above.
"""

import re
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

    # Where there are more, the address of all of them.
    more: str = ""


@dataclass(frozen=True)
class Listing:
    """All that a person did here of one sort, newest first: `rows(things)` makes lines of a few of them."""

    key: str
    title: str
    things: QuerySet
    rows: Callable[[Sequence[Any]], list[Row]]
    # As in a panel.
    empty: str = ""
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
    # True where the whole process went no further: none of its phases is "now", and no more come.
    over: bool = False


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
    # For kinds that lay down who proposes in a process: (user, process) gives why this person cannot, or "".
    propose_refusal: Callable[[Any, Any], str] | None = None
    # (user, process, area, category) gives what of a proposal does not fit there: a sentence for "area" or
    # "category". What is not chosen yet is None.
    proposal_faults: Callable[[Any, Any, Any, Any], dict[str, str]] | None = None
    # Makes hidden things visible to the author and the moderators alone.
    hide: Callable[[Any], None] | None = None
    restore: Callable[[Any], None] | None = None
    # For what waits until staff have read it: does it wait, and what lets everyone read it.
    waits: Callable[[Any], bool] = lambda thing: False
    release: Callable[[Any], None] | None = None
    # What its words answer (a reply the comment above it), for who must understand them.
    answers: Callable[[Any], Any] = lambda thing: None
    # When it was written, and what it said in earlier versions, oldest first.
    written_at: Callable[[Any], datetime | None] = lambda thing: None
    earlier: Callable[[Any], Sequence[str]] = lambda thing: ()
    # Where the author changes the words; without it nobody is asked to.
    edit_address: Callable[[Any], str] | None = None
    # redact(actor, thing, phrase): overwrites it in every text of the thing, now and before; in how many?
    redact: Callable[[Any, Any, str], int] | None = None
    # holding(phrase): the newest things in which these words stand, now or before.
    holding: Callable[[str], Iterable[Any]] | None = None
    # purge(author, pattern): overwrites what is found in what this person alone sees; in how many texts?
    purge: Callable[[Any, re.Pattern[str]], int] | None = None
    # One SELECT that gives (value, database clock) for the live number of the thing with this key.
    live: Callable[[int], tuple[dict[str, int], int] | None] | None = None
    # What search looks through: a queryset that this visitor may see.
    search: Callable[[Any, str], QuerySet] | None = None
    # The field whose words people remember: a slip in a search was meant to be one of them.
    named_by: str = "title"
    # What a person exports: plain rows of everything of this kind that belongs to them.
    export: Callable[[Any], Iterable[dict[str, Any]]] | None = None
    # What a person's own page shows of this kind, in one query a panel.
    mine: Callable[[Any], Sequence[Panel]] | None = None
    # What of this kind a person's own page shows the newest of, and pages of their own all of.
    activity: Callable[[Any], Sequence[Listing]] | None = None
    # May people follow a thing of this kind, to be told what happens to it?
    followable: bool = False
    # What the thing belongs to (a proposal to its process and area), whose followers hear of it, too.
    part_of: Callable[[Any], Iterable[Any]] = lambda thing: ()
    # Names for `select_related`: what `title`, `address` and `may_see` read of other rows.
    read_with: tuple[str, ...] = ()
    # Where that is not enough: reads the things with these keys in a fixed number of queries.
    read_many: Callable[[Iterable[int]], Iterable[Any]] | None = None
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


def read_many(kind: Kind, pks: Iterable[int]) -> list[Any]:
    """The things with these keys, ready for `title`, `address` and `may_see` without a query each."""
    if kind.read_many is not None:
        return list(kind.read_many(pks))
    return list(kind.model._default_manager.filter(pk__in=list(pks)).select_related(*kind.read_with))


def all_kinds() -> tuple[Kind, ...]:
    return tuple(_kinds.values())


def propose_refusal(user: Any, process: Any) -> str:
    """Why a kind of a floor above lets this person not propose in the process; "" when none does so."""
    asked = (kind.propose_refusal for kind in _kinds.values() if kind.propose_refusal)
    return next(filter(None, (refusal(user, process) for refusal in asked)), "")


def proposal_faults(user: Any, process: Any, area: Any, category: Any) -> dict[str, str]:
    """What of a proposal does not fit into the process, by field."""
    asked = (kind.proposal_faults for kind in _kinds.values() if kind.proposal_faults)
    faults: dict[str, str] = {}
    for found in asked:
        faults = found(user, process, area, category) | faults
    return faults


def sections_on(page: str, user: Any, thing: Any) -> list[Section]:
    """What all kinds show on this page of the kind `page`, in order of registration."""
    offered = (kind.shown_on[page](user, thing) for kind in _kinds.values() if page in kind.shown_on)
    return [section for section in offered if section is not None]
