"""`python -m tests.reversing`: every migration of ours taken back and applied again (minutes).

On an empty database of its own: all of them forward, each app of ours back to nothing, and forward again.
Nothing of ours may be left in between (tables, indexes, triggers, functions), and the second schema must be
the first.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import django

OURS = ("budgeting", "participation", "cms")
SQLITE = "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
POSTGRESQL = """
SELECT 'column ' || table_name || '.' || column_name,
  concat_ws(' ', data_type, is_nullable, column_default, generation_expression)
  FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'constraint ' || conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'trigger ' || tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid)
  FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'function ' || proname, pg_get_functiondef(p.oid)
  FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""


def schema() -> dict[str, str]:
    """Each object of the database and its definition, but for the order that the columns came in."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(SQLITE if connection.vendor == "sqlite" else POSTGRESQL)
        return dict(cursor.fetchall())


def ours(objects: dict[str, str]) -> list[str]:
    return sorted(name for name in objects if any(f" {app}_" in name for app in OURS))


def differences(first: dict[str, str], second: dict[str, str]) -> list[str]:
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))


def there_and_back() -> list[str]:
    """What is wrong, a line each; nothing when all is well."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    first = schema()
    for app in OURS:
        call_command("migrate", app, "zero", verbosity=0)
        sys.stderr.write(f"{app}: taken back\n")
    between = schema()
    left = [f"left behind: {name}" for name in ours(between)]
    call_command("migrate", verbosity=0)
    again = [f"not as before: {name}" for name in differences(first, schema())]
    sys.stderr.write(f"{len(ours(first))} objects of ours, {len(between)} of others\n")
    return left + again


@contextmanager
def empty_database() -> Iterator[None]:
    """SQLite: a file of its own, in a folder of its own. PostgreSQL: a database beside the others."""
    from django.db import connection

    if connection.vendor == "sqlite":
        yield
        return
    creation = connection.creation
    name = creation._create_test_db(verbosity=0, autoclobber=True)
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        creation._destroy_test_db(name, verbosity=0)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VAR_DIR"] = folder
        django.setup()
        with empty_database():
            faults = there_and_back()
    sys.stdout.write(("\n".join(faults) or "All migrations can be taken back and applied again.") + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
