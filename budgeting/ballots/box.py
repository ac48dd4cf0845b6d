"""Encrypts and finds ballots under a round's key: AES-256-GCM, bound to round, voter and purpose."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from budgeting.ballots.choices import Choice, Choices, from_json
from budgeting.rounds.keys import read_key
from budgeting.rounds.models import Round

NONCE_BYTES = 12
LENGTH_BYTES = 4
BLOCK = 256
# Room for one choice: a number of ten digits, points of five, and what JSON sets around them.
BYTES_PER_PROJECT = 24


class Unreadable(Exception):  # noqa: N818
    """A box that was not made under this key for this round and voter, or was altered since."""


@dataclass(frozen=True, repr=False)
class Locksmith:
    """Works with the key of one round. Holds it in memory only as long as the act lasts."""

    round_id: int
    projects: int
    key: bytes

    def finder(self, identity_id: int) -> str:
        """The name (64 hex digits) under which a voter's ballot lies; it tells nothing without the key."""
        return self._hash("finder", str(identity_id))

    def basket(self, identity_id: int, name: str) -> str:
        """Where a draft lies: with the voter, or with the one session that calls its basket `name`."""
        return self._hash("basket", str(identity_id), name) if name else self.finder(identity_id)

    def cast_key(self, finder: str, key: str) -> str:
        return self._hash("cast", finder, key)

    def body(self, finder: str, choices: Sequence[Choice]) -> str:
        """A keyed hash of the choices: a plain one could be guessed by trying all ballots."""
        return self._hash("body", finder, json.dumps(list(choices)))

    def slip(self, entry: int, number: int) -> str:
        """The name under which one person's reading of a slip on paper lies."""
        return self._hash("slip", str(entry), str(number))

    def likeness(self, box: int, attempt: int, number: int, marks: Sequence[Choice]) -> str:
        """A keyed hash of a reading: two readings of a slip have the same when they say the same."""
        return self._hash("likeness", str(box), str(attempt), str(number), json.dumps(list(marks)))

    def lock(self, purpose: str, finder: str, choices: Sequence[Choice]) -> bytes:
        """The encrypted choices. Every box of a round has the same length, whatever is in it."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(self.key).encrypt(nonce, self._padded(choices), self._bound(purpose, finder))

    def unlock(self, purpose: str, finder: str, box: bytes | memoryview) -> Choices:
        """The choices in a box. Raises Unreadable."""
        sealed = bytes(box)
        try:
            plain = AESGCM(self.key).decrypt(
                sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], self._bound(purpose, finder)
            )
        except (InvalidTag, ValueError) as problem:
            raise Unreadable from problem
        length = int.from_bytes(plain[:LENGTH_BYTES], "big")
        return from_json(json.loads(plain[LENGTH_BYTES : LENGTH_BYTES + length]))

    def _padded(self, choices: Sequence[Choice]) -> bytes:
        text = json.dumps(list(choices), separators=(",", ":")).encode()
        room = LENGTH_BYTES + 2 + BYTES_PER_PROJECT * self.projects
        size = -(-room // BLOCK) * BLOCK
        if LENGTH_BYTES + len(text) > size:
            raise ValueError("a ballot names more than the projects of its round")
        return (len(text).to_bytes(LENGTH_BYTES, "big") + text).ljust(size, b"\x00")

    def _bound(self, purpose: str, finder: str) -> bytes:
        return f"folkmoot:{purpose}:{self.round_id}:{finder}".encode()

    def _hash(self, purpose: str, *parts: str) -> str:
        message = "\x1f".join([purpose, str(self.round_id), *parts]).encode()
        return hmac.new(self.key, message, hashlib.sha256).hexdigest()


def locksmith(round: Round, projects: int | None = None) -> Locksmith:
    """Fetches the key of an opened round; `projects` is their number, when it is known. Raises KeyMissing."""
    return Locksmith(round.pk, projects or round.projects.count(), read_key(round.key_id))
