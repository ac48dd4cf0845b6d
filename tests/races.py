"""Does things many times at once, each on a database connection of its own, and takes guards away."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import close_old_connections, connection, connections

AT_ONCE = 24

on_postgresql = pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
    reason="two writers overlap on PostgreSQL alone; SQLite lets one transaction write at a time",
)


def race(act, people):
    """What `act(person)` gave for each, in order; all start at the same moment."""
    start = threading.Barrier(len(people))

    def one(person):
        start.wait()
        try:
            return act(person)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(one, people))


def together(acts):
    """Run the callables in threads that start at the same moment; returns what each gave or raised."""
    gate = threading.Barrier(len(acts))

    def run(act):
        try:
            close_old_connections()
            connection.ensure_connection()
            gate.wait(timeout=60)
            return act()
        except Exception as problem:
            return problem
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def closing(act):
    """The callable for a thread of its own, which leaves no connection behind."""

    def run():
        try:
            return act()
        finally:
            connections.close_all()

    return run


def kinds(outcomes):
    """How many of each: "done", or the refusal's code or class."""
    found = {}
    for each in outcomes:
        code = getattr(each, "code", None) or type(each).__name__
        name = code if isinstance(each, Exception) else "done"
        found[name] = found.get(name, 0) + 1
    return found


@contextmanager
def without_constraint(model, name):
    """The table as it would be without this constraint; emptied before the constraint comes back."""
    options = model._meta
    kept = options.constraints
    constraint = next(each for each in kept if each.name == name)
    triggers = _triggers(options.db_table)
    options.constraints = [each for each in kept if each is not constraint]
    with connection.schema_editor() as editor:
        editor.remove_constraint(model, constraint)
    try:
        yield
    finally:
        model.objects.all().delete()
        options.constraints = kept
        with connection.schema_editor() as editor:
            editor.add_constraint(model, constraint)
        lost = _triggers(options.db_table).keys() ^ triggers.keys()
        with connection.cursor() as cursor:
            for trigger in lost:
                cursor.execute(triggers[trigger])


def _triggers(table):
    """On SQLite, where a table that is made anew loses them."""
    if connection.vendor != "sqlite":
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table]
        )
        return dict(cursor.fetchall())


def without_transaction(act):
    """On SQLite, whose writing transactions come one after another: the act without its own.

    A control that takes a lock away must take this one away as well. On PostgreSQL it is the act itself.
    """
    return act.__wrapped__ if connection.vendor == "sqlite" else act
