"""Turns notices into sentences for their reader, who sees only what they may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import gettext as _

from participation.accounts.rules import AUDITOR, FACILITATOR, FINANCE, OFFICER
from participation.kinds import registry
from participation.notices import events
from participation.notices.models import Notice


@dataclass(frozen=True)
class Line:
    """One notice as it is read; without an address when the thing cannot be seen any more."""

    notice: Notice
    sentence: str
    address: str


def lines(notices: Iterable[Notice], reader: Any) -> list[Line]:
    """In the same order, in the language that is active, in a fixed number of queries a kind of thing."""
    listed = list(notices)
    things = load_things((each.target_type_id, each.target_id) for each in listed)
    return [_line(each, things.get((each.target_type_id, each.target_id)), reader) for each in listed]


def load_things(wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Model]:
    """The things by (content type, key), each kind read at once with what its rules ask for."""
    by_type: dict[int, set[int]] = {}
    for type_pk, pk in wanted:
        by_type.setdefault(type_pk, set()).add(pk)
    found: dict[tuple[int, int], Model] = {}
    for type_pk, pks in by_type.items():
        model = ContentType.objects.get_for_id(type_pk).model_class()
        kind = next((kind for kind in registry.all_kinds() if kind.model is model), None)
        if kind is not None:
            found |= {(type_pk, thing.pk): thing for thing in registry.read_many(kind, pks)}
    return found


def _line(notice: Notice, thing: Model | None, reader: Any) -> Line:
    event, kind = events.known(notice.event), registry.kind_of(thing) if thing is not None else None
    if event is None or kind is None or not kind.may_see(reader, thing):
        return Line(notice, _("This was about something that is no longer shown."), "")
    words = {
        "title": kind.title(thing),
        "about": _title_above(kind, thing),
        "actor": _actor(notice),
        "times": notice.times,
        **event.worded(notice.facts),
    }
    address = event.leads_to(notice.facts) or kind.address(thing)
    return Line(notice, str(event.sentence % words), address)


def _title_above(kind: registry.Kind, thing: Model) -> str:
    """The title of what it belongs to: for a proposal its process, for a comment what it stands under."""
    above = next((each for each in kind.part_of(thing) if each is not None), None)
    its_kind = registry.kind_of(above) if above is not None else None
    return its_kind.title(above) if its_kind else ""


def _actor(notice: Notice) -> str:
    roles = {
        FACILITATOR: _("A facilitator"),
        OFFICER: _("An officer of the council"),
        FINANCE: _("An officer of the council"),
        AUDITOR: _("An auditor"),
    }
    if notice.actor_role:
        return roles.get(notice.actor_role, _("The council"))
    return str(notice.actor) if notice.actor is not None else _("Former resident")
