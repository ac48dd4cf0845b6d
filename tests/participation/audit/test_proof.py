"""verify_audit names what was edited, removed, moved or cut off, on both databases."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from participation.audit.actions import record
from participation.audit.due import run_due
from participation.audit.heads import current_head
from participation.models import AuditEvent, AuditHead

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def chain(carol):
    return [record(verb=f"act_{number}", actor=carol, reason=f"Räson {number}") for number in range(1, 7)]


def tamper(*statements: str) -> None:
    """What someone with the keys to the database can do: the triggers switched off, then changes."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE participation_auditevent DISABLE TRIGGER USER")
            for statement in statements:
                cursor.execute(statement)
            cursor.execute("ALTER TABLE participation_auditevent ENABLE TRIGGER USER")
            return
        cursor.execute(
            "SELECT name, sql FROM sqlite_master "
            "WHERE type = 'trigger' AND tbl_name = 'participation_auditevent'"
        )
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            cursor.execute(statement)
        for _, sql in triggers:
            cursor.execute(sql)


def verify(*heads: str) -> tuple[bool, str]:
    """Whether the command calls the log whole, and all that it said."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("verify_audit", head=[str(head) for head in heads], stdout=out, stderr=err)
    except CommandError as error:
        return False, err.getvalue() + str(error)
    return True, out.getvalue()


def test_whole_chain_is_proven_with_its_heads(chain, tmp_path):
    head = tmp_path / "head.json"
    head.write_text(json.dumps({"sequence": 4, "hash": chain[3].hash}))

    whole, said = verify(head, chain[1].hash, current_head().hash)

    assert whole
    assert "6 events" in said
    assert chain[-1].hash in said


def test_empty_chain_is_whole(db):
    assert verify()[0]


@pytest.mark.parametrize(
    "change",
    [
        "reason = 'never said'",
        "actor_id = NULL",
        "acting_as = 'auditor'",
        "verb = 'other'",
        "target_id = '7'",
        "target_label = 'participation.user'",
        "facts = '{\"rows\": 2}'",
        "previous_hash = hash",
        "at = '2020-01-01 00:00:00+00:00'",
    ],
)
def test_edit_is_named(chain, change):
    tamper(f"UPDATE participation_auditevent SET {change} WHERE sequence = 3")

    whole, said = verify()

    assert not whole
    assert "event 3 was changed" in said


def test_edit_with_new_hash_is_named_by_the_next_event(chain):
    tamper("UPDATE participation_auditevent SET reason = 'other' WHERE sequence = 3")
    from participation.audit.actions import event_hash

    forged = event_hash(AuditEvent.objects.get(sequence=3))
    tamper(f"UPDATE participation_auditevent SET hash = '{forged}' WHERE sequence = 3")

    whole, said = verify()

    assert not whole
    assert "event 4 does not follow event 3" in said


def test_deletion_is_named(chain):
    tamper("DELETE FROM participation_auditevent WHERE sequence = 3")

    whole, said = verify()

    assert not whole
    assert "event 3 is missing" in said


def test_reordering_is_named(chain):
    tamper(
        "UPDATE participation_auditevent SET sequence = -1 WHERE sequence = 3",
        "UPDATE participation_auditevent SET sequence = 3 WHERE sequence = 4",
        "UPDATE participation_auditevent SET sequence = 4 WHERE sequence = -1",
    )

    whole, said = verify()

    assert not whole
    assert "event 3 does not follow event 2" in said


def test_truncation_is_named_by_the_kept_head(chain):
    tamper("DELETE FROM participation_auditevent WHERE sequence > 4")

    whole, said = verify()

    assert not whole
    assert "ends at event 4, but it had 6" in said


@pytest.fixture
def cut_with_its_head(chain, settings):
    """The last two events and the kept head rolled back together: only a published head shows it."""
    run_due()
    tamper("DELETE FROM participation_auditevent WHERE sequence > 4")
    AuditHead.objects.update(sequence=4, hash=chain[3].hash)
    return chain


def test_truncation_with_its_head_needs_a_published_head(cut_with_its_head):
    assert verify()[0]


def test_truncation_is_named_against_the_daily_file(cut_with_its_head, settings):
    (file,) = settings.AUDIT_HEADS_DIR.iterdir()

    whole, said = verify(file)

    assert not whole
    assert "ends at event 4, but it had 6" in said


def test_truncation_is_named_against_a_hash(cut_with_its_head):
    whole, said = verify(cut_with_its_head[-1].hash)

    assert not whole
    assert "no event up to 4 has the hash" in said


def test_regrown_chain_is_named_against_the_daily_file(cut_with_its_head, settings):
    record(verb="other")
    record(verb="other")
    (file,) = settings.AUDIT_HEADS_DIR.iterdir()

    whole, said = verify(file)

    assert not whole
    assert "event 6 is not the one whose hash was published" in said


def test_kept_head_that_was_set_back_is_named(chain):
    AuditHead.objects.update(sequence=4, hash=chain[3].hash)

    whole, said = verify()

    assert not whole
    assert "event 6 lies after the kept head" in said


@pytest.mark.parametrize("text", ["no-such-file", "abc123"])
def test_unknown_head_is_refused_in_words(chain, text):
    whole, said = verify(text)

    assert not whole
    assert "neither a hash of 64 signs nor a file" in said


def test_file_that_is_no_head_is_refused_in_words(chain, tmp_path):
    (tmp_path / "x.json").write_text("[]")

    assert "is not a head file" in verify(tmp_path / "x.json")[1]
