"""Controls: one surviving link of each kind, planted where a mistake of ours would leave it.

Each is (how the thief must find it, where). What is planted in the database is taken back by the caller.
"""

import hashlib
import hmac
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django_tasks_db.models import DBTaskResult

from budgeting.ballots.paper.models import PaperEntry, PaperReading
from budgeting.models import Admission, BallotDraft, CastKey, CountedBallot, PollBookEntry
from participation.audit.actions import event_hash, record
from participation.audit.models import AuditHead
from participation.clock import database_now
from participation.models import AuditEvent, Identity
from tests.thief.election import BY_CODE, MANY, ON_PAPER, Election, Voter
from tests.thief.keys import GUESSED, OPENED
from tests.thief.search import SIDE

Undo = Callable[[], object]


def nothing() -> None:
    """The caller's rollback takes it back."""


def _plain(voter: Voter) -> str:
    return json.dumps(list(voter.choices))


def _key(voter: Voter) -> str:
    return Identity.objects.get(pk=voter.identity).key


def _file(path: Path, content: bytes) -> Undo:
    before = path.read_bytes() if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_bytes((before or b"") + content)
    return lambda: path.unlink() if before is None else path.write_bytes(before)


def log_line(election: Election, voter: Voter, folder: Path) -> Undo:
    return _file(folder / "site.log", f"identity {voter.identity} chose {_plain(voter)}\n".encode())


def mail(election: Election, voter: Voter, folder: Path) -> Undo:
    email = Identity.objects.get(pk=voter.identity).user.email
    titles = "\n".join(election.titles[number] for number in voter.choices)
    return _file(folder / "mail" / "planted.log", f"To: {email}\n\nYou chose\n{titles}\n".encode())


def key_file(election: Election, voter: Voter, folder: Path) -> Undo:
    return _file(Path(settings.ROUND_KEYS_DIR) / "kept.key", election.key)


def export_column(election: Election, voter: Voter, folder: Path) -> Undo:
    receipt = PollBookEntry.objects.get(identity=voter.identity).receipt
    path = folder / "planted.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("ballots.csv", f"round,receipt,choices\n1,{receipt},{voter.choices}\n")
    return path.unlink


def kept_draft(election: Election, voter: Voter, folder: Path) -> Undo:
    BallotDraft.objects.create(finder=_key(voter), round=election.round, box=_plain(voter).encode())
    return nothing


def retry_key(election: Election, voter: Voter, folder: Path) -> Undo:
    body = hashlib.sha256(_plain(voter).encode()).hexdigest()
    CastKey.objects.create(key="a-retry-key", round=election.round, finder=_key(voter), body=body)
    return nothing


def row_order(election: Election, voter: Voter, folder: Path) -> Undo:
    """A poll book that lies in the order of the ballots, as if each were written beside its voter."""
    order = {tuple(row): at for at, row in enumerate(CountedBallot.objects.values_list("choices", flat=True))}
    place = {each.identity: order[each.choices] for each in election.voters}
    rows = sorted(PollBookEntry.objects.filter(round=election.round), key=lambda row: place[row.identity_id])
    PollBookEntry.objects.filter(round=election.round).delete()
    PollBookEntry.objects.bulk_create(rows)
    return nothing


def session(election: Election, voter: Voter, folder: Path) -> Undo:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store["_auth_user_id"] = str(Identity.objects.get(pk=voter.identity).user_id)
    store["basket"] = list(voter.choices)
    store.save()
    return store.delete


def task_argument(election: Election, voter: Voter, folder: Path) -> Undo:
    arguments = {"args": [], "kwargs": {"identity": voter.identity, "choices": list(voter.choices)}}
    DBTaskResult.objects.create(
        task_path="budgeting.ballots.tell",
        args_kwargs=arguments,
        queue_name="default",
        backend_name="default",
    )
    return nothing


def audit_fact(election: Election, voter: Voter, folder: Path) -> Undo:
    facts = {"identity": voter.identity, "choices": list(voter.choices)}
    officer = election.officers[0]
    record(verb="approve_sealing", actor=officer, acting_as="officer", target=election.round, facts=facts)
    return nothing


def cached_basket(election: Election, voter: Voter, folder: Path) -> Undo:
    key = f"basket:{_key(voter)}"
    cache.set(key, list(voter.choices))
    return lambda: cache.delete(key)


def paper_reading(election: Election, voter: Voter, folder: Path) -> Undo:
    PaperReading.objects.create(
        finder=_key(voter),
        entry=PaperEntry.objects.first(),
        likeness=hashlib.sha256(b"planted").hexdigest(),
        box=_plain(voter).encode(),
    )
    return nothing


def code_linked(election: Election, voter: Voter, folder: Path) -> Undo:
    spent = hashlib.sha256(f"{_key(voter)}:{_plain(voter)}".encode()).hexdigest()
    Admission.objects.filter(pk=Admission.objects.exclude(spent="").first().pk).update(spent=spent)
    return nothing


def log_of_many(election: Election, voter: Voter, folder: Path) -> Undo:
    """A ballot that names most of the projects."""
    return log_line(election, voter, folder)


def points_for_all(election: Election, voter: Voter, folder: Path) -> Undo:
    """Each project is named; what tells is how many points it got."""
    points = {number: 5 if number in voter.choices else 0 for number in election.titles}
    return _file(folder / "site.log", f"{_key(voter)} gave {json.dumps(points)}\n".encode())


def all_in_one_line(election: Election, voter: Voter, folder: Path) -> Undo:
    """Many people in one record: what stands nearest to whom is what they chose."""
    rows = [[each.identity, list(each.choices)] for each in election.voters]
    return _file(folder / "planted.json", json.dumps({"votes": rows}).encode())


def cut_hash(election: Election, voter: Voter, folder: Path) -> Undo:
    made = hashlib.sha256(f"{voter.identity}:{_plain(voter)}".encode()).hexdigest()
    return _file(folder / "site.log", f"took {made[:20]}\n".encode())


def hash_keyed_by_the_site(election: Election, voter: Voter, folder: Path) -> Undo:
    """Under a key that outlives the sealing."""
    said = f"{voter.identity}:{_plain(voter)}".encode()
    body = hmac.digest(settings.IDENTITY_KEY.encode(), said, "sha256").hex()
    CastKey.objects.create(key="a-retry-key", round=election.round, finder="0" * 64, body=body)
    return nothing


def chained_hash(election: Election, voter: Voter, folder: Path) -> Undo:
    """A link of the log's chain that is made from a ballot."""
    said = f":{voter.identity}:{_plain(voter)}"
    _link(election, lambda event: hashlib.sha256(f"{event.previous_hash}{said}".encode()).hexdigest())
    return nothing


def fact_taken_away(election: Election, voter: Voter, folder: Path) -> Undo:
    """An event whose facts were emptied: its hash is still that of what it said."""
    facts = {"identity": voter.identity, "choices": list(voter.choices)}

    def hashed(event: AuditEvent) -> str:
        event.facts = facts
        said = event_hash(event)
        event.facts = {}
        return said

    _link(election, hashed)
    return nothing


def _link(election: Election, hashed: Callable[[AuditEvent], str]) -> None:
    """One more event in the log, with this for its hash."""
    head = AuditHead.objects.get()
    event = AuditEvent(
        sequence=head.sequence + 1,
        at=database_now(),
        verb="approve_sealing",
        target_label="budgeting.round",
        target_id=str(election.round.pk),
        facts={},
        previous_hash=head.hash,
    )
    event.hash = hashed(event)
    event.save(force_insert=True)
    AuditHead.objects.update(sequence=event.sequence, hash=event.hash)


def page_in_numbers(election: Election, voter: Voter, folder: Path) -> Undo:
    """As `page_in_clear`, the person as a number of the database. It stays, too."""
    kind = "jsonb" if connection.vendor == "postgresql" else "text"
    with connection.cursor() as cursor, kept_pages(cursor):
        cursor.execute(f"CREATE TABLE planted (identity bigint NOT NULL, choices {kind} NOT NULL)")
        cursor.execute("INSERT INTO planted VALUES (%s, %s)", [voter.identity, _plain(voter)])
        cursor.execute("DELETE FROM planted")
    return _unplanted


def _unplanted() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE planted")


def page_in_clear(election: Election, voter: Voter, folder: Path) -> Undo:
    """A row that was written in clear, deleted, and not overwritten. It stays: plant it last."""
    with connection.cursor() as cursor, kept_pages(cursor):
        BallotDraft.objects.create(finder=_key(voter), round=election.round, box=_plain(voter).encode())
        BallotDraft.objects.all().delete()
    return nothing


@contextmanager
def kept_pages(cursor) -> Iterator[None]:
    """What is deleted meanwhile is not overwritten, as on a site that forgot to say so."""
    if connection.vendor != "sqlite":
        yield
        return
    cursor.execute("PRAGMA secure_delete=OFF")
    yield
    cursor.execute("PRAGMA secure_delete=ON")


ORDER = "rows in an order"
# kind: (how it must be found, a part of where it lies)
IN_TRANSACTION = {
    log_line: (SIDE, "site.log"),
    mail: (SIDE, "mail/planted.log"),
    key_file: (OPENED, "key"),
    export_column: (SIDE, "planted.zip/ballots.csv"),
    kept_draft: (SIDE, "table budgeting_ballotdraft"),
    retry_key: (GUESSED, "table budgeting_castkey"),
    row_order: (ORDER, "beside"),
    session: (SIDE, "session"),
    task_argument: (SIDE, "table django_tasks"),
    audit_fact: (SIDE, "table participation_auditevent"),
    cached_basket: (SIDE, "basket:"),
    paper_reading: (SIDE, "table budgeting_paperreading"),
    code_linked: (GUESSED, "table budgeting_admission"),
    log_of_many: (SIDE, "site.log"),
    points_for_all: (SIDE, "site.log"),
    all_in_one_line: (SIDE, "planted.json"),
    cut_hash: (GUESSED, "site.log"),
    hash_keyed_by_the_site: (GUESSED, "table budgeting_castkey"),
    chained_hash: (GUESSED, "table participation_audit"),
    fact_taken_away: (GUESSED, "the chain of the log"),
}
COMMITTED = {page_in_clear: (SIDE, "raw "), page_in_numbers: (SIDE, "raw ")}


def victim(plant: Callable, election: Election) -> Voter:
    """Somebody who voted in the way that the control is about."""
    if plant is paper_reading:
        return election.voters[-1]
    if plant is log_of_many:
        return next(voter for voter in election.voters if len(voter.choices) == MANY)
    return election.voters[-ON_PAPER - BY_CODE] if plant is code_linked else election.voters[3]
