"""The database clock: the one time that decides, in whole seconds (DESIGN.md, "Time decides phases")."""

from datetime import UTC, datetime

from django.db import connection
from django.db.models import BigIntegerField, DateTimeField, Func


class DatabaseNow(Func):
    """The database's clock inside a query, in whole seconds."""

    output_field = DateTimeField()
    arity = 0

    def as_sqlite(self, compiler, connection, **extra):
        # Doubled signs, as in any SQL that carries parameters.
        return "strftime('%%Y-%%m-%%d %%H:%%M:%%S', 'now')", []

    def as_postgresql(self, compiler, connection, **extra):
        return "date_trunc('second', statement_timestamp())", []


class DatabaseMicroseconds(Func):
    """The same clock in microseconds since 1970, as an integer (SQLite counts milliseconds)."""

    output_field = BigIntegerField()
    arity = 0

    def as_sqlite(self, compiler, connection, **extra):
        seconds = "CAST(strftime('%%s', 'now') AS INTEGER) * 1000000"
        return f"({seconds} + CAST(substr(strftime('%%f', 'now'), 4) AS INTEGER) * 1000)", []

    def as_postgresql(self, compiler, connection, **extra):
        return "(extract(epoch FROM statement_timestamp()) * 1000000)::bigint", []


def database_now() -> datetime:
    """The database clock in UTC, whole seconds. Outside a transaction it is the time a request arrived."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT extract(epoch FROM date_trunc('second', statement_timestamp()))")
        else:
            cursor.execute("SELECT strftime('%s', 'now')")
        return datetime.fromtimestamp(int(cursor.fetchone()[0]), UTC)
