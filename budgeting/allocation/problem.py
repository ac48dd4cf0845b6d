"""What the rules compute on: one pot's projects, whole-number costs, and each project's supporters as flat
arrays."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from .errors import AllocationError
from .instance import Instance
from .numbers import Number, common_unit, plain
from .profile import Profile
from .rules import Rule, Score
from .ties import TieRule

Array = npt.NDArray[Any]
MOST_BITS = 300
MINIMUM, OUTSIDE = "lost_minimum_support", "lost_other_pot"


@dataclass(slots=True)
class Problem:
    """One pot. Positions replace ids; money is in units of 1/`unit`, utilities in units of 1/`grade_unit`.

    Project p is supported by the ballots `groups[p]` (positions in `weights`), which give it `grades[p]`
    (None: 1 each). `named[p]` counts voters that name it with more than nothing, `scores[p]` sums what they
    give. `rank[p]` is its place under the tie rule, `barred[p]` the code of what bars it from the start, if
    anything.
    """

    instance: Instance
    profile: Profile
    ids: tuple[str, ...]
    costs: list[int]
    budget: int
    unit: int
    voters: int
    weights: Array
    groups: list[Array]
    grades: list[Array | None]
    grade_unit: int
    named: list[int]
    scores: list[int]
    rank: list[int]
    tie_rule: TieRule
    barred: list[str] = field(default_factory=list)

    @property
    def size(self) -> int:
        return len(self.ids)

    def money(self, whole: int | Fraction) -> Number:
        """Internal money in the instance's own unit."""
        return plain(Fraction(whole, self.unit)) if self.unit > 1 else plain(whole)

    def score(self, p: int) -> Number:
        """The score of project p in the ballots' own unit."""
        return plain(Fraction(self.scores[p], self.grade_unit)) if self.grade_unit > 1 else self.scores[p]


def problem_of(instance: Instance, profile: Profile, rule: Rule, tie_rule: TieRule) -> Problem:
    """The problem that `rule` counts. Raises AllocationError when ballots and projects do not go together."""
    if profile.ids != instance.ids:
        raise AllocationError("vote", "the ballots were made for other projects than these")
    caps = [cap for _, cap in instance.category_caps]
    unit = common_unit([project.cost for project in instance.projects] + [instance.budget] + caps)
    choices, ballots, grades, grade_unit = _support(profile, rule.score)
    short = (
        choices.astype(np.uint16) if len(instance.projects) < 2**16 else choices
    )  # sorted by radix, not by merging
    order = np.argsort(short, kind="stable")
    size = len(instance.projects)  # none in an area that nobody proposed for
    ends = np.cumsum(np.bincount(choices, minlength=size))[:-1]
    groups = [part.astype(np.intp) for part in np.split(ballots[order], ends)[:size]]
    parts: list[Array | None] = (
        list(np.split(grades[order], ends)[:size]) if grades is not None else [None] * size
    )
    weights = profile.counts
    named = [int(weights[group].sum()) for group in groups]
    sums = [
        _weighted(weights[g], part) if part is not None else n
        for g, part, n in zip(groups, parts, named, strict=True)
    ]
    place = {id: at for at, id in enumerate(tie_rule.ranking(instance.projects))}
    costs, budget = [int(project.cost * unit) for project in instance.projects], int(instance.budget * unit)
    _check_size("cost", max([budget, *costs]) * max(profile.voters, 1))
    _check_size("points", max(sums, default=0))
    return Problem(
        instance,
        profile,
        instance.ids,
        costs,
        budget,
        unit,
        profile.voters,
        weights,
        groups,
        parts,
        grade_unit,
        named,
        sums,
        [place[id] for id in instance.ids],
        tie_rule,
        [_bar(instance, id, count) for id, count in zip(instance.ids, named, strict=True)],
    )


def _check_size(field: str, most: int) -> None:
    """Floats, which guide the search, hold whole numbers of this size and their squares."""
    if most.bit_length() > MOST_BITS:
        raise AllocationError(field, f"the numbers together have more than {MOST_BITS // 10 * 3} digits")


def _bar(instance: Instance, id: str, supporters: int) -> str:
    if id in instance.outside:
        return OUTSIDE
    return MINIMUM if supporters < instance.minimum_support else ""


def _weighted(weights: Array, grades: Array) -> int:
    """The exact sum of weight times grade, whatever its size."""
    if len(grades) and int(weights.sum()) * int(abs(grades).max()) >= 2**62:
        return int((weights.astype(object) * grades.astype(object)).sum())
    return int((weights * grades).sum())


def _support(profile: Profile, score: Score) -> tuple[Array, Array, Array | None, int]:
    """Per named project of each ballot: project, ballot, grade (None: all 1) and the grades' unit; zeros
    left out."""
    lengths = np.diff(profile.starts)
    ballots = np.repeat(np.arange(profile.distinct), lengths)
    if score == "votes" and profile.points is None:
        return profile.choices, ballots, None, 1
    if score in ("score", "borda"):
        if profile.kind != "ordinal":
            raise AllocationError("rule", f"scores by place need ranked ballots, these are {profile.kind}")
        place = np.arange(len(profile.choices)) - np.repeat(profile.starts[:-1], lengths)
        top = np.repeat(lengths, lengths) - 1 if score == "borda" else (profile.max_length or profile.longest)
        grades, unit = np.maximum(top - place, 0), 1
    elif profile.points is None:
        grades, unit = np.ones(len(profile.choices), dtype=np.int64), 1
    else:
        grades, unit = profile.points, profile.points_unit
    kept = grades > 0
    if score == "votes":
        return profile.choices[kept], ballots[kept], None, 1
    return profile.choices[kept], ballots[kept], grades[kept], unit
