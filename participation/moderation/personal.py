"""What moderation knows about a person: what they reported, decisions about their words, their appeals."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from participation.kinds import personal
from participation.moderation.models import Appeal, Decision, Report
from participation.notices.personal import title_of
from participation.notices.reading import load_things


def offer() -> None:
    for holding in (
        personal.Holding(
            key="reports", title=_("What you reported"), covers=("participation.Report",), rows=reports
        ),
        personal.Holding(
            key="decisions",
            title=_("What was decided about your words"),
            covers=("participation.Decision",),
            rows=decisions,
        ),
        personal.Holding(
            key="appeals", title=_("Your appeals"), covers=("participation.Appeal",), rows=appeals
        ),
    ):
        personal.register(holding)


def reports(person: Any) -> Iterator[dict[str, Any]]:
    for row, title in _with_titles(Report.objects.filter(reporter=person).order_by("pk")):
        yield {
            "about": title,
            "reason": row.get_reason_display(),
            "note": row.note,
            "reported_at": row.reported_at,
        }


def decisions(person: Any) -> Iterator[dict[str, Any]]:
    """What the author was told, never who decided."""
    own = Decision.objects.filter(author=person).select_related("rule").order_by("pk")
    for row, title in _with_titles(own):
        yield {
            "about": _("Your account") if row.is_about_person else title,
            "decision": row.get_verdict_display(),
            "measure": row.get_measure_display(),
            "rule": row.rule.title if row.rule else "",
            "reason": row.reason,
            "decided_at": row.decided_at,
        }


def appeals(person: Any) -> Iterable[dict[str, Any]]:
    own = Appeal.objects.filter(decision__author=person).order_by("pk")
    return own.values("words", "made_at", "outcome", "reason", "decided_at")


def _with_titles(rows: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    listed = list(rows)
    things = load_things((each.target_type_id, each.target_id) for each in listed)
    for each in listed:
        yield each, title_of(things.get((each.target_type_id, each.target_id)))
