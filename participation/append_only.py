"""Migration operations that make a table append-only in the database itself."""

from django.db import migrations


def append_only(table: str) -> migrations.RunPython:
    """Refuse UPDATE and DELETE on `table` by a trigger, on SQLite and PostgreSQL; reversible."""

    def forbid(apps, schema_editor):
        for statement in _FORBID[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(table=table), params=None)

    def allow(apps, schema_editor):
        for statement in _ALLOW[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(table=table), params=None)

    return migrations.RunPython(forbid, allow)


_FORBID = {
    "sqlite": [
        "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
        "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
        "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $$",
        "CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION {table}_append_only()",
    ],
}
_ALLOW = {
    "sqlite": ["DROP TRIGGER {table}_no_update", "DROP TRIGGER {table}_no_delete"],
    "postgresql": [
        "DROP TRIGGER {table}_append_only ON {table}",
        "DROP FUNCTION {table}_append_only()",
    ],
}
