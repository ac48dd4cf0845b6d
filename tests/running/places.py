"""Where a site under test keeps its state: variables for its processes, on SQLite or PostgreSQL and Redis."""

import os
import secrets
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

REPOSITORY = Path(__file__).resolve().parent.parent.parent
SQLITE, POSTGRESQL = "sqlite", "postgresql"
SERVER = os.environ.get("DATABASE_URL") or "postgres://folkmoot_ci:folkmoot_ci@127.0.0.1:5432/postgres"
REDIS = os.environ.get("REDIS_URL") or "redis://127.0.0.1:6379/8"
# What the caller's shell may hold of another site; a place brings its own.
FOREIGN = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "IDENTITY_KEY", "ALLOWED_HOSTS", "BASE_URL")


@dataclass(frozen=True)
class Place:
    """`folder` holds all files; `database` names the PostgreSQL database, "" on SQLite."""

    kind: str
    folder: Path
    port: int
    secret: str
    database: str = ""

    def environment(self, **more: str) -> dict[str, str]:
        """The variables of a process of this site."""
        env = {name: value for name, value in os.environ.items() if name not in FOREIGN}
        env |= {"VAR_DIR": str(self.folder), "PYTHONPATH": str(REPOSITORY)}
        env["DJANGO_SETTINGS_MODULE"] = "cms.settings"
        env.pop("ROUND_KEYS_DIR", None)
        if self.kind == POSTGRESQL:
            env |= {
                "DATABASE_URL": _with_database(SERVER, self.database),
                "REDIS_URL": REDIS,
                "SECRET_KEY": self.secret,
                "IDENTITY_KEY": self.secret[::-1],
                "ALLOWED_HOSTS": "127.0.0.1,localhost",
                "BASE_URL": f"http://127.0.0.1:{self.port}",
                "ROUND_KEYS_DIR": str(self.folder / "round-keys"),
                "TRUSTED_PROXY_COUNT": "0",
            }
        return env | more

    def copy(self, folder: Path) -> "Place":
        """The same site as it stands, apart: no process may run on either."""
        shutil.copytree(self.folder, folder)
        name = _new_name() if self.database else ""
        if name:
            _admin("CREATE DATABASE {} TEMPLATE {}", name, self.database)
        return Place(self.kind, folder, free_port(), self.secret, name)

    def drop(self) -> None:
        if self.database:
            _admin("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.database)
        shutil.rmtree(self.folder, ignore_errors=True)


def new_place(kind: str, folder: Path) -> Place:
    """An empty place; on PostgreSQL with a new database, which `drop` removes."""
    folder.mkdir(parents=True)
    name = _new_name() if kind == POSTGRESQL else ""
    if name:
        _admin("CREATE DATABASE {}", name)
    return Place(kind, folder, free_port(), secrets.token_urlsafe(64), name)


@contextmanager
def dropped(place: Place) -> Iterator[Place]:
    try:
        yield place
    finally:
        place.drop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _new_name() -> str:
    return f"folkmoot_running_{os.getpid()}_{secrets.token_hex(4)}"


def _admin(statement: str, *names: str) -> None:
    with psycopg.connect(_with_database(SERVER, "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _with_database(address: str, name: str) -> str:
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
