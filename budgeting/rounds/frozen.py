"""Triggers that hold an opened round's rules, pots and projects still, whoever writes to the database.

A later migration that makes SQLite rebuild one of the tables drops its triggers: it ends with
`freeze_opened_rounds()` again.
"""

from django.db import migrations

ROUND_COLUMNS = (
    "process_id",
    "phase_id",
    "currency",
    "ballot_type",
    "max_choices",
    "rule",
    "tie_rule",
    "show_turnout",
    "smallest_published_pot",
    "objection_days",
    "opened_at",
    "key_id",
)
SEALED_COLUMNS = ("sealed_at", "box_salt")
PROJECT_COLUMNS = ("id", "round_id", "round_pot_id", "number", "title", "cost")
POT_COLUMNS = ("id", "round_id", "pot_id", "amount")
_OPENED = "EXISTS (SELECT 1 FROM budgeting_round r WHERE r.id IN ({ids}) AND r.opened_at IS NOT NULL)"
TABLES = {"budgeting_roundpot": POT_COLUMNS, "budgeting_project": PROJECT_COLUMNS}


def freeze_opened_rounds() -> migrations.RunPython:
    """A migration operation: refuse changes of what is frozen, on SQLite and PostgreSQL; reversible."""
    return migrations.RunPython(_freeze, _thaw)


def _freeze(apps, schema_editor):
    for statement in _statements(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def _thaw(apps, schema_editor):
    tables = ("budgeting_round", *TABLES)
    if schema_editor.connection.vendor == "postgresql":
        for table in tables:
            schema_editor.execute(f"DROP FUNCTION {table}_frozen() CASCADE", params=None)
        return
    for table in tables:
        for ending in ("insert", "update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{ending}", params=None)


def _statements(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [_pg_round(), *(_pg_part(table, columns) for table, columns in TABLES.items())]
    parts = (statement for table, columns in TABLES.items() for statement in _sqlite_part(table, columns))
    return [*_sqlite_round(), *parts]


def _changed(columns: tuple[str, ...], differs: str) -> str:
    return " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in columns)


def _round_changed(differs: str) -> str:
    return (
        f"(OLD.opened_at IS NOT NULL AND ({_changed(ROUND_COLUMNS, differs)})) OR "
        f"(OLD.sealed_at IS NOT NULL AND ({_changed(SEALED_COLUMNS, differs)}))"
    )


def _sqlite_trigger(table: str, ending: str, when: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{ending} BEFORE {ending.upper()} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{table}: frozen since the round was opened'); END"
    )


def _sqlite_round() -> list[str]:
    return [
        _sqlite_trigger("budgeting_round", "update", _round_changed("IS NOT")),
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


def _pg_round() -> str:
    refuse = _pg_refuse("budgeting_round")
    return _pg_function(
        "budgeting_round",
        f"IF TG_OP = 'DELETE' THEN IF OLD.opened_at IS NOT NULL THEN {refuse} END IF; RETURN OLD; END IF; "
        f"IF TG_OP = 'UPDATE' THEN IF {_round_changed('IS DISTINCT FROM')} THEN {refuse} END IF; END IF; "
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
