"""Words typed with a slip, such as "playgroud": the nearest word that somebody really wrote."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from django.core.cache import cache

KEPT_SECONDS = 600
MOST_TEXTS = 20_000


def words_in(texts: Iterable[str]) -> Counter[str]:
    """Each word of the texts, in lower case, with how often it stands there."""
    return Counter(word for text in texts for word in split(text))


def split(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())


def kept_words(name: str, rows: Iterable[Iterable[str]]) -> Counter[str]:
    """The words of `rows`, read at most once in ten minutes: a list of thousands is not read at each slip."""
    known: Counter[str] | None = cache.get(key := f"words:{name.replace(' ', '-')}")
    if known is None:
        known = words_in(" ".join(row) for row in rows)
        cache.set(key, known, KEPT_SECONDS)
    return known


def corrected(text: str, known: Mapping[str, int]) -> str:
    """The text with each unknown word replaced by the nearest known one; "" when that changes nothing."""
    words = split(text)[:12]
    better = [_nearest(word, known) or word for word in words]
    return " ".join(better) if better != words else ""


def _nearest(word: str, known: Mapping[str, int]) -> str:
    """One slip in four to seven letters, two in more; the nearest, then the most used; "" for none."""
    slips = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
    if not slips or word in known:
        return ""
    letters = set(word)
    likely = (
        other
        for other in known
        # One slip changes the length by one and the set of letters by two at most.
        if abs(len(other) - len(word)) <= slips and len(letters.symmetric_difference(other)) <= 2 * slips
    )
    ranked = ((distance(word, other), -known[other], other) for other in likely)
    best = min((each for each in ranked if each[0] <= slips), default=None)
    return best[2] if best else ""


def distance(one: str, other: str) -> int:
    """Letters to add, leave out, change or swap with their neighbour (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, there in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != there))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == there:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
