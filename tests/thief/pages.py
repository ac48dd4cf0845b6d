"""The database below its tables: pages of the file, freed ones and dead rows too, and the write-ahead log.

On PostgreSQL this needs a superuser, as a thief of the disk is one: THIEF_DATABASE_URL.
"""

import os
import re
import struct
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import psycopg
from django.db import connection

SUPERUSER = "postgres://postgres@127.0.0.1:5432/"
# As far as two things may lie apart on a page and still tell that they belong together.
NEAR = 160


class Disk:
    """The files of the database. PostgreSQL keeps its log from here on, as long as this lives: a site that is
    busy, or archives its log, has it, too."""

    def __init__(self) -> None:
        self._server: psycopg.Connection | None = None
        if connection.vendor == "postgresql":
            address = os.environ.get("THIEF_DATABASE_URL", SUPERUSER) + connection.settings_dict["NAME"]
            self._server = psycopg.connect(address, autocommit=True)
            # A temporary slot goes with its connection.
            self._server.execute(
                "SELECT pg_create_physical_replication_slot(%s, true, true)", [f"thief_{os.getpid()}"]
            )
            self._began = self._segment()

    def close(self) -> None:
        if self._server is not None:
            self._server.close()

    def parts(self, known: Collection[str] = ()) -> Iterator[tuple[str, str, bytes]]:
        """(what it is, name of the file, bytes), without full segments of the log that are `known`."""
        yield from _of_sqlite() if self._server is None else self._of_postgresql(self._server, known)

    def _of_postgresql(
        self, server: psycopg.Connection, known: Collection[str]
    ) -> Iterator[tuple[str, str, bytes]]:
        written = self._segment()
        names = server.execute(
            "SELECT name FROM pg_ls_waldir() WHERE name >= %s AND length(name) = 24 ORDER BY 1", [self._began]
        )
        for (name,) in names.fetchall():
            if name not in known or name >= written:
                what = "pg_read_binary_file(%s, 0, 20000000, true)"
                yield "write-ahead log", name, _read(server, what, f"pg_wal/{name}")
        server.execute("CHECKPOINT")
        tables = server.execute(
            "SELECT relname, pg_relation_filepath(oid) FROM pg_class WHERE relkind IN ('r', 'i', 't', 'S')"
            " AND relnamespace::regnamespace::text IN ('public', 'pg_toast')"
        )
        for name, path in tables.fetchall():
            what = "pg_read_binary_file(%s, 0, 1000000000, true)"
            yield f"pages of {name}", path, _read(server, what, path)

    def _segment(self) -> str:
        """The file of the log that is written now."""
        assert self._server is not None
        row = self._server.execute("SELECT pg_walfile_name(pg_current_wal_lsn())").fetchone()
        return str(row[0]) if row else ""


def _of_sqlite() -> Iterator[tuple[str, str, bytes]]:
    name = str(connection.settings_dict["NAME"])
    for path in (Path(name), Path(f"{name}-wal"), Path(f"{name}-journal")):
        if path.exists():
            yield path.name, path.name, path.read_bytes()


def _read(server, what: str, path: str) -> bytes:
    row = server.execute(f"SELECT {what}", [path], binary=True).fetchone()
    return bytes(row[0] or b"")


class Signs:
    """How projects and people stand in raw bytes: as text, and as the database keeps numbers.

    `words` are numbers and names of projects, `people` {number: "identity:7"}.
    """

    def __init__(self, words: Iterable[str], people: dict[int, str]):
        self.postgresql = connection.vendor == "postgresql"
        self.projects = {word.encode(): word for word in words}
        if self.postgresql:
            # As jsonb holds numbers. Three bytes of SQLite would be found by chance; it keeps JSON as text.
            self.projects |= {_numeric(int(word)): word for word in self.projects.values() if word.isdigit()}
        self.people = {self._integer(number): name for number, name in people.items()}
        self._person = re.compile(b"|".join(map(re.escape, self.people)), re.DOTALL)

    def _integer(self, number: int) -> bytes:
        return number.to_bytes(8, "little") if self.postgresql else number.to_bytes(6, "big")

    def near(self, raw: bytes) -> Iterator[tuple[bytes, str, frozenset[str]]]:
        """(what lies near, project, people) of each place, on the same page, at which a project stands."""
        size = 8192 if self.postgresql else 4096
        for sign, word in self.projects.items():
            at = -1
            while (at := raw.find(sign, at + 1)) >= 0:
                page = at - at % size
                part = raw[max(page, at - NEAR) : min(page + size, at + NEAR)]
                yield part, word, frozenset(self.people[hit] for hit in self._person.findall(part))


def _numeric(number: int) -> bytes:
    """Digits of PostgreSQL's numeric, in base 10,000."""
    return struct.pack("<HH", *divmod(number, 10_000))
