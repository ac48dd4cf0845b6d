"""What changed between two versions of a result: which projects gained and lost, and why."""

from dataclasses import dataclass
from typing import Any

from budgeting.allocation import canonical_bytes
from budgeting.results.models import Outcome, Result
from budgeting.results.objections import Objection
from budgeting.rounds.models import Project
from budgeting.rounds.project_changes import STRUCK, ProjectChange

CHANGES = "changes.json"


@dataclass(frozen=True)
class Changed:
    """Between a version and the one before it; projects by number."""

    before: Result
    gained: list[Project]
    lost: list[Project]


def changed_since(result: Result) -> Changed | None:
    """None for a first version. Two queries."""
    if result.version == 1:
        return None
    before = result.round.results.light().get(version=result.version - 1)
    before.round = result.round
    won = {version: _funded(version) for version in (before, result)}
    return Changed(
        before,
        gained=[project for pk, project in won[result].items() if pk not in won[before]],
        lost=[project for pk, project in won[before].items() if pk not in won[result]],
    )


def _funded(result: Result) -> dict[int, Project]:
    rows = Outcome.objects.filter(result=result, funded=True).select_related("project")
    return {row.project_id: row.project for row in rows.order_by("project__number")}


def changes_file(result: Result) -> bytes:
    """changes.json of a later version, for people who compare two bundles."""
    changed = changed_since(result)
    struck = ProjectChange.objects.filter(project__round=result.round, kind__in=STRUCK).order_by("pk")
    said: dict[str, Any] = {
        "version": result.version,
        "before": result.version - 1,
        "reason": result.correction_reason,
        "gained": [project.number for project in changed.gained] if changed else [],
        "lost": [project.number for project in changed.lost] if changed else [],
        "taken_out": [
            {"project": number, "how": kind, "reason": reason}
            for number, kind, reason in struck.values_list("project__number", "kind", "reason")
        ],
        "objections": [
            {"claim": claim, "answer": answer}
            for claim, answer in Objection.objects.filter(corrected=result).values_list("claim", "answer")
        ],
    }
    return canonical_bytes(said)
