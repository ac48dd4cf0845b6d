"""The supporters of each project as float and whole-number arrays, made once and shared by every run on a
problem."""

from dataclasses import dataclass

import numpy as np

from .problem import Array, Problem


@dataclass(slots=True)
class Electorate:
    """Per project: positions of its supporters' ballots, their weights, grades and products; `divisor`
    turns a price per grade into a price per utility (the cost where utility is cost times grade)."""

    problem: Problem
    groups: list[Array]
    weights: list[Array]
    grades: list[Array | None]
    products: list[Array]
    voters: list[int]
    totals: list[int]
    divisors: list[int]
    supported: list[int]
    free: list[int]
    size: int
    mark: Array

    def shares_of(self, k: int) -> int:
        """The sum of marked weight times grade over the supporters of k, exactly."""
        marked = self.mark[self.groups[k]]
        grades = self.problem.grades[k]
        if grades is None:
            return int(marked.sum())
        if self.totals[k] >= 2**62:
            return int((marked.astype(object) * grades.astype(object)).sum())
        return int((marked * grades).sum())

    def grades_paid(self, k: int, ballots: Array) -> Array:
        """The whole-number grade that each of these ballots gives k (0: none)."""
        group, grades = self.groups[k], self.problem.grades[k]
        if not len(group):
            return np.zeros(len(ballots), dtype=np.int64)
        at = np.minimum(np.searchsorted(group, ballots), len(group) - 1)
        hit = group[at] == ballots
        return hit.astype(np.int64) if grades is None else np.where(hit, grades[at], 0)


def electorate_of(problem: Problem, by_cost: bool) -> Electorate:
    """The arrays for Equal Shares with utility grade (times cost, with `by_cost`)."""
    weights = [problem.weights[group].astype(np.float64) for group in problem.groups]
    grades = [None if part is None else part.astype(np.float64) for part in problem.grades]
    products = [w if g is None else w * g for w, g in zip(weights, grades, strict=True)]
    supported = [p for p in range(problem.size) if problem.scores[p] > 0 and problem.costs[p] > 0]
    return Electorate(
        problem,
        problem.groups,
        weights,
        grades,
        products,
        problem.named,
        problem.scores,
        [cost if by_cost else 1 for cost in problem.costs],
        supported,
        [p for p in range(problem.size) if problem.scores[p] > 0 and problem.costs[p] == 0],
        len(problem.weights),
        np.zeros(len(problem.weights), dtype=np.int64),
    )
