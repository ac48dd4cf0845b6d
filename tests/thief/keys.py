"""What a thief tries with keys and guesses: opens boxes with each key found, hashes each ballot."""

import hashlib
import itertools
import json
import re
from collections.abc import Iterable, Iterator

from budgeting.ballots.box import Locksmith, Unreadable
from budgeting.rounds.keys import KEY_BYTES
from tests.thief.search import Find

_HEX = re.compile(r"[0-9a-f]{64}")


def candidates(words: Iterable[str], files: Iterable[bytes]) -> set[bytes]:
    """Each file of the right length, each 64 hex digits, and the hash of each long word."""
    found = {raw for raw in files if len(raw) == KEY_BYTES}
    for word in words:
        if _HEX.fullmatch(word):
            found.add(bytes.fromhex(word))
        found.add(hashlib.sha256(word.encode()).digest())
    return found


def opened_boxes(
    round: int, voters: Iterable[int], boxes: dict[str, bytes], keys: Iterable[bytes]
) -> Iterator[Find]:
    """Boxes (of a backup, or left over) that a key opens under the name of a voter."""
    people = list(voters)
    for key in keys:
        smith = Locksmith(round, 1, key)
        for pk in people:
            finder = smith.finder(pk)
            for purpose in ("ballot", "draft") if finder in boxes else ():
                try:
                    smith.unlock(purpose, finder, boxes[finder])
                except Unreadable:
                    continue
                yield Find("a key opens a backup", "key", pk)


def guesses(ballots: Iterable[tuple[int, ...]], names: dict[int, set[str]]) -> dict[str, int]:
    """{SHA-256: voter or 0} of each ballot, as JSON is written, alone and beside each name of a voter."""
    found: dict[str, int] = {}
    for ballot in ballots:
        texts = [json.dumps(list(ballot)), json.dumps(list(ballot), separators=(",", ":"))]
        texts.append(",".join(map(str, ballot)))
        for text in texts:
            found[_hash(text)] = 0
            for pk, own in names.items():
                for name, between in itertools.product({*own, str(pk)}, ("", ":", "\x1f", "\n")):
                    found[_hash(f"{name}{between}{text}")] = pk
    return found


def guessed(loot, owner: dict[str, int], ballots: Iterable[tuple[int, ...]]) -> Iterator[Find]:
    """A hash in the loot that is that of a ballot, in a record that leads to one voter, or made with one."""
    names: dict[int, set[str]] = {}
    for word, pk in owner.items():
        names.setdefault(pk, set()).add(word)
    few = {pk: {word for word in words if len(word) < 90} for pk, words in names.items()}
    known = guesses(ballots, few)
    for source, words, _projects in loot.records:
        for hit in words & known.keys():
            who = {known[hit]} - {0} or {owner[word] for word in words if word in owner}
            if len(who) == 1:
                yield Find("a hash that can be guessed", source, who.pop())


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
