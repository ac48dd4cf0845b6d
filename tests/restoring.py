"""After a test with real transactions the database is as the migrations left it.

Django empties every table and writes the migrations' rows anew, each time: a second or two. Here only what
differs is put right.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.test import TransactionTestCase

Rows = list[tuple[Any, ...]]

# What each table held when the tests began; tables that were empty are left out.
_at_first: dict[str, Rows] = {}


def remember() -> None:
    """Take down what the database holds now; Django's tests with real transactions come back to it."""
    _at_first.clear()
    _at_first.update({table: _rows(table) for table in _filled(_tables())})
    TransactionTestCase._fixture_setup = classmethod(lambda cls: None)
    TransactionTestCase._fixture_teardown = lambda self: put_back()


def put_back() -> None:
    filled = set(_filled(_tables()))
    changed = [table for table in filled | _at_first.keys() if _rows(table) != _at_first.get(table, [])]
    with _unguarded(changed), connection.cursor() as cursor:
        for table in changed:
            cursor.execute(f'DELETE FROM "{table}"')
        for table in changed:
            for row in _at_first.get(table, []):
                cursor.execute(f'INSERT INTO "{table}" VALUES ({", ".join(["%s"] * len(row))})', row)


def _tables() -> list[str]:
    """On PostgreSQL also those that triggers fill; on SQLite these follow by their triggers."""
    if connection.vendor == "sqlite":
        return connection.introspection.django_table_names(only_existing=True, include_views=False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return [name for (name,) in cursor.fetchall() if name != "django_migrations"]


def _filled(tables: Iterable[str]) -> list[str]:
    asked = " UNION ALL ".join(f"SELECT '{each}' WHERE EXISTS (SELECT 1 FROM \"{each}\")" for each in tables)
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [name for (name,) in cursor.fetchall()]


def _rows(table: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        return sorted(cursor.fetchall(), key=repr)


@contextmanager
def _unguarded(tables: list[str]) -> Iterator[None]:
    """Without foreign keys until the end, and without the triggers that keep rows from being taken away."""
    guards = _guards(tables)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys = OFF")
        with transaction.atomic():
            for lift, _again in guards:
                cursor.execute(lift)
            yield
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for _lift, again in guards:
                cursor.execute(again)
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys = ON")


def _guards(tables: list[str]) -> list[tuple[str, str]]:
    """For each guard on these tables the statement that lifts it and the one that sets it again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, tbl_name, sql FROM sqlite_master WHERE name LIKE '%\\_no\\_delete' ESCAPE '\\'"
            )
            return [
                (f"DROP TRIGGER {name}", sql) for name, table, sql in cursor.fetchall() if table in tables
            ]
        cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
        watched = [name.strip('"') for (name,) in cursor.fetchall()]
    return [
        (f'ALTER TABLE "{table}" DISABLE TRIGGER USER', f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
        for table in watched
        if table in tables
    ]
