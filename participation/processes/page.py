"""What the page of one process shows: where it stands, the one action of now, and what other kinds add."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from participation.kinds import registry
from participation.processes.models import Phase, PhaseExtension, Process
from participation.when import span_words


def process_facts(process: Process, user: Any) -> dict[str, Any]:
    phases = process.known_phases
    sections = registry.sections_on("process", user, process)
    over = any(section.over for section in sections)
    return {
        "process": process,
        "phases": timeline_of(phases, over=over),
        "now": None if over else next((phase for phase in phases if phase.state == "now"), None),
        "next": None if over else next((phase for phase in phases if phase.state == "future"), None),
        "extensions": _extensions(process) if any(phase.extended for phase in phases) else [],
        "sections": sections,
        "action": next((section.action for section in sections if section.action), None),
        "rules": [line for line in process.rules.splitlines() if line.strip()],
    }


def _extensions(process: Process) -> QuerySet[PhaseExtension]:
    return PhaseExtension.objects.filter(phase__process=process).select_related("phase")


def timeline_of(phases: Iterable[Phase], *, over: bool) -> list[dict[str, str]]:
    """The phases for the timeline component. What is over stands nowhere, and has no more to come."""
    if over:
        return [_timeline_item(phase) | {"state": "past"} for phase in phases if phase.state != "future"]
    return [_timeline_item(phase) for phase in phases]


def _timeline_item(phase: Phase) -> dict[str, str]:
    """One phase (of `with_state()`) as the timeline component shows it."""
    return {
        "name": phase.title,
        "when": span_words(phase.start, phase.end),
        "state": phase.state,
        "text": phase.words,
    }
