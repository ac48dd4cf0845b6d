"""Greedy: the projects with the highest score first, as long as the money lasts.

Talmon and Faliszewski, "A Framework for Approval-Based Budgeting Methods", AAAI 2019 (greedy by score and
by score per cost). Stopping at the first project that does not fit, and thresholds, are what cities add.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby
from typing import Self

from .constraints import NEEDS, Bars
from .numbers import Number
from .outcome import Decision, Step
from .problem import Problem

Key = tuple[int, int | Fraction]


@dataclass(slots=True)
class Greedy:
    """One greedy count. `levels` are positions of equal score, best first; `bought_before` are funded
    already."""

    problem: Problem
    scores: list[int]
    levels: list[list[int]]
    left: int
    skip: bool
    bars: Bars
    phase: str = ""
    funded: list[int] = field(default_factory=list)
    bought_before: int = 0
    lost: dict[int, Decision] = field(default_factory=dict)
    won: dict[int, Decision] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    stopped_at: int | None = None

    def tied(self) -> list[int]:
        """Every project of the best score that is still open (with skip: and fits)."""
        if self.stopped_at is not None:
            return []
        for at, level in enumerate(self.levels):
            open_now = [p for p in level if self._open(p)]
            if open_now:
                self._close(at, open_now)
                return open_now
        return []

    def _close(self, at: int, open_now: list[int]) -> None:
        """Forgets the levels that were passed, but for projects that wait for another one."""
        waiting = [
            [p for p in level if p not in self.lost and p not in self.won] for level in self.levels[:at]
        ]
        self.levels = [level for level in waiting if level] + self.levels[at:]

    def _open(self, p: int) -> bool:
        if p in self.lost or p in self.won:
            return False
        code = self.bars.bar(p)
        if code == NEEDS:
            return False
        if code:
            self._lose(p, code, self.bars.others(p))
        elif self.skip and self.problem.costs[p] > self.left:
            self._lose(p, "lost_money")
        return p not in self.lost

    def _numbers(self, p: int) -> tuple[tuple[str, Number], ...]:
        problem = self.problem
        return (
            ("cost", problem.money(problem.costs[p])),
            ("left", problem.money(self.left)),
            ("votes", problem.named[p]),
            ("score", problem.score(p) if self.scores is problem.scores else self.scores[p]),
        )

    def _lose(self, p: int, code: str, others: tuple[str, ...] = ()) -> None:
        self.lost[p] = Decision(self.problem.ids[p], False, code, 0, self._numbers(p), others)

    def take(self, p: int) -> None:
        """Buys p, or stops the count where p does not fit and nothing may be skipped."""
        problem = self.problem
        if problem.costs[p] > self.left:
            self._lose(p, "lost_money")
            self.stopped_at = p
            return
        code = "won_greedy_end" if self.phase else "won_greedy"
        step = len(self.funded) + 1
        self.won[p] = Decision(problem.ids[p], True, code, step, self._numbers(p))
        self.left -= problem.costs[p]
        self.funded.append(p)
        self.bars.fund(p)
        self.steps.append(Step(problem.ids[p], self._numbers(p)[3][1], problem.money(self.left), self.phase))

    def copy(self) -> Self:
        """The same state, to go on with separately."""
        return type(self)(
            self.problem,
            self.scores,
            list(self.levels),
            self.left,
            self.skip,
            self.bars.copy(),
            self.phase,
            list(self.funded),
            self.bought_before,
            dict(self.lost),
            dict(self.won),
            list(self.steps),
            self.stopped_at,
        )

    def key(self) -> Hashable:
        """What is funded and what is lost decides the rest."""
        return frozenset(self.funded), frozenset(self.lost), self.stopped_at

    def harmless(self, tied: list[int]) -> bool:
        """Where all fit together and no other condition holds, each is bought in any order."""
        return not self.bars.active and sum(self.problem.costs[p] for p in tied) <= self.left

    def decisions(self) -> list[Decision]:
        """One for each project, in the instance's order; those bought before this count are left out."""
        for p in range(self.problem.size):
            if p not in self.won and p not in self.lost and p not in self.funded:
                code = self.bars.bar(p)
                if code != NEEDS and self.stopped_at is not None:
                    self._lose(p, "lost_after_stop", (self.problem.ids[self.stopped_at],))
                else:
                    self._lose(p, code, self.bars.others(p))
        return [
            (self.won.get(p) or self.lost[p])
            for p in range(self.problem.size)
            if p in self.won or p in self.lost
        ]

    def trace(self) -> list[Step]:
        """The purchases of this count."""
        return self.steps


def greedy_count(
    problem: Problem, *, density: bool = False, skip: bool = True, threshold: bool = False
) -> Greedy:
    """Greedy by the problem's scores, from an empty allocation."""
    count = Greedy(problem, problem.scores, [], problem.budget, skip, Bars.of(problem))
    low = set[int]()
    if threshold:
        least = problem.instance.threshold * problem.grade_unit
        low = {p for p in range(problem.size) if problem.scores[p] < least}
        for p in low:
            count._lose(p, "lost_threshold")
    count.levels = _levels(problem, _keys(problem, density), low)
    return count


def greedy_end(problem: Problem, funded: list[int]) -> Greedy:
    """Greedy by number of votes with what is left after `funded`."""
    count = Greedy(problem, problem.named, [], problem.budget, True, Bars.of(problem), phase="greedy")
    for p in funded:
        count.bars.fund(p)
        count.left -= problem.costs[p]
    count.funded, count.bought_before = list(funded), len(funded)
    count.levels = _levels(problem, [(int(votes > 0), votes) for votes in problem.named], set(funded))
    return count


def _keys(problem: Problem, density: bool) -> list[Key]:
    return [sort_key(score, cost, density) for score, cost in zip(problem.scores, problem.costs, strict=True)]


def sort_key(score: int, cost: int, density: bool) -> Key:
    """What greedy sorts by, larger first: no score last, infinite density first."""
    if score == 0:
        return 0, 0
    if not density:
        return 1, score
    return (1, Fraction(score, cost)) if cost else (2, 0)


def _levels(problem: Problem, keys: list[Key], without: set[int]) -> list[list[int]]:
    order = sorted((p for p in range(problem.size) if p not in without), key=keys.__getitem__, reverse=True)
    return [list(level) for _, level in groupby(order, key=keys.__getitem__)]
