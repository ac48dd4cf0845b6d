"""Triggers that hold an opened round's rules, pots and projects still, whoever writes to the database.

A round freezes whole: a rule added later is frozen by being a column. A migration that changes one of the
tables wraps its operations in `with_rounds_thawed()`, so that the triggers know the columns of that step.
"""

from collections.abc import Sequence
from typing import Any

from django.db import migrations

# What moves after the opening; these two freeze in turn when the box is sealed.
SEALED_COLUMNS = ("sealed_at", "box_salt")
LOOSE_ROUND_COLUMNS = frozenset(("id", *SEALED_COLUMNS))
PROJECT_COLUMNS = ("id", "round_id", "round_pot_id", "number", "title", "cost")
POT_COLUMNS = ("id", "round_id", "pot_id", "amount")
_OPENED = "EXISTS (SELECT 1 FROM budgeting_round r WHERE r.id IN ({ids}) AND r.opened_at IS NOT NULL)"
TABLES = {"budgeting_roundpot": POT_COLUMNS, "budgeting_project": PROJECT_COLUMNS}


def freeze_opened_rounds() -> migrations.RunPython:
    """A migration operation: refuse changes of what is frozen, on SQLite and PostgreSQL; reversible."""
    return migrations.RunPython(_freeze, _thaw)


def with_rounds_thawed(operations: Sequence[Any]) -> list[Any]:
    """The operations between taking the triggers off and putting them on for the columns there are then."""
    return [migrations.RunPython(_thaw, _freeze), *operations, freeze_opened_rounds()]


def _freeze(apps, schema_editor):
    columns = _round_columns(schema_editor.connection)
    for statement in _statements(schema_editor.connection.vendor, columns):
        schema_editor.execute(statement, params=None)


def _thaw(apps, schema_editor):
    tables = ("budgeting_round", *TABLES)
    if schema_editor.connection.vendor == "postgresql":
        for table in tables:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {table}_frozen() CASCADE", params=None)
        return
    for table in tables:
        for ending in ("insert", "update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{ending}", params=None)


def _round_columns(connection) -> tuple[str, ...]:
    """The columns of a round that freeze at its opening, as the table has them now."""
    with connection.cursor() as cursor:
        table = connection.introspection.get_table_description(cursor, "budgeting_round")
    return tuple(column.name for column in table if column.name not in LOOSE_ROUND_COLUMNS)


def _statements(vendor: str, round_columns: tuple[str, ...]) -> list[str]:
    changed = _round_changed(round_columns, "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT")
    if vendor == "postgresql":
        return [_pg_round(changed), *(_pg_part(table, columns) for table, columns in TABLES.items())]
    parts = (statement for table, columns in TABLES.items() for statement in _sqlite_part(table, columns))
    return [*_sqlite_round(changed), *parts]


def _changed(columns: tuple[str, ...], differs: str) -> str:
    return " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in columns)


def _round_changed(columns: tuple[str, ...], differs: str) -> str:
    return (
        f"(OLD.opened_at IS NOT NULL AND ({_changed(columns, differs)})) OR "
        f"(OLD.sealed_at IS NOT NULL AND ({_changed(SEALED_COLUMNS, differs)}))"
    )


def _sqlite_trigger(table: str, ending: str, when: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{ending} BEFORE {ending.upper()} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{table}: frozen since the round was opened'); END"
    )


def _sqlite_round(changed: str) -> list[str]:
    return [
        _sqlite_trigger("budgeting_round", "update", changed),
        _sqlite_trigger("budgeting_round", "delete", "OLD.opened_at IS NOT NULL"),
    ]


def _sqlite_part(table: str, columns: tuple[str, ...]) -> list[str]:
    def opened(*rows: str) -> str:
        ids = ", ".join(f"{row}.round_id" for row in rows)
        return _OPENED.format(ids=ids)

    return [
        _sqlite_trigger(table, "insert", opened("NEW")),
        _sqlite_trigger(table, "update", f"({_changed(columns, 'IS NOT')}) AND {opened('OLD', 'NEW')}"),
        _sqlite_trigger(table, "delete", opened("OLD")),
    ]


def _pg_function(table: str, body: str) -> str:
    return (
        f"CREATE FUNCTION {table}_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$; "
        f"CREATE TRIGGER {table}_frozen BEFORE INSERT OR UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_frozen()"
    )


def _pg_refuse(table: str) -> str:
    return (
        f"RAISE EXCEPTION '{table}: frozen since the round was opened' "
        "USING ERRCODE = 'integrity_constraint_violation';"
    )


def _pg_round(changed: str) -> str:
    refuse = _pg_refuse("budgeting_round")
    return _pg_function(
        "budgeting_round",
        f"IF TG_OP = 'DELETE' THEN IF OLD.opened_at IS NOT NULL THEN {refuse} END IF; RETURN OLD; END IF; "
        f"IF TG_OP = 'UPDATE' THEN IF {changed} THEN {refuse} END IF; END IF; "
        "RETURN NEW;",
    )


def _pg_part(table: str, columns: tuple[str, ...]) -> str:
    def opened(row: str) -> str:
        return _OPENED.format(ids=f"{row}.round_id")

    refuse = _pg_refuse(table)
    return _pg_function(
        table,
        f"IF TG_OP = 'DELETE' THEN IF {opened('OLD')} THEN {refuse} END IF; RETURN OLD; END IF; "
        f"IF TG_OP = 'INSERT' THEN IF {opened('NEW')} THEN {refuse} END IF; RETURN NEW; END IF; "
        f"IF ({_changed(columns, 'IS DISTINCT FROM')}) AND ({opened('OLD')} OR {opened('NEW')}) "
        f"THEN {refuse} END IF; RETURN NEW;",
    )
