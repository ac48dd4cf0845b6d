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
PROJECT_COLUMNS = ("id", "round_id", "round_pot_id", "number", "title", "cost", "running_cost")
POT_COLUMNS = ("id", "round_id", "pot_id", "amount", "electorate_id")
ELECTORATE_COLUMNS = ("id", "round_id", "name", "way", "age_bands", "schools", "asks_guardian")
LINK_COLUMNS = ("id", "round_id", "project_id", "other_id", "kind", "reason")
Tables = dict[str, tuple[str, ...]]
CHANGES_TABLE = "budgeting_projectchange"
# The one way to another cost: the newest recorded change of the project says it.
_COST_RECORDED = (
    "EXISTS (SELECT 1 FROM budgeting_projectchange c WHERE c.project_id = OLD.id AND c.old_cost = OLD.cost "
    "AND c.new_cost = NEW.cost AND c.id = (SELECT MAX(n.id) FROM budgeting_projectchange n "
    "WHERE n.project_id = OLD.id))"
)
_OPENED = "EXISTS (SELECT 1 FROM budgeting_round r WHERE r.id IN ({ids}) AND r.opened_at IS NOT NULL)"
TABLES = {
    "budgeting_roundpot": POT_COLUMNS,
    "budgeting_project": PROJECT_COLUMNS,
    "budgeting_electorate": ELECTORATE_COLUMNS,
    "budgeting_projectlink": LINK_COLUMNS,
}


def freeze_opened_rounds() -> migrations.RunPython:
    """A migration operation: refuse changes of what is frozen, on SQLite and PostgreSQL; reversible."""
    return migrations.RunPython(_freeze, _thaw)


def with_rounds_thawed(operations: Sequence[Any]) -> list[Any]:
    """The operations between taking the triggers off and putting them on for the columns there are then."""
    return [migrations.RunPython(_thaw, _freeze), *operations, freeze_opened_rounds()]


def _freeze(apps, schema_editor):
    connection = schema_editor.connection
    round_columns = tuple(
        column for column in _columns(connection, "budgeting_round") if column not in LOOSE_ROUND_COLUMNS
    )
    recorded = CHANGES_TABLE in connection.introspection.table_names()
    for statement in _statements(connection.vendor, round_columns, _tables(connection), recorded):
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


def _columns(connection, table: str) -> tuple[str, ...]:
    """The columns of a table as it is at this step of the migrations."""
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
    return tuple(column.name for column in described)


def _tables(connection) -> Tables:
    """The tables and columns of TABLES that are there at this step."""
    there = connection.introspection.table_names()
    found = {
        table: (columns, _columns(connection, table)) for table, columns in TABLES.items() if table in there
    }
    return {
        table: tuple(column for column in columns if column in known)
        for table, (columns, known) in found.items()
    }


def _statements(vendor: str, round_columns: tuple[str, ...], tables: Tables, recorded: bool) -> list[str]:
    """`recorded`: the table is there in which changes of cost are recorded."""
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    changed = _round_changed(round_columns, differs)
    parts = {table: _part_changed(columns, differs, recorded) for table, columns in tables.items()}
    if vendor == "postgresql":
        return [_pg_round(changed), *(_pg_part(table, when) for table, when in parts.items())]
    return [
        *_sqlite_round(changed),
        *(each for table, when in parts.items() for each in _sqlite_part(table, when)),
    ]


def _part_changed(columns: tuple[str, ...], differs: str, recorded: bool) -> str:
    changed = _changed(columns, differs)
    cost = f"NEW.cost {differs} OLD.cost"
    return changed.replace(cost, f"({cost} AND NOT {_COST_RECORDED})") if recorded else changed


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


def _sqlite_part(table: str, changed: str) -> list[str]:
    def opened(*rows: str) -> str:
        ids = ", ".join(f"{row}.round_id" for row in rows)
        return _OPENED.format(ids=ids)

    return [
        _sqlite_trigger(table, "insert", opened("NEW")),
        _sqlite_trigger(table, "update", f"({changed}) AND {opened('OLD', 'NEW')}"),
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


def _pg_part(table: str, changed: str) -> str:
    def opened(row: str) -> str:
        return _OPENED.format(ids=f"{row}.round_id")

    refuse = _pg_refuse(table)
    return _pg_function(
        table,
        f"IF TG_OP = 'DELETE' THEN IF {opened('OLD')} THEN {refuse} END IF; RETURN OLD; END IF; "
        f"IF TG_OP = 'INSERT' THEN IF {opened('NEW')} THEN {refuse} END IF; RETURN NEW; END IF; "
        f"IF ({changed}) AND ({opened('OLD')} OR {opened('NEW')}) "
        f"THEN {refuse} END IF; RETURN NEW;",
    )
