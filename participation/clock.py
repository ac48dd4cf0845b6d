"""The database clock: the one time that decides, in whole seconds (DESIGN.md, "Time decides phases")."""

from datetime import UTC, datetime

from django.db import connection
from django.db.models import DateTimeField, Func


class DatabaseNow(Func):
    """The database's clock inside a query, in whole seconds."""

    output_field = DateTimeField()
    arity = 0

    def as_sqlite(self, compiler, connection, **extra):
        return "strftime('%Y-%m-%d %H:%M:%S', 'now')", []

    def as_postgresql(self, compiler, connection, **extra):
        return "date_trunc('second', statement_timestamp())", []


def database_now() -> datetime:
    """The database clock in UTC, whole seconds. Read outside a transaction it is the time a request arrived."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT extract(epoch FROM date_trunc('second', statement_timestamp()))")
        else:
            cursor.execute("SELECT strftime('%s', 'now')")
        return datetime.fromtimestamp(int(cursor.fetchone()[0]), UTC)
