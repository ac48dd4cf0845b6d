"""What a thief tries with keys and guesses: opens boxes with each key found, hashes each ballot."""

import hashlib
import hmac
import itertools
import json
import re
from array import array
from collections.abc import Iterable, Iterator
from contextlib import suppress

import numpy as np
from django.conf import settings

from budgeting.ballots.box import Locksmith, Unreadable
from budgeting.rounds.keys import KEY_BYTES
from participation.audit.actions import event_hash
from participation.models import AuditEvent
from tests.thief.search import Find, Loot

GUESSED, OPENED = "a hash that can be guessed", "a key opens a backup"
_HEX = re.compile(r"[0-9a-f]{64}")
# A hash that was cut is one still; so many digits of it are nobody else's by chance.
_CUT = re.compile(r"[0-9a-f]{16,64}")
BETWEEN = ("", ":", "\x1f", "\n")
# What an event of the log may have said before somebody took it away.
_WHO = ("identity", "identity_id", "voter", "user")
_WHAT = ("choices", "ballot", "projects")
Ballots = list[tuple[int, ...]]


def candidates(words: Iterable[str], files: Iterable[bytes]) -> set[bytes]:
    """Each file of the right length, each 64 hex digits, and the hash of each long word."""
    found = {raw for raw in files if len(raw) == KEY_BYTES}
    for word in words:
        if _HEX.fullmatch(word):
            found.add(bytes.fromhex(word))
        found.add(hashlib.sha256(word.encode()).digest())
    return found


class Keyring:
    """Tries keys on the boxes of a backup, or left over, each key once; `boxes` lie under their names."""

    def __init__(self, round: int, voters: Iterable[int], boxes: dict[str, bytes]):
        self.round, self.voters, self.boxes = round, list(voters), boxes
        self._opens: dict[bytes, list[int]] = {}

    def opened(self, keys: Iterable[bytes]) -> Iterator[Find]:
        for key in keys:
            if key not in self._opens:
                smith = Locksmith(self.round, 1, key)
                self._opens[key] = [pk for pk in self.voters if self._opens_box(smith, pk)]
            yield from (Find(OPENED, "key", pk) for pk in self._opens[key])

    def _opens_box(self, smith: Locksmith, pk: int) -> bool:
        finder = smith.finder(pk)
        for purpose in ("ballot", "draft") if finder in self.boxes else ():
            with suppress(Unreadable):
                smith.unlock(purpose, finder, self.boxes[finder])
                return True
        return False


class Guesses:
    """Hashes of each ballot: alone, beside each name of a voter, after each hash of the chain, and keyed with
    what the site's environment holds. What was hashed once is remembered as its first eight bytes."""

    def __init__(self, ballots: Iterable[tuple[int, ...]]):
        self.texts = {text for ballot in set(ballots) for text in _written(ballot)}
        self._prefixes, self._voters = array("Q"), array("Q")
        self._done: set[tuple[str, str]] = set()
        for text in self.texts:
            self._add(text, 0)

    def learn(self, names: dict[int, set[str]], chain: Iterable[str]) -> None:
        """Hashes whatever is new: `names` are the words of each voter, `chain` is what came before."""
        hashes = sorted(chain)
        for pk, own in names.items():
            for name in own:
                self._beside(name, pk, ("", *(hashes if _is_short(name) else ())))

    def hits(self, words: Iterable[str]) -> dict[str, int]:
        """{word: voter or 0} of the words that are such a hash, or begin one."""
        wanted = {int(word[:16], 16): word for word in words if _CUT.fullmatch(word)}
        made = np.frombuffer(self._prefixes, dtype=np.uint64)
        found = np.flatnonzero(np.isin(made, np.array(list(wanted), dtype=np.uint64)))
        return {wanted[self._prefixes[at]]: self._voters[at] for at in found.tolist()}

    def _beside(self, name: str, pk: int, before: Iterable[str]) -> None:
        for head in before:
            if (name, head) in self._done:
                continue
            self._done.add((name, head))
            for text, between in itertools.product(self.texts, BETWEEN):
                front = f"{head}{between}" if head else ""
                self._add(f"{front}{name}{between}{text}", pk, keyed=not head and _is_short(name))
                if not head:
                    self._add(f"{text}{between}{name}", pk)

    def _add(self, text: str, pk: int, *, keyed: bool = False) -> None:
        raw = text.encode()
        made = [hashlib.sha256(raw).digest()]
        if keyed:
            secrets = (settings.SECRET_KEY, settings.IDENTITY_KEY)
            made += [hmac.digest(secret.encode(), raw, "sha256") for secret in secrets]
        for digest in made:
            self._prefixes.append(int.from_bytes(digest[:8], "big"))
            self._voters.append(pk)


def guessed(
    loot: Loot, owner: dict[str, int], guesses: Guesses, people: dict[int, set[str]]
) -> Iterator[Find]:
    """A hash in the loot that is that of a ballot: made with a voter, or in a record that leads to one."""
    names: dict[int, set[str]] = {pk: set(own) for pk, own in people.items()}
    for word, pk in owner.items():
        if len(word) < 90 and ":" not in word:
            names.setdefault(pk, set()).add(word)
    guesses.learn(names, loot.chain)
    known = guesses.hits({word for row in loot.rows for word in row.words})
    for row in loot.rows:
        for hit in row.words & known.keys():
            who = {known[hit]} - {0} or {owner[word] for word in row.words if word in owner}
            if len(who) == 1:
                yield Find(GUESSED, row.source, who.pop())


def taken_away(voters: dict[int, int], ballots: Ballots) -> Iterator[Find]:
    """An event of the log whose hash tells what it said before: a voter (identity: user) and a ballot."""
    for event in AuditEvent.objects.order_by("sequence"):
        if event_hash(event) == event.hash:
            continue
        kept = dict(event.facts)
        for (pk, user), ballot in itertools.product(voters.items(), sorted(set(ballots))):
            for who, what in itertools.product(_WHO, _WHAT):
                event.facts = {**kept, who: user if who == "user" else pk, what: list(ballot)}
                if event_hash(event) == event.hash:
                    yield Find(GUESSED, "the chain of the log", pk)


def _written(ballot: tuple[int, ...]) -> list[str]:
    compact = json.dumps(list(ballot), separators=(",", ":"))
    return [json.dumps(list(ballot)), compact, ",".join(map(str, ballot)), " ".join(map(str, ballot))]


def _is_short(name: str) -> bool:
    """A number of a person: what a chain of ballots would be made with. Longer names come without a chain."""
    return name.isdigit()
