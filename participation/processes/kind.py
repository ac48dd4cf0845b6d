"""What processes offer to the shared machinery."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from participation.areas.models import Area
from participation.kinds import registry
from participation.notices import events
from participation.processes import rules
from participation.processes.models import Phase, Process
from participation.processes.words import WORDS
from participation.when import when_words


def offer() -> None:
    registry.register(
        registry.Kind(
            key="process",
            model=Process,
            title=str,
            address=Process.get_absolute_url,
            may_see=rules.may_see_process,
            text=lambda process: "\n\n".join(filter(None, [process.title, process.purpose, process.rules])),
            search=search,
            followable=True,
            part_of=lambda process: [process.area],
            read_with=("area",),
            shown_on={"area": on_area},
        )
    )
    for key, sentence in (
        ("phase-opens", _("“%(title)s”: “%(phase)s” is open now, until %(end)s")),
        ("phase-ends-soon", _("“%(title)s”: “%(phase)s” ends %(end)s")),
        ("phase-extended", _("“%(title)s”: “%(phase)s” was given more time and now ends %(end)s")),
    ):
        events.register(
            events.Event(key=key, sentence=sentence, group=events.Group.DATES, worded=_end_in_words)
        )


def phase_facts(phase: Phase) -> dict[str, str]:
    """What a notice keeps of a phase."""
    return {"phase": phase.title, "end": phase.end.isoformat()}


def _end_in_words(facts: events.Facts) -> dict[str, Any]:
    return {**facts, "end": when_words(datetime.fromisoformat(str(facts["end"])))}


def on_area(user: Any, area: Area) -> registry.Section | None:
    """The processes of this part of town."""
    found = list(Process.objects.published().filter(area=area)[:12])
    return registry.Section("participation/processes_on_area.html", {"processes": found}) if found else None


def search(user: Any, text: str) -> QuerySet[Process]:
    """Published processes whose title, purpose or rules contain every word of `text`."""
    found = Process.objects.published()
    return found.filter(pk__in=WORDS.matching(text)) if text.strip() else found
