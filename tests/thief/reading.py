"""Reads each record of the loot once: the long words, people and projects that it names.

What was read before is remembered: of the loot of one attack and the next nearly all is the same.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tests.thief.loot import Record, unwrapped

# Long enough that nobody else has it by chance; whatever is shorter names nobody.
WORD = re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9.-]+|[A-Za-z0-9_-]{16,}")
PERSON = re.compile(
    r"(?<![a-z])(identity|user|voter|person|elector)(?:_id|_pk)?\W{1,4}(\d+)\b", re.IGNORECASE
)
KINDS = {"voter": "identity", "elector": "identity", "person": "user"}
NUMBER = re.compile(r"(?<![\d.])(?:\d{6}|\d{13})(?!\d)")


@dataclass(frozen=True)
class Row:
    """One record as it was read; `text` is kept where projects are named. `whole`: its parts come too."""

    source: str
    words: frozenset[str]
    projects: frozenset[int]
    text: str = ""
    whole: bool = False


class Reader:
    """`people` are the numbers of people of the election: {"1234567890123": "identity:1234567890123"}."""

    def __init__(self, titles: dict[int, str], people: dict[str, str]):
        self.numbers = {str(number): number for number in titles}
        self.names = {title.partition(" ")[0]: number for number, title in titles.items()}
        self.name = re.compile("|".join(map(re.escape, self.names)))
        self.people = people
        self.most = len(titles) // 2
        self._read: dict[Record, Row | None] = {}

    def rows(self, records: Iterable[Record]) -> list[Row]:
        """Those that say anything, each once."""
        found: dict[Row, None] = {}
        for record in records:
            if record not in self._read:
                self._read[record] = self._row(record)
            if (row := self._read[record]) is not None:
                found[row] = None
        return list(found)

    def places(self, text: str) -> list[tuple[int, str | int]]:
        """(where, what) of each word, person ("identity:7") and project (7) that the text names, in order."""
        found: list[tuple[int, str | int]] = [(hit.start(), hit[0]) for hit in WORD.finditer(text)]
        for hit in PERSON.finditer(text):
            kind = hit[1].lower()
            found.append((hit.start(), f"{KINDS.get(kind, kind)}:{hit[2]}"))
        for hit in NUMBER.finditer(text):
            what = self.people.get(hit[0], self.numbers.get(hit[0]))
            if what is not None:
                found.append((hit.start(), what))
        found += [(hit.start(), self.names[hit[0]]) for hit in self.name.finditer(text)]
        return sorted(found, key=lambda place: place[0])

    def _row(self, record: Record) -> Row | None:
        text = unwrapped(record.text)
        named = {what for _at, what in self.places(text)}
        projects = frozenset(what for what in named if isinstance(what, int))
        words = frozenset(what for what in named if isinstance(what, str)) | record.people
        kept = text if projects else ""
        return Row(record.source, words, projects, kept, record.whole) if words or projects else None
