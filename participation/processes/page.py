"""What the page of one process shows: where it stands, the one action of now, and what other kinds add."""

from typing import Any

from django.db.models import QuerySet

from participation.kinds import registry
from participation.processes.models import Phase, PhaseExtension, Process
from participation.when import span_words


def process_facts(process: Process, user: Any) -> dict[str, Any]:
    phases = process.known_phases
    sections = registry.sections_on("process", user, process)
    return {
        "process": process,
        "phases": [timeline_item(phase) for phase in phases],
        "now": next((phase for phase in phases if phase.state == "now"), None),
        "next": next((phase for phase in phases if phase.state == "future"), None),
        "extensions": _extensions(process) if any(phase.extended for phase in phases) else [],
        "sections": sections,
        "action": next((section.action for section in sections if section.action), None),
        "rules": [line for line in process.rules.splitlines() if line.strip()],
    }


def _extensions(process: Process) -> QuerySet[PhaseExtension]:
    return PhaseExtension.objects.filter(phase__process=process).select_related("phase")


def timeline_item(phase: Phase) -> dict[str, str]:
    """One phase (of `with_state()`) as the timeline component shows it."""
    return {
        "name": phase.title,
        "when": span_words(phase.start, phase.end),
        "state": phase.state,
        "text": phase.words,
    }
