"""How moderation goes, in public and without names: a row a month; small numbers are not told exactly."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from django.core.cache import cache
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from participation.clock import database_now
from participation.moderation.models import Appeal, Decision, Report

# A smaller number could point at a person.
FEWEST = 5
MONTHS = 12
KEPT_SECONDS = 600
CACHE_KEY = "moderation-figures"


@dataclass
class Month:
    """What happened in one month; each counter by the word that is shown."""

    start: date
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    hours: list[float] = field(default_factory=list)


def months() -> list[Month]:
    """The newest first; five queries, kept for ten minutes."""
    found: list[Month] | None = cache.get(CACHE_KEY)
    if found is None:
        found = _count()
        cache.set(CACHE_KEY, found, KEPT_SECONDS)
    return found


def _count() -> list[Month]:
    since = database_now() - timedelta(days=31 * MONTHS)
    by_month: dict[date, Month] = {}

    def month(moment: datetime) -> Month:
        start = moment.date().replace(day=1)
        return by_month.setdefault(start, Month(start))

    reports = Report.objects.filter(reported_at__gte=since)
    for at, source, reason in _rows(reports, "reported_at", "source", "reason"):
        month(at).counts["reports" if source == "person" else "signals"][reason] += 1
    decisions = Decision.objects.filter(decided_at__gte=since)
    for at, verdict, measure, rule in _rows(decisions, "decided_at", "verdict", "measure", "rule__title"):
        month(at).counts["verdicts"][verdict] += 1
        if measure:
            month(at).counts["measures"][measure] += 1
        if rule:
            month(at).counts["rules"][rule] += 1
    for at, outcome in _rows(Appeal.objects.filter(made_at__gte=since), "made_at", "outcome"):
        month(at).counts["appeals"][outcome] += 1
    settled = reports.by_people().filter(decision__isnull=False)
    for reported_at, decided_at in settled.values_list("reported_at", "decision__decided_at"):
        month(decided_at).hours.append((decided_at - reported_at).total_seconds() / 3600)
    return sorted(by_month.values(), key=lambda each: each.start, reverse=True)[:MONTHS]


def _rows(rows: Any, when: str, *names: str) -> Iterable[Any]:
    return rows.annotate(month=TruncMonth(when)).order_by().values_list("month", *names).iterator()


def told(count: int) -> str:
    """A number that may be told: 0, "fewer than 5", or itself."""
    return _("fewer than %(n)d") % {"n": FEWEST} if 0 < count < FEWEST else str(count)


@dataclass(frozen=True)
class Line:
    """One number of a month in words."""

    group: str
    what: str
    count: str


def lines(month: Month) -> list[Line]:
    found = [
        Line(str(title), str(words.get(key, key)), told(count))
        for group, title, words in _groups()
        for key, count in sorted(month.counts.get(group, {}).items())
    ]
    if len(month.hours) >= FEWEST:
        hours = f"{median(month.hours):.0f}"
        found.append(Line(_("From report to decision"), _("hours, half of all took less"), hours))
    return found


def _groups() -> list[tuple[str, str, dict[str, Any]]]:
    waiting = {"": _("Not answered yet"), **dict(Appeal.Outcome.choices)}
    return [
        ("reports", _("Reports from readers"), dict(Report.Reason.choices)),
        ("signals", _("Raised by the site, for a person to look at"), dict(Report.Signal.choices)),
        ("verdicts", _("Decisions"), dict([*Decision.Verdict.choices, *Decision.Access.choices])),
        ("measures", _("What they meant for the author, beside that"), dict(Decision.Measure.choices)),
        ("rules", _("House rules that were named"), {}),
        ("appeals", _("Appeals"), waiting),
    ]
