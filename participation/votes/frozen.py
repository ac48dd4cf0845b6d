"""Triggers that hold an open poll still, and guard whose vote goes into it, whoever writes to the database.

A later migration that makes SQLite rebuild one of the tables drops its triggers: it ends with
`freeze_open_polls()` again.
"""

from django.db import migrations

# Fixed from the moment at which the clock opens a published poll.
FIXED = (
    *("process_id", "thread_id", "question", "words", "kind", "min_choices", "max_choices", "max_points"),
    *("who", "age_from", "age_to", "age_on", "takes_statements", "hold_first", "opens_at", "published_at"),
)
POLL, VOTE = "participation_poll", "participation_vote"
_POLL = "EXISTS (SELECT 1 FROM participation_poll p WHERE p.id IN ({ids}) AND {what})"
PARTS = ("participation_polloption", "participation_poll_areas")
NOW = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%S', 'now')",
    "postgresql": "date_trunc('second', statement_timestamp())",
}


def freeze_open_polls() -> migrations.RunPython:
    """A migration operation: refuse changes of what is frozen, on SQLite and PostgreSQL; reversible."""
    return migrations.RunPython(_freeze, _thaw)


def guards(vendor: str, *tables: str) -> list[str]:
    """The SQL that makes the triggers of these tables."""
    make = {"sqlite": _sqlite, "postgresql": _postgresql}[vendor]
    return [each for table, when in _refusals(vendor) if table in tables for each in make(table, when)]


def _freeze(apps, schema_editor):
    for statement in guards(schema_editor.connection.vendor, POLL, VOTE, *PARTS):
        schema_editor.execute(statement, params=None)


def _thaw(apps, schema_editor):
    for table in (POLL, VOTE, *PARTS):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION {table}_frozen() CASCADE", params=None)
            continue
        for ending in ("insert", "update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{ending}", params=None)


def _refusals(vendor: str) -> list[tuple[str, dict[str, str]]]:
    """For each table: under which condition an insert, an update and a delete are refused."""
    now = NOW[vendor]
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    return [
        (POLL, {"update": _poll_changed(now, differs), "delete": _open("OLD", now)}),
        *((table, _part(now)) for table in PARTS),
        (VOTE, {"insert": _wrong_vote(), "update": _wrong_vote()}),
    ]


def _open(row: str, now: str) -> str:
    return f"({row}.published_at IS NOT NULL AND {row}.opens_at <= {now})"


def _poll_changed(now: str, differs: str) -> str:
    """Also: an end only moves later, results are only shown more sparingly, and a count stays."""
    fixed = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in FIXED)
    moved = "NEW.closes_at < OLD.closes_at OR NEW.shown < OLD.shown"
    late = f"(NEW.closes_at {differs} OLD.closes_at AND OLD.closes_at <= {now})"
    counted = f"(OLD.counted_at IS NOT NULL AND NEW.counted_at {differs} OLD.counted_at)"
    return f"({_open('OLD', now)} AND ({fixed} OR {moved} OR {late} OR {counted}))"


def _part(now: str) -> dict[str, str]:
    def poll_open(*rows: str) -> str:
        ids = ", ".join(f"{row}.poll_id" for row in rows)
        return _POLL.format(ids=ids, what=_open("p", now))

    return {"insert": poll_open("NEW"), "update": poll_open("OLD", "NEW"), "delete": poll_open("OLD")}


def _wrong_vote() -> str:
    """A vote into a counted poll, or of an account where identities vote, and the other way round."""
    wrong = "(p.counted_at IS NOT NULL OR (p.who = 'registered') <> (NEW.user_id IS NOT NULL))"
    return _POLL.format(ids="NEW.poll_id", what=wrong)


def _words(table: str) -> str:
    return f"{table}: not for this poll" if table == VOTE else f"{table}: frozen since the poll was opened"


def _sqlite(table: str, when: dict[str, str]) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{ending} BEFORE {ending.upper()} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{_words(table)}'); END"
        for ending, condition in when.items()
    ]


def _postgresql(table: str, when: dict[str, str]) -> list[str]:
    refuse = f"RAISE EXCEPTION '{_words(table)}' USING ERRCODE = 'integrity_constraint_violation';"
    checks = " ".join(
        f"IF TG_OP = '{ending.upper()}' THEN IF {condition} THEN {refuse} END IF; END IF;"
        for ending, condition in when.items()
    )
    body = f"BEGIN {checks} IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END"
    events = " OR ".join(ending.upper() for ending in when)
    return [
        f"CREATE FUNCTION {table}_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
        f"CREATE TRIGGER {table}_frozen BEFORE {events} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_frozen()",
    ]
