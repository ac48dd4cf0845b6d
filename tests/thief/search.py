"""Finds ways from a voter to choices: side by side, and over long words that records share.

The thief knows who may have voted (any list of people) and which projects there are. What is found names
where it lay. Each source is read once; owners spread over an index of words.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from tests.thief.reading import Reader, Row

_MANY = -1
SIDE = "side by side"
# How far apart two things may stand in a text with many people, and how much after a project says more of it.
NEAR, GAP = 160, 24


@dataclass(frozen=True)
class Find:
    """A way to the choices of one voter (identity)."""

    how: str
    source: str
    voter: int


class Loot:
    """All that was read. `chain` are the hashes of the audit chain: each leads to the event before it, and to
    nobody; what they were made from is guessed at (keys.py)."""

    def __init__(self, rows: Iterable[Row], reader: Reader, chain: Collection[str]):
        self.rows, self.reader, self.chain = list(rows), reader, frozenset(chain)
        self.with_word: dict[str, list[int]] = defaultdict(list)
        for at, row in enumerate(self.rows):
            for word in row.words - self.chain:
                self.with_word[word].append(at)


def owners(loot: Loot, voters: Collection[int]) -> dict[str, int]:
    """{word: voter} for each long word that leads to one voter and to no other."""
    fresh = {f"identity:{pk}": pk for pk in voters}
    owner: dict[str, int] = {}
    while fresh:
        owner |= fresh
        led: dict[str, set[int]] = defaultdict(set)
        for at in {at for word, who in fresh.items() if who != _MANY for at in loot.with_word.get(word, ())}:
            words = loot.rows[at].words - loot.chain
            mine = {owner[word] for word in words if word in owner} - {_MANY}
            for word in words - owner.keys():
                led[word] |= mine
        fresh = {word: next(iter(who)) if len(who) == 1 else _MANY for word, who in led.items() if who}
    return {word: who for word, who in owner.items() if who != _MANY}


def side_by_side(loot: Loot, owner: dict[str, int]) -> Iterator[Find]:
    """A record that leads to one voter and names projects, or in which they stand nearest to one.

    Who names most projects tells a choice too, unless the same is said of another.
    """
    said: dict[tuple, set[tuple[int, str]]] = defaultdict(set)
    for row in loot.rows:
        if not row.projects:
            continue
        who = {owner[word] for word in row.words if word in owner}
        if len(row.projects) > loot.reader.most and len(who) == 1:
            said[_said(loot.reader, row.text)].add((who.pop(), row.source))
        elif len(who) == 1:
            yield Find(SIDE, row.source, who.pop())
        elif who and not row.whole:
            yield from (Find(SIDE, row.source, voter) for voter in _nearest(loot.reader, row.text, owner))
    for told in said.values():
        if len({voter for voter, _source in told}) == 1:
            yield from (Find(SIDE, source, voter) for voter, source in told)


def _said(reader: Reader, text: str) -> tuple:
    """The projects in the order in which they are named, each with what stands just after it."""
    projects = [(at, what) for at, what in reader.places(text) if isinstance(what, int)]
    ends = [at for at, _what in projects[1:]] + [projects[-1][0] + 1 if projects else 0]
    return tuple(
        (what, text[at:end][: len(str(what)) + GAP]) for (at, what), end in zip(projects, ends, strict=True)
    )


def _nearest(reader: Reader, text: str, owner: dict[str, int]) -> set[int]:
    """In a text about several voters: those who stand nearest to a project."""
    places = reader.places(text)
    people = [(at, owner[what]) for at, what in places if isinstance(what, str) and what in owner]
    found = set()
    for at, what in places:
        if isinstance(what, int):
            away, voter = min((abs(at - where), who) for where, who in people or [(-NEAR, _MANY)])
            found |= {voter} if away < NEAR else set()
    return found
