"""Statements that say something alike, offered before another one is added."""

import re

from participation.votes.models import Poll, Statement

SHOWN = 3
# Words as short as these say nothing of what a sentence is about.
SHORT = 3
# The share of all their words that two sentences have in common before they count as alike.
ALIKE = 0.4


def similar_statements(poll: Poll, text: str) -> list[Statement]:
    """Up to SHOWN of the statements that everyone sees, the nearest first; one query.

    Nothing for the very words of another one: that is refused, not compared. Nearness is the Jaccard index
    of the two sets of longer words.
    """
    wanted, others = _words(text), list(poll.statements.shown())
    if any(each.text.casefold() == text.casefold() for each in others):
        return []
    near = ((_nearness(wanted, _words(each.text)), each) for each in others)
    found = sorted((pair for pair in near if pair[0] >= ALIKE), key=lambda pair: (-pair[0], pair[1].pk))
    return [statement for _near, statement in found[:SHOWN]]


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) > SHORT}


def _nearness(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
