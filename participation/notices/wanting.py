"""How often a person wants mail: their choice for a group of events, else their general one, else daily."""

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from participation.notices import events
from participation.notices.models import HowOften, MailChoice, Notice

DEFAULT = HowOften.DAILY


def choices_of(person: Any) -> dict[str, str]:
    """What the person chose, by group; "" is the general choice."""
    chosen = MailChoice.objects.filter(person=person).values_list("group", "how_often")
    return {"": DEFAULT.value, **dict(chosen)}


def how_often(choices: dict[str, str], group: str) -> str:
    return choices.get(group) or choices[""]


def for_group(group: str) -> Coalesce:
    """The same inside a query over people."""
    choices = MailChoice.objects.filter(person=OuterRef("pk")).values("how_often")
    return Coalesce(
        Subquery(choices.filter(group=group)),
        Subquery(choices.filter(group="")),
        Value(DEFAULT.value, output_field=CharField()),
    )


def wanted(person: Any, notices: Iterable[Notice]) -> list[Notice]:
    """Those that the person wants mail about, as they have chosen by now."""
    choices = choices_of(person)
    kept = []
    for notice in notices:
        event = events.known(notice.event)
        if event is not None and how_often(choices, event.group) != HowOften.NEVER:
            kept.append(notice)
    return kept
