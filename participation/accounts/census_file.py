"""Reads the council's register: a CSV file of name, date of birth, postcode and ward."""

import csv
import datetime
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from participation.accounts.identity_keys import entry_key, household_key, name_key, normalised

COLUMNS = ("name", "date of birth", "postcode", "ward")
MOST_BYTES = 30 * 1024 * 1024
FAULTS_SHOWN = 20
_DATE = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)|(?P<d2>\d\d?)[/.](?P<m2>\d\d?)[/.](?P<y2>\d{4})")


@dataclass(frozen=True, slots=True)
class Row:
    """One person of the register: keyed hashes, the ward's primary key and the year of birth."""

    key: str
    name_key: str
    household_key: str
    area_id: int
    birth_year: int


class Faults:
    """What is wrong with a file, each fault with its line and column."""

    def __init__(self) -> None:
        self.messages: list[str] = []

    def add(self, line: int, column: str, what: str) -> None:
        self.messages.append(
            _("Line %(line)d, column “%(column)s”: %(what)s") % {"line": line, "column": column, "what": what}
        )

    def raise_if_any(self) -> None:
        if not self.messages:
            return
        shown = self.messages[:FAULTS_SHOWN]
        if len(self.messages) > FAULTS_SHOWN:
            shown.append(_("… and more. Mend these first."))
        raise ValidationError(shown)

    @property
    def enough(self) -> bool:
        return len(self.messages) > FAULTS_SHOWN


def read_census(file: BinaryIO, wards: dict[str, int], today: datetime.date) -> list[Row]:
    """All rows of the file, or ValidationError with one message a fault, naming line and column.

    `wards` gives the primary key of each ward by its name.
    """
    lines, columns = _open(file)
    reader = _Reader(columns, wards, today)
    for number, cells in lines:
        reader.read(number, cells)
        if reader.faults.enough:
            break
    reader.faults.raise_if_any()
    if not reader.rows:
        raise ValidationError(_("The file has a heading but no people."))
    return reader.rows


def _open(file: BinaryIO) -> tuple[Iterator[tuple[int, list[str]]], dict[str, int]]:
    """The numbered lines after the heading, and the place of each column."""
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValidationError(_("The file is larger than 30 megabytes."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ValidationError(_("Line %d is not UTF-8 text. Save the file as “CSV UTF-8”.") % line)
    heading = next(iter(text.splitlines()), "")
    delimiter = next((mark for mark in ";\t" if mark in heading), ",")
    lines = _lines(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    names = [cell.strip().lower() for cell in next(lines, (1, []))[1]]
    for column in COLUMNS:
        if column not in names:
            raise ValidationError(
                _("Line 1: the heading has no column “%(column)s”. It must name: %(all)s.")
                % {"column": column, "all": ", ".join(COLUMNS)}
            )
        if names.count(column) > 1:
            raise ValidationError(_("Line 1: the heading names the column “%s” more than once.") % column)
    return lines, {column: names.index(column) for column in COLUMNS}


def _lines(reader) -> Iterator[tuple[int, list[str]]]:
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise ValidationError(
                _("Line %(line)d cannot be read as CSV: %(why)s.") % {"line": reader.line_num, "why": error}
            )
        if any(cell.strip() for cell in cells):
            yield reader.line_num, cells


class _Reader:
    def __init__(self, columns: dict[str, int], wards: dict[str, int], today: datetime.date) -> None:
        self.columns = columns
        self.wards = {normalised(name): pk for name, pk in wards.items()}
        self.today = today
        self.faults = Faults()
        self.rows: list[Row] = []
        self.seen: dict[str, int] = {}

    def read(self, line: int, cells: list[str]) -> None:
        value = {name: cells[at].strip() if at < len(cells) else "" for name, at in self.columns.items()}
        fault = partial(self.faults.add, line)
        for column in ("name", "postcode"):
            if not normalised(value[column]):
                fault(column, _("nothing readable is written here."))
                return
        born = _date(value["date of birth"])
        if born is None or born.year < 1900 or born > self.today:
            fault("date of birth", _("write it as 1980-12-31 or 31/12/1980."))
            return
        area_id = self.wards.get(normalised(value["ward"]))
        if area_id is None:
            fault("ward", _("“%s” is not a ward of this site.") % value["ward"][:40])
            return
        self._keep(line, value, born, area_id)

    def _keep(self, line: int, value: dict[str, str], born: datetime.date, area_id: int) -> None:
        key = entry_key(value["name"], born, value["postcode"])
        if key in self.seen:
            self.faults.add(line, "name", _("the same person is on line %d already.") % self.seen[key])
            return
        self.seen[key] = line
        names, household = name_key(value["name"], born), household_key(born, value["postcode"])
        self.rows.append(Row(key, names, household, area_id, born.year))


def _date(text: str) -> datetime.date | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = (match[part] or match[f"{part}2"] for part in "ymd")
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
