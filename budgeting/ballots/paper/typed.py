"""What a clerk types for one slip, such as "3 7 12", "3*4 7*1" or "b", and what it means."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from budgeting.ballots.paper.forms_of import PaperForm
from budgeting.ballots.paper.mark_rule import (
    BLANK,
    NAMED,
    OTHER_FORM,
    UNREADABLE,
    Mark,
    Marks,
    number_of,
)
from budgeting.rounds.models import Round

LETTERS = {"b": BLANK, "u": UNREADABLE, "i": NAMED, "v": OTHER_FORM}
ABSENT = "n"
_POINTS = re.compile(r"([0-9]{1,6})[*:]([0-9]{1,5})", re.ASCII)
_MARK = re.compile(r"(\??)([0-9]{1,6})", re.ASCII)


def read_typed(form: PaperForm, text: str) -> Marks:
    """The marks in one canonical order. Raises ValidationError when it cannot be what stands on the slip."""
    words = re.sub(r"\s*=\s*", " =", text.replace(",", " ").lower()).split()
    if not words:
        raise _wrong(_("Type the numbers that are marked, or a letter. For an empty slip type b."))
    if len(words) == 1 and words[0] in LETTERS:
        return ((0, LETTERS[words[0]]),)
    marks = tuple(_mark(form.round, word) for word in words)
    numbers = [number_of(mark) for mark in marks]
    unknown = set(numbers) - {project.number for project in form.projects}
    if unknown:
        raise _wrong(_("Number %(number)s is not on this form.") % {"number": min(unknown)})
    if len(set(numbers)) < len(numbers):
        raise _wrong(_("A number stands there twice. Look at the slip again."))
    if isinstance(marks[0], tuple) and marks[0][1] == "=":
        raise _wrong(_("Write = before a project that has the same place as the one before it."))
    return (
        marks if form.round.ballot_type == Round.BallotType.ORDINAL else tuple(sorted(marks, key=number_of))
    )


def _mark(round: Round, word: str) -> Mark:
    if round.ballot_type == Round.BallotType.CUMULATIVE and (found := _POINTS.fullmatch(word)):
        return int(found[1]), str(int(found[2]))
    if round.ballot_type == Round.BallotType.ORDINAL and word.startswith("="):
        found = _MARK.fullmatch(word[1:])
        if found and not found[1]:
            return int(found[2]), "="
    found = _MARK.fullmatch(word)
    sure_points = round.ballot_type == Round.BallotType.CUMULATIVE and found and not found[1]
    if found is None or sure_points:
        raise _wrong(_("“%(word)s” cannot be read. Look at the examples below.") % {"word": word[:20]})
    return (int(found[2]), "?") if found[1] else int(found[2])


def _wrong(sentence: str) -> ValidationError:
    return ValidationError({"slip": sentence}, code="slip")
