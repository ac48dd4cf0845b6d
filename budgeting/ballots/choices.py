"""What a valid ballot is: one canonical shape for each type, projects of the voter's pots, within limits.

Approval, knapsack, choose-one: project numbers once each, rising. Ranked: project numbers, the best first,
pot after pot. Points: (number, points) pairs, numbers rising; points are a whole number as text, since the
counted ballots of imported elections hold decimals in the same place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgeting.ballots.refusals import BallotRefused
from budgeting.rounds.models import Project, Round, RoundPot

Choice = int | tuple[int, str]
Choices = tuple[Choice, ...]
Type = Round.BallotType
# Room in the box is counted on it: Round.points has no more.
POINT_DIGITS = 5


@dataclass(frozen=True)
class PotUse:
    """How much of one pot a ballot uses. Money in minor units; a limit of None: there is no such limit.

    `chosen` stands in the ballot's order; `points` runs beside it where points are shared out.
    """

    share: RoundPot
    chosen: tuple[Project, ...]
    limit: int | None
    points: tuple[int, ...] = ()
    points_limit: int | None = None

    @property
    def spent(self) -> int:
        return sum(project.cost for project in self.chosen)

    @property
    def left(self) -> int:
        return self.share.amount - self.spent

    @property
    def choices_left(self) -> int | None:
        return None if self.limit is None else self.limit - len(self.chosen)

    @property
    def points_left(self) -> int | None:
        return None if self.points_limit is None else self.points_limit - sum(self.points)


def choice_limit(round: Round) -> int | None:
    """Most choices in each pot (of a ranked ballot: its places), or None."""
    return 1 if round.ballot_type == Type.CHOOSE_ONE else round.max_choices


def limits_money(round: Round) -> bool:
    return round.ballot_type == Type.KNAPSACK


def is_ranked(round: Round) -> bool:
    return round.ballot_type == Type.ORDINAL


def shares_points(round: Round) -> bool:
    return round.ballot_type == Type.CUMULATIVE


def number_of(choice: Choice) -> int:
    """The project that a choice names."""
    return choice[0] if isinstance(choice, tuple) else choice


def from_json(rows: Iterable[Any]) -> Choices:
    """Choices as they come out of JSON, which knows no pairs."""
    return tuple((row[0], row[1]) if isinstance(row, list) else row for row in rows)


def tidy(round: Round, projects: Iterable[Project], chosen: Iterable[Choice]) -> Choices:
    """The canonical shape: two ballots that say the same are the same. `projects` are all of the round.

    What is wrong stays to be seen by `check`. Raises BallotRefused for a choice of another ballot type.
    """
    if shares_points(round):
        return tuple(sorted(map(_pair, chosen), key=number_of))
    numbers = [_number(choice) for choice in chosen]
    if not is_ranked(round):
        return tuple(sorted(set(numbers)))
    pots = {project.number: project.round_pot_id for project in projects}
    return tuple(sorted(numbers, key=lambda number: pots.get(number, 0)))


def _number(choice: Choice) -> int:
    if isinstance(choice, int):
        return choice
    raise BallotRefused("unknown")


def _pair(choice: Choice) -> tuple[int, str]:
    if isinstance(choice, int):
        raise BallotRefused("unknown")
    number, points = choice
    return number, str(int(points)) if points.isascii() and points.isdecimal() else points


def uses(
    round: Round, shares: Sequence[RoundPot], projects: Iterable[Project], chosen: Iterable[Choice]
) -> list[PotUse]:
    """What these choices use of each pot in `shares`. Points must be sound (see `check_sound`)."""
    by_number = {project.number: project for project in projects}
    named = [(by_number[number_of(each)], each) for each in chosen if number_of(each) in by_number]
    return [
        _use(round, share, [(project, each) for project, each in named if project.round_pot_id == share.pk])
        for share in shares
    ]


def _use(round: Round, share: RoundPot, named: Sequence[tuple[Project, Choice]]) -> PotUse:
    return PotUse(
        share=share,
        chosen=tuple(project for project, _choice in named),
        limit=choice_limit(round),
        points=tuple(int(choice[1]) for _project, choice in named if isinstance(choice, tuple)),
        points_limit=round.points if shares_points(round) else None,
    )


def check(
    round: Round, shares: Sequence[RoundPot], projects: Sequence[Project], chosen: Sequence[Choice]
) -> None:
    """Raises BallotRefused unless `chosen` is a ballot for `shares`; `projects` are all of the round."""
    if not chosen:
        raise BallotRefused("empty")
    check_sound(round, projects, chosen)
    pots = {project.number: project.round_pot_id for project in projects}
    if not {pots[number_of(each)] for each in chosen} <= {share.pk for share in shares}:
        raise BallotRefused("other_ward")
    for use in uses(round, shares, projects, chosen):
        refuse_overuse(round, use)


def check_sound(round: Round, projects: Iterable[Project], chosen: Sequence[Choice]) -> None:
    """Raises BallotRefused unless each choice names a project of the round, once, with whole points."""
    titles = {project.number: project for project in projects}
    numbers = [number_of(each) for each in chosen]
    if any(number not in titles for number in numbers):
        raise BallotRefused("unknown")
    if len(set(numbers)) < len(numbers):
        raise BallotRefused("twice")
    if tidy(round, titles.values(), chosen) != tuple(chosen):
        raise BallotRefused("unknown")
    for each in chosen:
        if isinstance(each, tuple):
            check_points(titles[each[0]].title, each[1])


def check_points(title: str, points: str) -> None:
    """Raises BallotRefused unless `points` is a whole number from 1, in plain digits."""
    if points.isascii() and points.isdecimal() and len(points) <= POINT_DIGITS and int(points) > 0:
        return
    raise BallotRefused(
        "points_wrong",
        _("The points for “%(project)s” are not a whole number from 1 up. Please write them again.")
        % {"project": title},
    )


def refuse_overuse(round: Round, use: PotUse) -> None:
    """Raises BallotRefused when one pot is asked for more money, choices or points than there are."""
    pot = use.share.pot.name
    if limits_money(round) and use.left < 0:
        raise BallotRefused(
            "too_dear",
            _("Your choices cost more than “%(pot)s” holds. Take one or more of them out of your basket.")
            % {"pot": pot},
        )
    if use.choices_left is not None and use.choices_left < 0:
        raise BallotRefused("too_many", _too_many(round, use) % {"limit": use.limit, "pot": pot})
    if use.points_left is not None and use.points_left < 0:
        sentence = ngettext(
            "You have %(limit)s point to share out in “%(pot)s”, and gave %(given)s. Please take some back.",
            "You have %(limit)s points to share out in “%(pot)s”, and gave %(given)s. Please take some back.",
            use.points_limit or 0,
        )
        facts = {"limit": use.points_limit, "given": sum(use.points), "pot": pot}
        raise BallotRefused("too_many_points", sentence % facts)


def _too_many(round: Round, use: PotUse) -> str:
    limit = use.limit or 0
    if is_ranked(round):
        return ngettext(
            "There is %(limit)s place in “%(pot)s”. Please take some projects out of your basket.",
            "There are %(limit)s places in “%(pot)s”. Please take some projects out of your basket.",
            limit,
        )
    if shares_points(round):
        return ngettext(
            "You can give points to %(limit)s project in “%(pot)s”. Please take some points back.",
            "You can give points to up to %(limit)s projects in “%(pot)s”. Please take some points back.",
            limit,
        )
    return ngettext(
        "You can choose %(limit)s project in “%(pot)s”. Please take some out of your basket.",
        "You can choose up to %(limit)s projects in “%(pot)s”. Please take some out of your basket.",
        limit,
    )
