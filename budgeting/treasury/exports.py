"""Statements as a file for spreadsheets: one row a line of the ledger."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils import timezone

from budgeting.treasury.statements import Line, Statement, lines
from participation.money import minor_digits
from participation.plain_cell import plain_cell

HEAD = (
    "reference",
    "day",
    "what",
    "account",
    "in",
    "out",
    "balance after",
    "currency",
    "transfer in the ledger",
)


class _Echo:
    def write(self, text: str) -> str:
        return text


def rows(statement: Statement) -> Iterator[str]:
    """The file, piece by piece; the mark at its beginning tells spreadsheets that the letters are UTF-8."""
    sheet = csv.writer(_Echo())
    yield "\ufeff" + sheet.writerow(HEAD)
    for line in lines(statement):
        yield sheet.writerow(_cells(statement, line))


def _cells(statement: Statement, line: Line) -> list[Any]:
    digits = minor_digits(statement.currency)

    def amount(minor: int) -> str:
        return str(Decimal(minor).scaleb(-digits)) if minor else ""

    return [
        line.reference,
        timezone.localdate(line.at).isoformat(),
        plain_cell(line.memo),
        plain_cell(line.account),
        amount(max(line.amount, 0)),
        amount(max(-line.amount, 0)),
        amount(line.balance) or "0",
        statement.currency,
        plain_cell(line.key),
    ]
