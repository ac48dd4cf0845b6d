"""What the marks on a slip are worth: one pure function that applies the round's declared mark rule.

Marks are what a person reads on the slip: a project number; (number, points); (number, "=") for a project
that shares its place with the one before; (number, "?") for a mark that nobody can be sure of; (0, reason)
alone for a slip that holds nothing valid.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Mark = int | tuple[int, str]
Marks = tuple[Mark, ...]

UNCLEAR, SAME_PLACE = "unclear", "same_place"
# Reasons that a person gives for a whole slip.
BLANK, UNREADABLE, NAMED, OTHER_FORM = "blank", "unreadable", "named", "other_form"
SPOILED = (BLANK, UNREADABLE, NAMED, OTHER_FORM)

WHOLE, POT = "whole", "pot"


@dataclass(frozen=True)
class Verdict:
    """`choices` empty: the slip is spoiled. `refused`: (pot, or None for the slip; reason), each once."""

    choices: Marks
    refused: tuple[tuple[int | None, str], ...] = ()


def number_of(mark: Mark) -> int:
    return mark[0] if isinstance(mark, tuple) else mark


def judge(rule: str, marks: Marks, pot_of: Mapping[int, int], fault: Callable[[int, Marks], str]) -> Verdict:
    """Which marks count under `rule` (WHOLE or POT).

    `pot_of` gives each project's pot, in the form's order; `fault(pot, marks)` says why the marks in one pot
    are too much, or "". A doubtful mark alone never counts, and never spoils the others.
    """
    reason = next((mark[1] for mark in marks if isinstance(mark, tuple) and mark[0] == 0), "")
    if reason:
        return Verdict((), ((None, reason),))
    counted: list[Mark] = []
    refused: list[tuple[int | None, str]] = []
    for pot in dict.fromkeys(pot_of.values()):
        own = tuple(mark for mark in marks if pot_of.get(number_of(mark)) == pot)
        sure = tuple(mark for mark in own if not _says(mark, "?"))
        if len(sure) < len(own):
            refused.append((pot, UNCLEAR))
        reason = SAME_PLACE if any(_says(mark, "=") for mark in sure) else fault(pot, sure) if sure else ""
        if reason and rule == WHOLE:
            return Verdict((), ((None, reason),))
        if reason:
            refused.append((pot, reason))
        else:
            counted += sure
    if not counted and not refused:
        refused.append((None, BLANK))
    return Verdict(tuple(counted), tuple(refused))


def _says(mark: Mark, sign: str) -> bool:
    return isinstance(mark, tuple) and mark[1] == sign
