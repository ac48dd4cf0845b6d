"""Triggers that hold a match fund's rules still from its first pledge on, whoever writes to the database.

A fund freezes whole: a rule added later is frozen by being a column. A migration that changes one of these
tables wraps its operations in `with_match_funds_thawed()`.
"""

from collections.abc import Sequence
from typing import Any

from django.db import migrations

FUND = "budgeting_matchfund"
# The amount may grow: money that is added later serves everybody.
LOOSE = frozenset(("id", "settled_at", "amount"))
LISTS = ("budgeting_matchfund_areas", "budgeting_matchfund_categories")
SAID = "frozen since the first pledge"


def freeze_match_funds() -> migrations.RunPython:
    """A migration operation, on SQLite and PostgreSQL; reversible."""
    return migrations.RunPython(_freeze, _thaw)


def with_match_funds_thawed(operations: Sequence[Any]) -> list[Any]:
    """The operations between taking the triggers off and putting them on for the columns there are then."""
    return [migrations.RunPython(_thaw, _freeze), *operations, freeze_match_funds()]


def _freeze(apps, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, FUND)
    postgresql = connection.vendor == "postgresql"
    differs = "IS DISTINCT FROM" if postgresql else "IS NOT"
    columns = [column.name for column in described if column.name not in LOOSE]
    changed = " OR ".join(f'NEW."{column}" {differs} OLD."{column}"' for column in columns)
    when = {
        FUND: {
            "update": f"OLD.frozen_at IS NOT NULL AND (NEW.amount < OLD.amount OR {changed})",
            "delete": "OLD.frozen_at IS NOT NULL",
        },
        **{
            table: {
                "insert": _frozen("NEW"),
                "update": f"{_frozen('OLD')} OR {_frozen('NEW')}",
                "delete": _frozen("OLD"),
            }
            for table in LISTS
        },
    }
    for table, conditions in when.items():
        for ending, condition in conditions.items():
            write = _postgresql if postgresql else _sqlite
            schema_editor.execute(write(table, ending, condition), params=None)


def _thaw(apps, schema_editor):
    for table in (FUND, *LISTS):
        for ending in ("insert", "update", "delete"):
            if schema_editor.connection.vendor == "postgresql":
                statement = f"DROP FUNCTION IF EXISTS {table}_no_{ending}() CASCADE"
            else:
                statement = f"DROP TRIGGER IF EXISTS {table}_no_{ending}"
            schema_editor.execute(statement, params=None)


def _frozen(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM {FUND} f WHERE f.id = {row}.matchfund_id AND f.frozen_at IS NOT NULL)"  # noqa: S608


def _sqlite(table: str, ending: str, condition: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{ending} BEFORE {ending.upper()} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{table}: {SAID}'); END"
    )


def _postgresql(table: str, ending: str, condition: str) -> str:
    kept = "OLD" if ending == "delete" else "NEW"
    return (
        f"CREATE FUNCTION {table}_no_{ending}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{table}: {SAID}' "
        f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {kept}; END $$; "
        f"CREATE TRIGGER {table}_no_{ending} BEFORE {ending.upper()} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_no_{ending}()"
    )
