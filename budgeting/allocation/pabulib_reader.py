"""Reads Pabulib files leniently and as a stream: faults carry line, column and field; equal votes are
parsed once."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from .election import Election
from .errors import AllocationError, PabulibError
from .instance import Instance, Project
from .numbers import Number, exact
from .profile import KINDS, Kind, Profile, canonical_ballot, grouped_profile

if TYPE_CHECKING:
    import _csv

SECTIONS = ("META", "PROJECTS", "VOTES")
LISTS = ("category", "target")
LONGEST = 2**31
Row = list[str]


def read_pabulib(source: str | Path | IO[str] | IO[bytes], *, keep_voters: bool = False) -> Election:
    """The election in a .pb file (a path or an open file). Raises PabulibError at the first fault, OSError.

    `keep_voters` keeps each VOTES row, for writing the file again; counting does not need it.
    """
    if isinstance(source, str | Path):
        with open(source, "rb") as file:
            return read_pabulib(file, keep_voters=keep_voters)
    if isinstance(source, io.TextIOBase):
        return _read(cast(Iterable[str], source), keep_voters)
    wrapped = io.TextIOWrapper(cast(IO[bytes], source), encoding="utf-8-sig", newline="")
    try:
        return _read(wrapped, keep_voters)
    except UnicodeDecodeError:
        raise PabulibError(0, "encoding", "the file is not UTF-8 text") from None
    finally:
        wrapped.detach()


@dataclass(slots=True)
class _Rows:
    """CSV rows that know their line; stops at a section's title."""

    rows: "_csv.Reader"
    section: str = ""

    @property
    def line(self) -> int:
        return self.rows.line_num

    def __iter__(self) -> Iterator[Row]:
        for row in self.rows:
            if not row or (len(row) == 1 and not row[0].strip()):
                continue
            if len(row) < 3 and row[0].strip("\ufeff \t") in SECTIONS and not any(row[1:]):
                self.section = row[0].strip("\ufeff \t")
                return
            yield row


@dataclass(slots=True)
class _Parts:
    meta: dict[str, str] = field(default_factory=dict)
    meta_lines: dict[str, int] = field(default_factory=dict)
    project_columns: tuple[str, ...] = ()
    project_rows: list[tuple[str, ...]] = field(default_factory=list)
    project_lines: list[int] = field(default_factory=list)
    vote_columns: tuple[str, ...] = ()
    vote_rows: list[tuple[str, ...]] = field(default_factory=list)
    votes: dict[tuple[str, str], int] = field(default_factory=dict)
    vote_lines: dict[tuple[str, str], int] = field(default_factory=dict)


def _read(lines: Iterable[str], keep_voters: bool) -> Election:
    reader = csv.reader(lines, delimiter=";")
    rows, parts = _Rows(reader), _Parts()
    try:
        for stray in rows:
            raise PabulibError(rows.line, "META", f"the file starts with {stray[0][:40]!r} instead of META")
        for section, read in (("META", _read_meta), ("PROJECTS", _read_projects), ("VOTES", _read_votes)):
            if rows.section != section:
                raise PabulibError(rows.line, section, f"the section {section} is missing or out of order")
            rows.section = ""
            read(rows, parts, keep_voters)
    except csv.Error as fault:
        raise PabulibError(reader.line_num, "row", str(fault)) from None
    return _election(parts)


def _read_meta(rows: _Rows, parts: _Parts, _: bool) -> None:
    for row in rows:
        key, value = row[0].strip(), ";".join(row[1:]).strip()
        if (key, value) == ("key", "value"):
            continue
        parts.meta[key], parts.meta_lines[key] = value, rows.line


def _header(rows: _Rows, needed: tuple[str, ...]) -> tuple[str, ...]:
    columns = tuple(name.strip() for name in next(iter(rows), []))
    for name in needed:
        if name not in columns:
            raise PabulibError(rows.line, name, f"the column {name} is missing")
    if twice := {name for name, times in Counter(columns).items() if times > 1 and name}:
        raise PabulibError(rows.line, min(twice), "the column is named twice")
    return columns


def _read_projects(rows: _Rows, parts: _Parts, _: bool) -> None:
    parts.project_columns = _header(rows, ("project_id", "cost"))
    width = len(parts.project_columns)
    for row in rows:
        if len(row) > width and any(row[width:]):
            raise PabulibError(rows.line, "row", f"{len(row)} fields stand under {width} columns", width + 1)
        cells = (row + [""] * width)[:width]
        parts.project_rows.append(tuple(map(_tidy_cell, parts.project_columns, cells)))
        parts.project_lines.append(rows.line)


def _tidy_cell(column: str, cell: str) -> str:
    """The cell without blanks around it, and a list without blanks around its items, as files are written."""
    return ",".join(item.strip() for item in cell.split(",")) if column in LISTS else cell.strip()


def _tidy_vote(row: Row, vote_at: int, points_at: int) -> tuple[str, ...]:
    """A row to keep: its lists without blanks, and a project named twice once, as it is counted."""
    cells = [cell.strip() for cell in row]
    names = [name.strip() for name in cells[vote_at].split(",")]
    if points_at >= 0 and len(points := [part.strip() for part in cells[points_at].split(",")]) == len(names):
        last = dict(zip(names, points, strict=True))
        cells[points_at] = ",".join(last.values())
    cells[vote_at] = ",".join(dict.fromkeys(names))
    return tuple(cells)


def _read_votes(rows: _Rows, parts: _Parts, keep_voters: bool) -> None:
    kind = parts.meta.get("vote_type", "").strip()
    scored = kind in ("cumulative", "scoring")
    parts.vote_columns = _header(rows, ("voter_id", "vote", "points") if scored else ("voter_id", "vote"))
    voter_at, vote_at = parts.vote_columns.index("voter_id"), parts.vote_columns.index("vote")
    points_at = parts.vote_columns.index("points") if scored else -1
    votes, lines, voters = parts.votes, parts.vote_lines, set[str]()
    row: Row = []
    try:
        for row in rows:
            key = (row[vote_at], row[points_at] if scored else "")
            if key in votes:
                votes[key] += 1
            else:
                votes[key], lines[key] = 1, rows.line
            before = len(voters)
            voters.add(row[voter_at])
            if len(voters) == before:
                raise PabulibError(rows.line, "voter_id", f"{row[voter_at]} stands here twice", voter_at + 1)
            if keep_voters:
                parts.vote_rows.append(_tidy_vote(row, vote_at, points_at))
    except IndexError:
        raise PabulibError(rows.line, "vote", "the row ends before this column", len(row) + 1) from None


def _election(parts: _Parts) -> Election:
    kind = parts.meta.get("vote_type", "")
    if kind not in KINDS:
        raise PabulibError(
            parts.meta_lines.get("vote_type", 0),
            "vote_type",
            f"{kind or 'nothing'} is not one of {', '.join(KINDS)}",
        )
    instance = _instance(parts)
    profile = _profile(kind, instance, parts)
    return Election(
        instance,
        profile,
        tuple(parts.meta.items()),
        parts.project_columns,
        tuple(parts.project_rows),
        parts.vote_columns,
        tuple(parts.vote_rows),
        tuple(_notes(parts, profile)),
    )


def _notes(parts: _Parts, profile: Profile) -> Iterator[str]:
    for key, found in (("num_projects", len(parts.project_rows)), ("num_votes", profile.voters)):
        if parts.meta.get(key, "") != str(found):
            yield f"{key} says {parts.meta.get(key, 'nothing')}, the file has {found}"


def _meta_number(parts: _Parts, key: str, missing: Number | None = None) -> Number:
    text = parts.meta.get(key, "").replace(",", ".")
    if text.lower() in ("", "none") and missing is not None:
        return missing
    try:
        return exact(text)
    except ValueError:
        raise PabulibError(
            parts.meta_lines.get(key, 0), key, f"{text or 'nothing'} is not a number", 2
        ) from None


def _instance(parts: _Parts) -> Instance:
    budget = _meta_number(parts, "budget")
    if budget < 0:
        raise PabulibError(parts.meta_lines["budget"], "budget", f"{budget} is below zero", 2)
    projects, lines = [], dict[str, int]()
    at = {name: place for place, name in enumerate(parts.project_columns)}
    for row, line in zip(parts.project_rows, parts.project_lines, strict=True):
        project = _project(row, at, line)
        if project.id in lines:
            problem = f"{project.id} already stands in line {lines[project.id]}"
            raise PabulibError(line, "project_id", problem, at["project_id"] + 1)
        lines[project.id] = line
        projects.append(project)
    threshold = _meta_number(parts, "min_project_score_threshold", 0)
    return Instance(tuple(projects), budget, threshold=threshold)


def _project(row: tuple[str, ...], at: dict[str, int], line: int) -> Project:
    id = row[at["project_id"]].strip()
    if not id or "," in id:
        raise PabulibError(line, "project_id", f"{id or 'nothing'} is not a project id", at["project_id"] + 1)
    try:
        cost = exact(row[at["cost"]].replace(",", "."))
    except ValueError as fault:
        raise PabulibError(line, "cost", str(fault), at["cost"] + 1) from None
    if cost < 0:
        raise PabulibError(line, "cost", f"{cost} is below zero", at["cost"] + 1)
    name = row[at["name"]].strip() if "name" in at else ""
    categories = row[at["category"]].split(",") if "category" in at else []
    return Project(
        id, cost, name, categories=tuple(c.strip() for c in categories if c.strip() not in ("", "none"))
    )


def _profile(kind: Kind, instance: Instance, parts: _Parts) -> Profile:
    index, grouped = instance.index, dict[tuple[tuple[int, ...], tuple[Number, ...]], int]()
    scored = kind in ("cumulative", "scoring")
    default = _meta_number(parts, "default_score", 0) if kind == "scoring" else 0
    for (vote, points), count in parts.votes.items():
        try:
            choices = [index[id] for id in vote.split(",")] if vote else []
        except KeyError:
            choices = _spaced_choices(vote, index, parts, (vote, points))
        given = _points(points, len(choices), parts, (vote, points)) if scored else None
        if default and given is not None:
            named = set(choices)
            rest = [choice for choice in range(len(index)) if choice not in named]
            choices, given = choices + rest, given + [default] * len(rest)
        key = canonical_ballot(kind, choices, given)
        grouped[key] = grouped.get(key, 0) + count
    longest = _meta_number(parts, "max_length", 0)
    if not 0 <= longest < LONGEST:
        raise PabulibError(parts.meta_lines["max_length"], "max_length", f"{longest} is not a length", 2)
    try:
        return grouped_profile(kind, instance.ids, grouped, max_length=int(longest))
    except AllocationError as fault:
        raise PabulibError(0, fault.field, fault.problem) from None


def _spaced_choices(vote: str, index: dict[str, int], parts: _Parts, key: tuple[str, str]) -> list[int]:
    names = [name for name in (part.strip() for part in vote.split(",")) if name]
    if names in (["none"], []) and "none" not in index:
        return []
    for name in names:
        if name not in index:
            column = parts.vote_columns.index("vote") + 1
            raise PabulibError(parts.vote_lines[key], "vote", f"{name} is not among the projects", column)
    return [index[name] for name in names]


def _points(text: str, wanted: int, parts: _Parts, key: tuple[str, str]) -> list[Number]:
    given = [part for part in text.split(",") if part.strip() not in ("", "none")]
    column, line = parts.vote_columns.index("points") + 1, parts.vote_lines[key]
    if len(given) != wanted:
        raise PabulibError(line, "points", f"{len(given)} numbers stand beside {wanted} projects", column)
    try:
        points = [exact(part) for part in given]
    except ValueError as fault:
        raise PabulibError(line, "points", str(fault), column) from None
    if points and min(points) < 0:
        raise PabulibError(line, "points", f"{min(points)} is below zero", column)
    return points
