"""Sequential Phragmen: every voter earns money at the same pace; a project is bought as soon as its
supporters can pay for it together, which empties their purses.

Los, Christoff and Grossi, "Proportional Budget Allocations: Towards a Systematization", IJCAI 2022; after
Phragmen (1894). It stops when any of the projects that are next would overshoot the pot; projects without
support come last.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Self

import numpy as np

from .constraints import NEEDS, Bars
from .electorate import dot
from .numbers import Number
from .outcome import Decision, Step
from .problem import Array, Problem

SLACK = 2.0**-48


@dataclass(slots=True)
class Phragmen:
    """`last[g]` is the place (from 1; 0: never) of the purchase that emptied ballot g's purses; `times` are
    the exact times of purchase, `near` the same as floats. `low[p]` is a sure lower bound of when p can be
    bought."""

    problem: Problem
    weights: list[Array]
    last: Array
    low: Array
    left: int
    bars: Bars
    times: list[int] = field(default_factory=lambda: [0])
    below: int = 1
    near: Array = field(default_factory=lambda: np.zeros(1))
    funded: list[int] = field(default_factory=list)
    lost: dict[int, str] = field(default_factory=dict)
    stopped: bool = False
    stopped_by: list[int] = field(default_factory=list)
    left_before: dict[int, int] = field(default_factory=dict)

    def tied(self) -> list[int]:
        """The projects that can be bought first; then, without support, all that are left."""
        if self.stopped:
            return []
        open_now = [p for p in range(self.problem.size) if self._open(p)]
        supported = [p for p in open_now if self.problem.named[p]]
        if supported:
            return self._stop_if_overshooting(self._earliest(supported))
        return self._stop_if_overshooting(open_now)

    def _open(self, p: int) -> bool:
        if p in self.left_before or p in self.lost:
            return False
        if self.problem.costs[p] > self.problem.budget:
            self.lost[p] = "lost_too_dear"
            return False
        code = self.bars.bar(p)
        if code and code != NEEDS:
            self.lost[p] = code
        return not code

    def _stop_if_overshooting(self, tied: list[int]) -> list[int]:
        if any(self.problem.costs[p] > self.left for p in tied):
            self.stopped, self.stopped_by = True, tied
            return []
        return tied

    def stopped_time(self) -> Fraction | None:
        """The exact time at which the count stopped; None where only projects without support were left."""
        supported = [p for p in self.stopped_by if self.problem.named[p]]
        return self.exact_time(supported[0]) if supported else None

    def _earliest(self, supported: list[int]) -> list[int]:
        """Floats find who may be first; exact times decide among those."""
        best, looked = np.inf, dict[int, float]()
        for p in sorted(supported, key=self.low.__getitem__):
            if self.low[p] > best * (1 + SLACK):
                break
            looked[p] = self._near_time(p)
            best = min(best, looked[p])
        close = [p for p, time in looked.items() if self.low[p] <= best * (1 + SLACK) * (1 + SLACK)]
        if len(close) == 1:
            return close
        first = min(close, key=lambda p: Fraction(self._owed(p), self.problem.named[p]))
        owed, named = self._owed(first), self.problem.named
        return sorted(p for p in close if self._owed(p) * named[first] == owed * named[p])

    def _near_time(self, p: int) -> float:
        group, weights = self.problem.groups[p], self.weights[p]
        owed = dot(weights, self.near[self.last[group]])
        time = (self.problem.costs[p] + owed) / self.problem.named[p]
        self.low[p] = time * (1 - (len(group) + 16) * 2.0**-51)
        return time

    def _owed(self, p: int) -> int:
        """What p's supporters must have earned in all since the start, in units of 1/`below`, exactly."""
        group = self.problem.groups[p]
        counts = np.bincount(self.last[group], weights=self.weights[p], minlength=len(self.times))
        earlier = sum(
            time * int(count) for time, count in zip(self.times, counts.tolist(), strict=True) if count
        )
        return self.problem.costs[p] * self.below + earlier

    def exact_time(self, p: int) -> Fraction:
        """When p's supporters together have earned its cost since each of them last paid."""
        return Fraction(self._owed(p), self.below * self.problem.named[p])

    def time_of(self, place: int) -> Fraction:
        """The exact time of a purchase (place from 1, among those with supporters)."""
        return Fraction(self.times[place], self.below)

    def take(self, p: int) -> None:
        """Buys p now."""
        self.left_before[p] = self.left
        if self.problem.named[p]:
            owed, named = self._owed(p), self.problem.named[p]
            self.near = np.append(self.near, owed / (self.below * named))
            self.times = [time * named for time in self.times] + [owed]
            self.below *= named
            self.last[self.problem.groups[p]] = len(self.times) - 1
        self.left -= self.problem.costs[p]
        self.funded.append(p)
        self.bars.fund(p)

    def copy(self) -> Self:
        """The same state, to go on with separately."""
        return type(self)(
            self.problem,
            self.weights,
            self.last.copy(),
            self.low.copy(),
            self.left,
            self.bars.copy(),
            list(self.times),
            self.below,
            self.near,
            list(self.funded),
            dict(self.lost),
            self.stopped,
            self.stopped_by,
            dict(self.left_before),
        )

    def key(self) -> Hashable:
        """A voter's purse was last emptied at the latest time among the funded projects they support."""
        supported = [p for p in self.funded if self.problem.named[p]]
        return frozenset(self.funded), frozenset((p, self.time_of(at)) for at, p in enumerate(supported, 1))

    def harmless(self, tied: list[int]) -> bool:
        """Projects without support that all fit together are bought in any order."""
        together = sum(self.problem.costs[p] for p in tied)
        return not self.bars.active and not any(self.problem.named[p] for p in tied) and together <= self.left

    def decisions(self) -> list[Decision]:
        """One for each project, in the instance's order."""
        place = {p: at for at, p in enumerate(self.funded, 1)}
        return [self._decision(p, place.get(p, 0)) for p in range(self.problem.size)]

    def _decision(self, p: int, step: int) -> Decision:
        problem = self.problem
        numbers: list[tuple[str, Number]] = [
            ("cost", problem.money(problem.costs[p])),
            ("votes", problem.named[p]),
        ]
        if step:
            numbers.append(("left", problem.money(self.left_before[p])))
            code = "won_phragmen" if problem.named[p] else "won_unsupported"
            if problem.named[p]:
                numbers.append(("time", self._time(p)))
            return Decision(problem.ids[p], True, code, step, tuple(numbers))
        code = self.lost.get(p) or self.bars.bar(p) or "lost_stopped"
        if code == "lost_too_dear":
            numbers.append(("budget", problem.money(problem.budget)))
        elif code == "lost_stopped":
            numbers.append(("left", problem.money(self.left)))
        return Decision(problem.ids[p], False, code, 0, tuple(numbers), self.bars.others(p))

    def _time(self, p: int) -> Number:
        """When p was bought, in money earned by each voter, rounded down to six decimals."""
        supported = [q for q in self.funded if self.problem.named[q]]
        exact = self.time_of(1 + supported.index(p)) / self.problem.unit
        return self.problem.money(Fraction(int(exact * 10**6), 10**6) * self.problem.unit)

    def trace(self) -> list[Step]:
        """The purchases with their time."""
        steps = []
        for p in self.funded:
            left = self.left_before[p] - self.problem.costs[p]
            time = self._time(p) if self.problem.named[p] else 0
            steps.append(Step(self.problem.ids[p], time, self.problem.money(left), "phragmen"))
        return steps


def phragmen_count(problem: Problem) -> Phragmen:
    """Nothing bought, all purses empty."""
    weights = [problem.weights[group].astype(np.float64) for group in problem.groups]
    floors = [
        cost / named if named else 0.0 for cost, named in zip(problem.costs, problem.named, strict=True)
    ]
    return Phragmen(
        problem,
        weights,
        np.zeros(len(problem.weights), dtype=np.intp),
        np.array(floors) * (1 - SLACK),
        problem.budget,
        Bars.of(problem),
    )
