"""The key of each round's ballot box: one file outside the database, made at opening, destroyed at sealing.

A file is named by the fingerprint of the key in it, so that a lost, swapped or damaged key is noticed at once
and two databases never share one.
"""

import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

KEY_BYTES = 32


class KeyMissing(Exception):  # noqa: N818 - it is the key that is missing
    """The key file of a round is not there, or holds something else: no ballot can be taken or counted."""

    sentence = _(
        "The key of this ballot box cannot be found, so no ballot can be taken now. "
        "Nothing you chose was kept. Please tell the council."
    )


def fingerprint(key: bytes) -> str:
    """What a round remembers of its key: SHA-256 (hex), from which the key cannot be found."""
    return hashlib.sha256(b"folkmoot round key\x00" + key).hexdigest()


def make_key() -> str:
    """Write a new 256-bit key to a file of its own (mode 0600), whole or not at all, and return its id."""
    key = secrets.token_bytes(KEY_BYTES)
    key_id = fingerprint(key)
    unfinished = _path(key_id).with_suffix(".new")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, key)
        os.fsync(handle)
    finally:
        os.close(handle)
    unfinished.rename(_path(key_id))
    _flush_folder()
    return key_id


def read_key(key_id: str) -> bytes:
    """The key with this id. Raises KeyMissing."""
    try:
        key = _path(key_id).read_bytes() if key_id else b""
    except OSError as problem:
        raise KeyMissing(str(KeyMissing.sentence)) from problem
    if fingerprint(key) != key_id:
        raise KeyMissing(str(KeyMissing.sentence))
    return key


def destroy_key(key_id: str) -> None:
    """Overwrite and remove the key file, through to the disk. Harmless when it is gone already."""
    path = _path(key_id)
    try:
        handle = os.open(path, os.O_WRONLY)
    except FileNotFoundError:
        return
    try:
        os.write(handle, secrets.token_bytes(KEY_BYTES))
        os.fsync(handle)
    finally:
        os.close(handle)
    path.unlink(missing_ok=True)
    _flush_folder()


def key_lies_there(key_id: str) -> bool:
    return bool(key_id) and _path(key_id).exists()


def _path(key_id: str) -> Path:
    return Path(settings.ROUND_KEYS_DIR) / f"{key_id}.key"


def _flush_folder() -> None:
    """Make the folder's entries durable, where the system lets a folder be opened."""
    folder = os.open(settings.ROUND_KEYS_DIR, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
