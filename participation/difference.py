"""The difference of two texts, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, REMOVED = "same", "added", "removed"


@dataclass(frozen=True)
class Piece:
    """A run of words; `kind` is SAME, ADDED or REMOVED."""

    kind: str
    text: str


def difference(old: str, new: str) -> list[Piece]:
    """What stayed, came and went, in reading order; line breaks of both kinds are one."""
    return list(_joined(_pieces(_words(old), _words(new))))


def _words(text: str) -> list[str]:
    """Words with the space behind them, so that a change of one word is one piece."""
    return re.findall(r"\s+|\S+\s*", text.replace("\r\n", "\n").strip())


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    # The last word of a text has no space behind it: it is the same word all the same.
    matcher = SequenceMatcher(
        None, [w.rstrip(" ") for w in old], [w.rstrip(" ") for w in new], autojunk=False
    )
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield Piece(SAME, "".join(new[c:d]))
        else:
            yield Piece(REMOVED, "".join(old[a:b]))
            yield Piece(ADDED, "".join(new[c:d]))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    return (piece for piece in pieces if piece.text)
