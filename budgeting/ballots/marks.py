"""What people mark beside a project (a tick, a place, points), and the choices that it means.

Marks are kept as they were typed, so that a wrong one comes back to its writer with the reason.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from budgeting.ballots.choices import (
    POINT_DIGITS,
    Choice,
    Choices,
    check_points,
    is_ranked,
    number_of,
    shares_points,
    tidy,
)
from budgeting.ballots.refusals import BallotRefused
from budgeting.rounds.models import Project, Round

Marks = Mapping[int, str]
TICK = "on"


def marks_of(round: Round, projects: Iterable[Project], chosen: Iterable[Choice]) -> dict[int, str]:
    """What stands beside each chosen project. `chosen` may be wrong: what can be shown is shown."""
    if shares_points(round):
        return {number_of(each): each[1] if isinstance(each, tuple) else "" for each in chosen}
    if not is_ranked(round):
        return {number_of(each): TICK for each in chosen}
    pots = {project.number: project.round_pot_id for project in projects}
    taken: dict[int, int] = {}
    marks = {}
    for number in map(number_of, chosen):
        pot = pots.get(number, 0)
        taken[pot] = taken.get(pot, 0) + 1
        marks[number] = str(taken[pot])
    return marks


def read(round: Round, projects: Sequence[Project], marks: Marks, *, close_gaps: bool = False) -> Choices:
    """The choices that the marks mean; strangers to the round are left out.

    Raises BallotRefused, naming the projects, when a place is twice, missing or none, or points are no
    whole number. `close_gaps`: an empty place before a taken one moves the later ones up.
    """
    known = {project.number: project for project in projects}
    kept = {number: text for number, text in marks.items() if number in known}
    if shares_points(round):
        for number, text in kept.items():
            check_points(known[number].title, text)
        return tidy(round, projects, list(kept.items()))
    if not is_ranked(round):
        return tidy(round, projects, kept)
    for each in _of_pots(projects, kept):
        _check_places(round, each, kept, close_gaps=close_gaps)
    return tidy(round, projects, sorted(kept, key=lambda number: int(kept[number])))


def as_far_as_clear(round: Round, projects: Sequence[Project], marks: Marks) -> Choices:
    """The choices for a basket beside wrong marks: what is no number is left out, equal places follow on."""
    known = {project.number for project in projects}
    if not is_ranked(round) and not shares_points(round):
        return tidy(round, projects, known & marks.keys())
    numbers = {number: text for number, text in marks.items() if number in known and _whole(text)}
    if shares_points(round):
        return tidy(round, projects, list(numbers.items()))
    return tidy(round, projects, sorted(numbers, key=lambda number: (int(numbers[number]), number)))


def _whole(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= POINT_DIGITS and int(text) > 0


def _of_pots(projects: Iterable[Project], kept: Marks) -> list[list[Project]]:
    pots: dict[int, list[Project]] = {}
    for project in projects:
        if project.number in kept:
            pots.setdefault(project.round_pot_id, []).append(project)
    return list(pots.values())


def _check_places(round: Round, projects: Sequence[Project], marks: Marks, *, close_gaps: bool) -> None:
    """Of one pot. Raises BallotRefused."""
    last, by_place = round.max_choices or 0, dict[int, Project]()
    for project in projects:
        text = marks[project.number]
        if not _whole(text) or int(text) > last:
            words = _(
                "The place of “%(project)s” is not a number from 1 to %(last)s. Please choose it again."
            )
            raise BallotRefused("place_wrong", words % {"project": project.title, "last": last})
        other = by_place.setdefault(int(text), project)
        if other is not project:
            words = _("“%(one)s” and “%(other)s” both have place %(place)s. Give each a place of its own.")
            facts = {"one": other.title, "other": project.title, "place": int(text)}
            raise BallotRefused("place_twice", words % facts)
    empty = next(place for place in range(1, last + 2) if place not in by_place)
    if empty <= max(by_place) and not close_gaps:
        words = _("“%(project)s” has place %(place)s, but place %(empty)s is empty. Fill it, or move up.")
        place = min(place for place in by_place if place > empty)
        facts = {"project": by_place[place].title, "place": place, "empty": empty}
        raise BallotRefused("place_missing", words % facts)
