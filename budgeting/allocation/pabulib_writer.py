"""Writes Pabulib files strictly: required keys, counts, dates and lists are checked or made right before a
byte leaves."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import IO, cast

from .election import Election
from .errors import PabulibError
from .instance import Instance
from .numbers import plain, text_of
from .profile import Ballot, Profile

REQUIRED = (
    "description",
    "country",
    "unit",
    "instance",
    "num_projects",
    "num_votes",
    "budget",
    "vote_type",
    "rule",
    "date_begin",
    "date_end",
)
DATE = re.compile(r"(\d{2}\.\d{2}\.)?\d{4}")
SCORED = ("cumulative", "scoring")


def election_of(instance: Instance, profile: Profile, meta: Mapping[str, str]) -> Election:
    """An election to write. `meta` gives what instance and profile do not say: description, country, unit,
    instance, rule, date_begin, date_end (dd.mm.yyyy or yyyy), and anything else in the order wanted."""
    known = {
        "num_projects": str(len(instance.projects)),
        "num_votes": str(profile.voters),
        "budget": text_of(instance.budget),
        "vote_type": profile.kind,
    }
    given = {**meta, **known}
    if profile.max_length:
        given["max_length"] = str(profile.max_length)
    if profile.kind == "cumulative" and "max_sum_points" not in given:
        sums = (sum((Fraction(point) for point in ballot.points), Fraction(0)) for ballot in profile)
        given["max_sum_points"] = text_of(plain(max(sums, default=Fraction(0))))
    if instance.threshold:
        given["min_project_score_threshold"] = text_of(instance.threshold)
    ordered = {key: given[key] for key in REQUIRED if key in given} | given
    columns = ("project_id", "cost", "votes", "name")
    has_categories = any(project.categories for project in instance.projects)
    rows = [
        (project.id, text_of(project.cost), "", project.name, ",".join(project.categories))
        for project in instance.projects
    ]
    if has_categories:
        columns = (*columns, "category")  # type: ignore[assignment]
    kept = tuple(tuple(row[: len(columns)]) for row in rows)
    return Election(instance, profile, tuple(ordered.items()), columns, kept)


def write_pabulib(election: Election, target: str | Path | IO[str] | IO[bytes]) -> None:
    """Writes the election to a path or an open file as UTF-8. Raises PabulibError when META would not be
    valid."""
    if isinstance(target, str | Path):
        Path(target).write_bytes(pabulib_bytes(election))
    elif isinstance(target, io.TextIOBase):
        cast(IO[str], target).write(pabulib_bytes(election).decode())
    else:
        cast(IO[bytes], target).write(pabulib_bytes(election))


def pabulib_bytes(election: Election) -> bytes:
    """The file as bytes: the same election gives the same bytes."""
    election = _with_counts(election)
    _check(election)
    text = io.StringIO(newline="")
    sheet = csv.writer(text, delimiter=";", lineterminator="\n")
    sheet.writerows([("META",), ("key", "value"), *election.meta])
    sheet.writerows([("PROJECTS",), election.project_columns, *election.project_rows])
    sheet.writerow(("VOTES",))
    sheet.writerows(_vote_rows(election))
    return text.getvalue().encode()


def _with_counts(election: Election) -> Election:
    meta = {key: " ".join(value.splitlines()) for key, value in election.meta}
    meta["num_projects"] = str(len(election.instance.projects))
    meta["num_votes"] = str(election.profile.voters)
    counted = dict(zip(("votes", "score"), _totals(election.profile), strict=True))
    rows = []
    for at, row in enumerate(election.project_rows):
        cells = dict(
            zip(election.project_columns, (" ".join(cell.splitlines()) for cell in row), strict=True)
        )
        for column, totals in counted.items():
            if column in cells and totals:
                cells[column] = totals[at]
        rows.append(tuple(cells.values()))
    return replace(election, meta=tuple(meta.items()), project_rows=tuple(rows))


def _totals(profile: Profile) -> tuple[list[str], list[str]]:
    """How many ballots name each project, and its points where ballots give points."""
    votes, points = [0] * len(profile.ids), [0] * len(profile.ids)
    for ballot, count in enumerate(profile.counts.tolist()):
        part = slice(int(profile.starts[ballot]), int(profile.starts[ballot + 1]))
        given = [0] * (part.stop - part.start) if profile.points is None else profile.points[part].tolist()
        for choice, point in zip(profile.choices[part].tolist(), given, strict=True):
            votes[choice] += count
            points[choice] += count * int(point)
    whole = profile.points is not None and all(point % profile.points_unit == 0 for point in points)
    return [str(n) for n in votes], [str(point // profile.points_unit) for point in points] if whole else []


def _check(election: Election) -> None:
    meta = dict(election.meta)
    for key in REQUIRED:
        if not meta.get(key, "").strip():
            raise PabulibError(0, key, "META must say this")
    for key in ("date_begin", "date_end"):
        if not DATE.fullmatch(meta[key]):
            raise PabulibError(0, key, f"{meta[key]} is not a date as dd.mm.yyyy or yyyy")
    if meta["vote_type"] != election.profile.kind:
        raise PabulibError(
            0, "vote_type", f"META says {meta['vote_type']}, the ballots are {election.profile.kind}"
        )
    for project in election.instance.projects:
        if not project.id or any(mark in project.id for mark in ",;\n\r"):
            raise PabulibError(0, "project_id", f"{project.id!r} cannot stand in a list")
    if meta["vote_type"] == "cumulative" and not meta.get("max_sum_points"):
        raise PabulibError(0, "max_sum_points", "META must say this for cumulative ballots")
    if election.profile.kind == "choose-1" and any(len(ballot.choices) != 1 for ballot in election.profile):
        raise PabulibError(0, "vote", "a choose-1 ballot names exactly one project")


def _vote_rows(election: Election) -> Iterator[Iterable[str]]:
    if election.vote_rows:
        yield election.vote_columns
        yield from election.vote_rows
        return
    scored = election.profile.kind in SCORED
    yield ("voter_id", "vote", "points") if scored else ("voter_id", "vote")
    voter = 0
    for ballot in sorted(election.profile, key=lambda ballot: (ballot.choices, ballot.points)):
        cells = _ballot_cells(ballot, scored)
        for _ in range(ballot.count):
            voter += 1
            yield (str(voter), *cells)


def _ballot_cells(ballot: Ballot, scored: bool) -> tuple[str, ...]:
    if not scored:
        return (",".join(ballot.choices),)
    best_first = sorted(zip(ballot.choices, ballot.points, strict=True), key=lambda pair: -pair[1])
    return ",".join(id for id, _ in best_first), ",".join(text_of(point) for _, point in best_first)
