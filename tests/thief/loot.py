"""What a thief carries off, cut into records: rows, log lines, mails, keys of Redis, files, raw pages.

A record is as much as stood together: a way from a voter to their choices shows within one, or by a long
word that two of them share.
"""

import base64
import hashlib
import io
import json
import pickle
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.db import connection

_PACKED = re.compile(r"[A-Za-z0-9+/_-]{20,}={0,2}")
# Foreign keys to these are as good as a name.
PEOPLE = ("participation.Identity", "participation.User")
CHUNK = 4096


@dataclass(frozen=True)
class Record:
    """`source` says where it lay; `people` are typed references such as "identity:7".

    `whole`: a file whose lines or objects are records of their own.
    """

    source: str
    text: str
    people: frozenset[str] = frozenset()
    whole: bool = False


def of_database(source: str = "table") -> Iterator[Record]:
    """Each row of each table, also of those that no model knows."""
    columns = _people_columns()
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield _of_row(source, table, dict(zip(names, row, strict=True)), columns)


def _people_columns() -> dict[tuple[str, str], str]:
    """{(table, column): kind of person} for keys of people and references to them."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label in PEOPLE:
            found[model._meta.db_table, model._meta.pk.column] = model._meta.model_name
        for field in model._meta.fields:
            other = getattr(field.remote_field, "model", None)
            if other is not None and other._meta.label in PEOPLE:
                found[model._meta.db_table, field.column] = other._meta.model_name
    return found


def _of_row(source: str, table: str, row: dict[str, Any], columns: dict) -> Record:
    people = {
        f"{columns[table, name]}:{value}"
        for name, value in row.items()
        if value is not None and (table, name) in columns
    }
    words = " | ".join(f"{name}={as_text(value)}" for name, value in row.items() if value is not None)
    return Record(f"{source} {table}", words, frozenset(people))


def as_text(value: Any) -> str:
    if isinstance(value, (bytes, memoryview)):
        raw = bytes(value)
        return f"{raw.hex()} {printable(raw)}" if len(raw) < CHUNK else printable(raw)
    return json.dumps(value) if isinstance(value, (dict, list)) else str(value)


def printable(raw: bytes) -> str:
    """The bytes as text; what Django pickled for a cache, as Python writes it."""
    if raw[:1] == b"\x80" and raw[-1:] == b".":
        with suppress(Exception):
            return repr(pickle.loads(raw))  # noqa: S301 - written by this process
    return raw.decode("utf-8", "replace")


def unwrapped(text: str) -> str:
    """The text with whatever lies in it packed as base64 or compressed: sessions, cached values."""
    found = [text]
    for word in set(_PACKED.findall(text)):
        padded = word.rstrip("=")
        padded += "=" * (-len(padded) % 4)
        try:
            raw = base64.b64decode(padded, altchars=b"-_" if set(word) & set("-_") else None)
        except ValueError:
            continue
        for plain in (raw, _inflated(raw)):
            readable = sum(32 <= byte < 127 for byte in plain)
            if plain and (readable > 0.6 * len(plain) or plain[:1] == b"\x80"):
                found.append(printable(plain))
    return "\n".join(found)


def _inflated(raw: bytes) -> bytes:
    try:
        return zlib.decompress(raw)
    except zlib.error:
        return b""


class Files:
    """Mail, uploads, logs, exports, heads of the audit chain: whole, and line by line."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._cut: dict[tuple[str, bytes], list[Record]] = {}

    def records(self) -> Iterator[Record]:
        """A file that is as it was is not cut anew."""
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and ".sqlite3" not in path.name:
                name, raw = path.relative_to(self.folder).as_posix(), path.read_bytes()
                known = (name, hashlib.sha256(raw).digest())
                if known not in self._cut:
                    self._cut[known] = list(of_file(name, raw))
                yield from self._cut[known]


def of_file(name: str, raw: bytes) -> Iterator[Record]:
    if raw[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            for inner in packed.namelist():
                yield from of_file(f"{name}/{inner}", packed.read(inner))
        return
    text = printable(raw)
    parts = list(_objects(f"file {name}", text)) if name.endswith(".json") else []
    if not parts and len(lines := text.splitlines()) > 1:
        parts = [Record(f"file {name}", line) for line in lines if line.strip()]
    yield Record(f"file {name}", text, whole=bool(parts))
    yield from parts


def _objects(source: str, text: str) -> Iterator[Record]:
    """Each object of a JSON file by itself: it is one row of an export."""
    found: list[dict] = []
    try:
        json.loads(text, object_hook=lambda one: found.append(one) or one)
    except ValueError:
        return
    yield from (Record(source, json.dumps(one, default=str)) for one in found)


def of_caches() -> Iterator[Record]:
    """Redis, keys and values; on the embedded site what the process would swap out to disk."""
    if settings.REDIS_URL:
        import redis

        client = redis.Redis.from_url(settings.REDIS_URL)
        for key in client.scan_iter("*"):
            held = client.get(key) if client.type(key) == b"string" else client.dump(key)
            yield Record(f"redis {printable(key)}", f"{printable(key)} {printable(held or b'')}")
        return
    for name in settings.CACHES:
        held = getattr(caches[name], "_cache", None)
        if isinstance(held, dict):
            yield from (Record(f"cache {key}", f"{key} {as_text(value)}") for key, value in held.items())


def of_answers(paths: list[str]) -> Iterator[Record]:
    """What the site tells everyone."""
    from django.test import Client

    client = Client()
    for path in paths:
        answer = client.get(path)
        raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
        yield from of_file(f"public {path}", raw)
