"""Triggers that keep acts about money: what was proposed never changes, and a decision falls once.

A later migration that changes the table wraps its operations in `with_money_acts_thawed()`, so that the
triggers know the columns of that step.
"""

from collections.abc import Sequence
from typing import Any

from django.db import migrations

TABLE = "budgeting_moneyact"
DECISION = frozenset(("decided_by_id", "decided_at", "approved", "answer"))
WORDS = f"{TABLE}: an act about money stays as it was proposed and decided"


def freeze_money_acts() -> migrations.RunPython:
    """A migration operation, on SQLite and PostgreSQL; reversible."""
    return migrations.RunPython(_freeze, _thaw)


def with_money_acts_thawed(operations: Sequence[Any]) -> list[Any]:
    return [migrations.RunPython(_thaw, _freeze), *operations, freeze_money_acts()]


def _freeze(apps, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, TABLE)
    proposed = [column.name for column in described if column.name not in DECISION]
    for statement in _statements(connection.vendor, proposed):
        schema_editor.execute(statement, params=None)


def _thaw(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {TABLE}_frozen() CASCADE", params=None)
        return
    for ending in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_no_{ending}", params=None)


def _statements(vendor: str, proposed: list[str]) -> list[str]:
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    changed = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in proposed)
    when = f"(OLD.decided_at IS NOT NULL OR {changed})"
    if vendor == "postgresql":
        refuse = f"RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation';"
        return [
            f"CREATE FUNCTION {TABLE}_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP = 'DELETE' THEN {refuse} END IF; IF {when} THEN {refuse} END IF; RETURN NEW; END $$",
            f"CREATE TRIGGER {TABLE}_frozen BEFORE UPDATE OR DELETE ON {TABLE} "
            f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_frozen()",
        ]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    return [
        f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} WHEN {when} {refuse}",
        f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} {refuse}",
    ]
