"""Queries that thousands ask in an hour: their SQL is made once, as making it costs five times the asking."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet


class _Made(NamedTuple):
    sql: str
    params: tuple[Any, ...]
    # Where in `params` the number of a question stands, and which number.
    places: tuple[tuple[int, int], ...]
    converters: list[tuple[int, list[Callable[..., Any]], Any]]


class Compiled:
    """`rows` makes a queryset of values_list from `numbers` whole numbers, which each question brings.

    `Compiled(1, lambda pk: Phase.objects.open().filter(process=pk).values_list("kind")).first(process.pk)`.
    Nothing but those numbers may differ, and each must stand in the query.
    """

    def __init__(self, numbers: int, rows: Callable[..., QuerySet]):
        self.numbers, self.rows = numbers, rows

    def first(self, *numbers: int) -> tuple[Any, ...] | None:
        """The first row, each value as the queryset would give it; None where there is none."""
        made = self._made
        params = list(made.params)
        for place, number in made.places:
            params[place] = numbers[number]
        with connection.cursor() as cursor:
            cursor.execute(made.sql, params)
            row = cursor.fetchone()
        return None if row is None else _converted(row, made)

    @cached_property
    def _made(self) -> _Made:
        marks = [-1 - number for number in range(self.numbers)]
        compiler = self.rows(*marks).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        places = tuple((at, marks.index(each)) for at, each in enumerate(params) if each in marks)
        if {number for _at, number in places} != set(range(self.numbers)):
            raise ValueError("each number must stand in the query")
        found = compiler.get_converters(expression for expression, _sql, _alias in compiler.select)
        converters = [(at, list(convert), expression) for at, (convert, expression) in found.items()]
        return _Made(sql, tuple(params), places, converters)


def _converted(row: tuple[Any, ...], made: _Made) -> tuple[Any, ...]:
    values = list(row)
    for at, converters, expression in made.converters:
        for convert in converters:
            values[at] = convert(values[at], expression, connection)
    return tuple(values)
