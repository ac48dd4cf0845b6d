"""Finds ways from a voter to choices: side by side, over shared long words, by keys, by guessing, by order.

The thief knows who may have voted (any list of people) and which projects there are. What is found names
where it lay.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from tests.thief.loot import Record, unwrapped

# Long enough that nobody else has it by chance; whatever is shorter names nobody.
_WORD = re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9.-]+|[A-Za-z0-9_-]{16,}")
_MANY = -1
_PERSON = re.compile(
    r"(?<![a-z])(identity|user|voter|person|elector)(?:_id|_pk)?\W{1,4}(\d+)\b", re.IGNORECASE
)
KINDS = {"voter": "identity", "elector": "identity", "person": "user"}


@dataclass(frozen=True)
class Find:
    """A way to the choices of one voter (identity)."""

    how: str
    source: str
    voter: int


class Loot:
    """All records, each with its long words and the projects that it names.

    `chain` are the hashes of the audit chain: each leads to the event before it, and to nobody.
    """

    def __init__(self, records: Iterable[Record], titles: dict[int, str], chain: Collection[str]):
        self._number = re.compile(r"(?<![\d.])(" + "|".join(map(str, titles)) + r")(?!\d)")
        self._titles = titles
        self.most = len(titles) // 2
        self.records: list[tuple[str, frozenset[str], frozenset[int]]] = []
        seen, hashes = set(), frozenset(chain)
        for record in records:
            text = unwrapped(record.text)
            row = (record.source, (words_of(text) | record.people) - hashes, self.projects_in(text))
            if row not in seen and (row[1] or row[2]):
                seen.add(row)
                self.records.append(row)

    def projects_in(self, text: str) -> frozenset[int]:
        by_title = {number for number, title in self._titles.items() if title.partition(" ")[0] in text}
        return frozenset(map(int, self._number.findall(text))) | frozenset(by_title)

    def words(self) -> set[str]:
        return {word for _source, words, _projects in self.records for word in words}


def words_of(text: str) -> frozenset[str]:
    people = {f"{KINDS.get(kind.lower(), kind.lower())}:{pk}" for kind, pk in _PERSON.findall(text)}
    return frozenset(_WORD.findall(text)) | frozenset(people)


def owners(loot: Loot, voters: Collection[int]) -> dict[str, int]:
    """{word: voter} for each long word that leads to one voter and to no other."""
    owner = {f"identity:{pk}": pk for pk in voters}
    while True:
        led: dict[str, set[int]] = defaultdict(set)
        for _source, words, _projects in loot.records:
            mine = {owner[word] for word in words if word in owner} - {_MANY}
            for word in words - owner.keys():
                led[word] |= mine
        fresh = {word: next(iter(who)) if len(who) == 1 else _MANY for word, who in led.items() if who}
        if not fresh:
            return {word: who for word, who in owner.items() if who != _MANY}
        owner |= fresh


def side_by_side(loot: Loot, owner: dict[str, int]) -> Iterator[Find]:
    """A record that leads to one voter and names projects; who names most of them tells no choice."""
    for source, words, projects in loot.records:
        who = {owner[word] for word in words if word in owner}
        if 0 < len(projects) <= loot.most and len(who) == 1:
            yield Find("side by side", source, who.pop())
