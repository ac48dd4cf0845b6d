"""Triggers that keep acts about money as they were proposed and decided, and payments as the bank told them.

A later migration that changes one of the tables wraps its operations in `with_money_acts_thawed()` or
`with_bank_lines_thawed()`, so that the triggers know the columns of that step.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import migrations


@dataclass(frozen=True)
class Kept:
    """Rows of `table` stay; all but the `loose` columns never change, and nothing once `done`."""

    table: str
    loose: frozenset[str]
    done: str
    words: str

    def freeze(self, apps: Any, schema_editor: Any) -> None:
        connection = schema_editor.connection
        with connection.cursor() as cursor:
            described = connection.introspection.get_table_description(cursor, self.table)
        fixed = [column.name for column in described if column.name not in self.loose]
        for statement in _statements(self, connection.vendor, fixed):
            schema_editor.execute(statement, params=None)

    def thaw(self, apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {self.table}_frozen() CASCADE", params=None)
            return
        for ending in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.table}_no_{ending}", params=None)

    def thawed(self, operations: Sequence[Any]) -> list[Any]:
        freeze = migrations.RunPython(self.freeze, self.thaw)
        return [migrations.RunPython(self.thaw, self.freeze), *operations, freeze]


MONEY_ACTS = Kept(
    "budgeting_moneyact",
    frozenset(("decided_by_id", "decided_at", "approved", "answer")),
    "OLD.decided_at IS NOT NULL",
    "an act about money stays as it was proposed and decided",
)
BANK_LINES = Kept(
    "budgeting_bankline",
    frozenset(("state", "pledge_id", "resolved_by_id")),
    "OLD.state IN ('counted', 'sent_back')",
    "a payment stays as the bank told it and as it was resolved",
)


def freeze_money_acts() -> migrations.RunPython:
    """A migration operation, on SQLite and PostgreSQL; reversible."""
    return migrations.RunPython(MONEY_ACTS.freeze, MONEY_ACTS.thaw)


def freeze_bank_lines() -> migrations.RunPython:
    """A migration operation, on SQLite and PostgreSQL; reversible."""
    return migrations.RunPython(BANK_LINES.freeze, BANK_LINES.thaw)


def with_money_acts_thawed(operations: Sequence[Any]) -> list[Any]:
    return MONEY_ACTS.thawed(operations)


def with_bank_lines_thawed(operations: Sequence[Any]) -> list[Any]:
    return BANK_LINES.thawed(operations)


def _statements(kept: Kept, vendor: str, fixed: list[str]) -> list[str]:
    table, words = kept.table, f"{kept.table}: {kept.words}"
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    changed = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in fixed)
    when = f"({kept.done} OR {changed})"
    if vendor == "postgresql":
        refuse = f"RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation';"
        return [
            f"CREATE FUNCTION {table}_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP = 'DELETE' THEN {refuse} END IF; IF {when} THEN {refuse} END IF; RETURN NEW; END $$",
            f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_frozen()",
        ]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN {when} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
    ]
