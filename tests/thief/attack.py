"""The attack: `Thief` gathers the loot of a played election and says each way that it found."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from budgeting.models import BallotDraft, CountedBallot, SealedBallot
from cms.logs import JsonLines
from participation.models import AuditEvent, Identity
from tests.thief import keys, loot, order, pages
from tests.thief.election import Election
from tests.thief.reading import Reader
from tests.thief.search import Find, Loot, owners, side_by_side


@contextmanager
def everything_logged(path: Path) -> Iterator[None]:
    """The site's log at its finest, each statement of SQL among it."""
    handler = logging.FileHandler(path)
    handler.setFormatter(JsonLines())
    known = [logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)]
    levels = [logger.level for logger in known]
    for logger in known:
        # What templates look up and do not find is a name in a template, at great length.
        logger.setLevel(logging.INFO if logger.name == "django.template" else logging.DEBUG)
    hearing = {logger: logger.handlers for logger in (logging.getLogger(), logging.getLogger("django"))}
    for logger in hearing:
        logger.handlers = [handler]
    connection.force_debug_cursor = True
    try:
        yield
    finally:
        connection.force_debug_cursor = False
        for logger, level in zip(known, levels, strict=True):
            logger.setLevel(level)
        for logger, handlers in hearing.items():
            logger.handlers = handlers
        handler.close()


def work_done() -> None:
    """What the worker does meanwhile: copies of data, mail."""
    call_command("tick", verbosity=0)
    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)


class Thief:
    """`folder` holds all files of the site, the folder of ballot keys among them."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.raw = pages.Disk()
        self.backup: list[loot.Record] = []
        self.boxes: dict[str, bytes] = {}
        self.disk: dict[str, list[loot.Record]] = {}
        self.answers: list[loot.Record] = []
        self.files = loot.Files(folder)
        self.reader: Reader | None = None
        self.guesses: keys.Guesses | None = None
        self.keyring: keys.Keyring | None = None

    def close(self) -> None:
        self.raw.close()

    def take_backup(self, election: Election) -> None:
        """A copy of the database from before the sealing."""
        self.backup = list(loot.of_database("backup"))
        for model in (SealedBallot, BallotDraft):
            rows = model.objects.filter(round=election.round).values_list("finder", "box")
            self.boxes |= {finder: bytes(box) for finder, box in rows}

    def read_disk(self, election: Election) -> None:
        """What lies on the disk, below the tables: what is not committed is not there."""
        words = [*map(str, election.titles), *(title.partition(" ")[0] for title in election.titles.values())]
        signs = pages.Signs(words, {pk: f"identity:{pk}" for pk in _voters(election)})
        for source, file, raw in self.raw.parts(known=self.disk.keys()):
            self.disk[file] = [
                loot.Record(f"raw {source}", f"{loot.printable(part)} {word}", people)
                for part, word, people in set(signs.near(raw))
            ]

    def loot(self, election: Election) -> Loot:
        if self.reader is None:
            users = Identity.objects.filter(pk__in=_voters(election)).exclude(user=None)
            people = {str(pk): f"identity:{pk}" for pk in _voters(election)}
            people |= {str(pk): f"user:{pk}" for pk in users.values_list("user_id", flat=True)}
            self.reader = Reader(election.titles, people)
            self.answers = list(loot.of_answers(_public(election)))
        lasting = [*self.backup, *chain.from_iterable(self.disk.values()), *self.answers]
        rows = self.reader.rows([*lasting, *loot.of_database(), *self.files.records(), *loot.of_caches()])
        return Loot(rows, self.reader, set(AuditEvent.objects.values_list("hash", flat=True)))

    def finds(self, election: Election) -> set[Find]:
        """Each way that leads to the choices of a voter."""
        found, voters = self.loot(election), _voters(election)
        owner = owners(found, voters)
        ballots = [tuple(row) for row in CountedBallot.objects.values_list("choices", flat=True)]
        self.guesses = self.guesses or keys.Guesses(ballots)
        self.keyring = self.keyring or keys.Keyring(election.round.pk, voters, self.boxes)
        users = dict(Identity.objects.filter(pk__in=voters).values_list("pk", "user_id"))
        numbers = {pk: {str(pk), *([str(user)] if user else [])} for pk, user in users.items()}
        files = [path.read_bytes() for path in self.folder.rglob("*") if path.is_file()]
        tried = keys.candidates(found.with_word, files)
        truth = {voter.identity: voter.choices for voter in election.voters}
        return {
            *side_by_side(found, owner),
            *keys.guessed(found, owner, self.guesses, numbers),
            *keys.taken_away(users, ballots),
            *self.keyring.opened(tried),
            *(Find("rows in an order", how, 0) for how in order.telling(truth)),
        }


def _voters(election: Election) -> list[int]:
    return [voter.identity for voter in election.voters] + election.annulled


def _public(election: Election) -> list[str]:
    base = f"/rounds/{election.round.process.slug}/"
    result = election.round.results.get()
    files = [f"{base}result/1/{file.name}" for file in result.files.all()]
    return [
        base,
        f"{base}result/",
        f"{base}result/1/",
        f"{base}hall/",
        *files,
        f"{base}result/1/receipts.txt",
    ]
