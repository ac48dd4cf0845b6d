"""Reads a published election file into what a round is made of, exactly; a fault names line and field."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

from django.utils import timezone

from budgeting.allocation import Election, PabulibError, read_pabulib, rule_named
from budgeting.allocation.errors import AllocationError
from budgeting.results.amounts import Inexact, in_minor
from budgeting.rounds.models import Round
from participation.money import LARGEST, minor_digits

Type = Round.BallotType
BALLOT_TYPES = {
    "approval": Type.APPROVAL,
    "choose-1": Type.CHOOSE_ONE,
    "ordinal": Type.ORDINAL,
    "cumulative": Type.CUMULATIVE,
}


@dataclass(frozen=True)
class FileProject:
    """A project of the file. `number` is its place when the file's ids are put in order: ties go by it."""

    number: int
    id: str
    title: str
    cost: int


@dataclass(frozen=True)
class FileRound:
    """A whole election file. Money is in minor units; `ballots` hold choices as CountedBallot keeps them."""

    meta: dict[str, str]
    currency: str
    budget: int
    ballot_type: str
    rule: str
    max_choices: int | None
    start: datetime
    end: datetime
    projects: tuple[FileProject, ...]
    ballots: tuple[tuple[list[Any], int], ...]

    @property
    def title(self) -> str:
        return self.meta.get("description") or self.meta.get("unit") or self.meta["instance"]


def read_file(content: bytes) -> FileRound:
    """The round in a Pabulib file. Raises PabulibError with line and field at the first fault."""
    election = read_pabulib(io.BytesIO(content))
    lines = _Lines(content)
    meta = {key: value.strip() for key, value in election.meta}
    for key in ("instance", "budget"):
        if not meta.get(key):
            raise PabulibError(lines.meta(key), key, "META must say this")
    currency = _currency(meta, lines)
    projects = tuple(_projects(election, currency, lines))
    start, end = _days(meta, lines)
    return FileRound(
        meta=meta,
        currency=currency,
        budget=_budget(election, currency, lines),
        ballot_type=_ballot_type(election, lines),
        rule=_rule(meta, election),
        max_choices=_max_choices(election),
        start=start,
        end=end,
        projects=projects,
        ballots=tuple(_ballots(election, {project.id: project.number for project in projects})),
    )


class _Lines:
    """Finds the line of a META key or a project again, once a fault is found there."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def meta(self, key: str) -> int:
        """The line of a key; of the section's title where the key is absent."""
        return next((line for line, row in self._rows("META") if row[0].strip() == key), 1)

    def project(self, id: str) -> int:
        column = 0
        for line, row in self._rows("PROJECTS"):
            if "project_id" in row:
                column = row.index("project_id")
            elif len(row) > column and row[column].strip() == id:
                return line
        return 0

    def _rows(self, section: str) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(io.StringIO(self._content.decode("utf-8-sig"), newline=""), delimiter=";")
        now = ""
        for row in reader:
            if not row:
                continue
            if row[0].strip() in ("META", "PROJECTS", "VOTES") and not any(row[1:]):
                now = row[0].strip()
            elif now == section:
                yield reader.line_num, row


def _currency(meta: dict[str, str], lines: _Lines) -> str:
    currency = meta.get("currency", "").upper()
    try:
        minor_digits(currency)
    except ValueError:
        problem = f"{currency or 'nothing'} is not a currency code such as EUR"
        raise PabulibError(lines.meta("currency"), "currency", problem) from None
    return currency


def _budget(election: Election, currency: str, lines: _Lines) -> int:
    line = lines.meta("budget")
    budget = _exactly(election.instance.budget, currency, line, "budget")
    if budget <= 0:
        raise PabulibError(line, "budget", "the budget must be above zero")
    return budget


def _projects(election: Election, currency: str, lines: _Lines) -> Iterator[FileProject]:
    ordered = sorted(election.instance.projects, key=lambda project: project.id)
    for number, project in enumerate(ordered, start=1):
        try:
            cost = in_minor(project.cost, currency)
        except Inexact:
            cost = _exactly(project.cost, currency, lines.project(project.id), "cost")
        if cost > LARGEST:
            raise PabulibError(lines.project(project.id), "cost", f"{project.cost} is too large")
        yield FileProject(number, project.id, project.name or project.id, cost)


def _exactly(amount: int | Fraction, currency: str, line: int, field: str) -> int:
    try:
        minor = in_minor(amount, currency)
    except Inexact:
        digits = minor_digits(currency)
        problem = f"{float(amount)} is no exact amount: {currency} has {digits} decimal digits"
        raise PabulibError(line, field, problem) from None
    if minor > LARGEST:
        raise PabulibError(line, field, f"{amount} is too large")
    return minor


def _ballot_type(election: Election, lines: _Lines) -> str:
    kind = election.profile.kind
    if kind not in BALLOT_TYPES:
        problem = f"{kind} is not one of {', '.join(BALLOT_TYPES)}"
        raise PabulibError(lines.meta("vote_type"), "vote_type", problem)
    return BALLOT_TYPES[kind]


def _rule(meta: dict[str, str], election: Election) -> str:
    """The rule that META names, read for these ballots; most votes first where it names none that we have."""
    try:
        return rule_named(meta.get("rule", ""), election.profile.kind).name
    except AllocationError:
        return "greedy_votes"


def _max_choices(election: Election) -> int | None:
    longest = election.profile.max_length
    return longest if 0 < longest < 2**15 else None


def _days(meta: dict[str, str], lines: _Lines) -> tuple[datetime, datetime]:
    """The first moment of the first day of voting and the first moment after the last one."""
    first, last = (_day(meta, key, lines) for key in ("date_begin", "date_end"))
    if len(meta["date_end"]) == len("2026"):
        last = last.replace(month=12, day=31)
    if last < first:
        raise PabulibError(lines.meta("date_end"), "date_end", "the vote ends before it begins")
    return _midnight(first), _midnight(last + timedelta(days=1))


def _day(meta: dict[str, str], key: str, lines: _Lines) -> date:
    said = meta.get(key, "")
    for form in ("%d.%m.%Y", "%Y"):
        try:
            day = datetime.strptime(said, form).date()
        except ValueError:
            continue
        if 1900 <= day.year <= 9000:
            return day
    raise PabulibError(lines.meta(key), key, f"{said or 'nothing'} is not a date such as 31.05.2026 or 2026")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _ballots(election: Election, numbers: dict[str, int]) -> Iterator[tuple[list[Any], int]]:
    kind = election.profile.kind
    for ballot in election.profile:
        named = [numbers[id] for id in ballot.choices]
        if kind == "cumulative":
            rows = sorted(zip(named, ballot.points, strict=True))
            yield [[number, str(points)] for number, points in rows], ballot.count
        else:
            yield (named if kind == "ordinal" else sorted(named)), ballot.count
