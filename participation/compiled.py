"""Queries that thousands ask in an hour: their SQL is made once, as making it costs five times the asking."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators


class _Made(NamedTuple):
    sql: str
    params: tuple[Any, ...]
    # Where in `params` a value of the question stands, and which of them.
    places: tuple[tuple[int, int], ...]
    converters: list[tuple[int, list[Callable[..., Any]], Any]]
    # Of a queryset of objects: makes one of its row.
    object_of: Callable[[tuple[Any, ...]], Any] | None


class Compiled:
    """`rows` makes a queryset of objects, or of values_list, from what each question brings: `numbers` whole
    numbers and then `texts` texts.

    `Compiled(1, lambda pk: Phase.objects.open().filter(process=pk).values_list("kind")).first(process.pk)`.
    Nothing but those may differ, and each must stand in the query. `shares_lock`: the rows are held until the
    end of the transaction by a lock that others share and FOR UPDATE waits for; SQLite locks by itself.
    """

    def __init__(
        self, numbers: int, rows: Callable[..., QuerySet], *, texts: int = 0, shares_lock: bool = False
    ):
        self.rows, self.shares_lock = rows, shares_lock
        self.marks = [*range(-1, -1 - numbers, -1), *(f"\x01text {number}" for number in range(texts))]

    def first(self, *values: int | str) -> Any:
        """The first row or object, each value as the queryset would give it; None where there is none."""
        return next(iter(self.all(*values)), None)

    def all(self, *values: int | str) -> list[Any]:
        """All rows or objects."""
        made = self._made
        params = list(made.params)
        for place, number in made.places:
            params[place] = values[number]
        with connection.cursor() as cursor:
            cursor.execute(made.sql, params)
            rows = cursor.fetchall()
        found = [_converted(row, made) for row in rows]
        return found if made.object_of is None else [made.object_of(row) for row in found]

    @cached_property
    def _made(self) -> _Made:
        rows = self.rows(*self.marks)
        compiler = rows.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        if self.shares_lock and connection.vendor == "postgresql":
            sql += " FOR KEY SHARE"
        places = tuple((at, self.marks.index(each)) for at, each in enumerate(params) if each in self.marks)
        if {number for _at, number in places} != set(range(len(self.marks))):
            raise ValueError("each number and text must stand in the query")
        found = compiler.get_converters(expression for expression, _sql, _alias in compiler.select)
        converters = [(at, list(convert), expression) for at, (convert, expression) in found.items()]
        # A queryset of values_list knows its fields.
        object_of = _object_maker(compiler) if rows._fields is None else None
        return _Made(sql, tuple(params), places, converters, object_of)


def _converted(row: tuple[Any, ...], made: _Made) -> tuple[Any, ...]:
    values = list(row)
    for at, converters, expression in made.converters:
        for convert in converters:
            values[at] = convert(values[at], expression, connection)
    return tuple(values)


def _object_maker(compiler: Any) -> Callable[[tuple[Any, ...]], Model]:
    """Makes of a row what the queryset would: the object, its annotations, and what is selected with it."""
    select, shape, database = compiler.select, compiler.klass_info, connection.alias
    model, columns = shape["model"], shape["select_fields"]
    start, end = columns[0], columns[-1] + 1
    names = [expression.target.attname for expression, _sql, _alias in select[start:end]]
    related = get_related_populators(shape, select, database)
    annotations = list(compiler.annotation_col_map.items())

    def made_of(row: tuple[Any, ...]) -> Model:
        made: Model = model.from_db(database, names, row[start:end])
        for populator in related:
            populator.populate(row, made)
        for name, at in annotations:
            setattr(made, name, row[at])
        return made

    return made_of
