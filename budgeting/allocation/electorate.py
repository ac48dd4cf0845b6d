"""The supporters of each project as arrays, made once and shared by every run of Equal Shares on a
problem."""

from dataclasses import dataclass

import numpy as np

from . import compiled
from .problem import Array, Problem

BLOCK = 8192
EXACT_FLOAT = 2**53


@dataclass(slots=True)
class Electorate:
    """Per project: positions of its supporters' ballots, their weights, grades (None: all 1) and products.

    `divisors` turn a price per grade into a price per utility (the cost where utility is cost times grade);
    `floors` are prices that no run can fall below: everybody pays. `mark` is scratch, zero between uses.
    """

    problem: Problem
    groups: list[Array]
    weights: list[Array]
    grades: list[Array | None]
    products: list[Array]
    voters: list[int]
    totals: list[int]
    largest: list[float]
    divisors: list[int]
    supported: list[int]
    free: list[int]
    size: int
    mark: Array
    floors: Array
    lowest: Array
    glances: compiled.Glances | None = None

    def shares_of(self, k: int) -> int:
        """The sum of marked weight times grade over the supporters of k, exactly."""
        marked, grades = self.mark[self.groups[k]], self.problem.grades[k]
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

    def among(self, p: int, chosen: Array) -> int:
        """The exact sum of weight times grade over the chosen supporters of p (floats 0 or 1)."""
        if self.totals[p] < EXACT_FLOAT:
            return int(dot(self.products[p], chosen))
        grades = self.problem.grades[p]
        weights = self.problem.weights[self.groups[p]].astype(object)
        return int((weights * (1 if grades is None else grades.astype(object)))[chosen > 0].sum())


def dot(left: Array, right: Array) -> float:
    """The inner product, in blocks short enough that the linear algebra library starts no threads."""
    if len(left) <= BLOCK:
        return float(left @ right)
    return sum(float(left[at : at + BLOCK] @ right[at : at + BLOCK]) for at in range(0, len(left), BLOCK))


def electorate_of(problem: Problem, by_cost: bool) -> Electorate:
    """The arrays for Equal Shares with utility grade (times cost, with `by_cost`)."""
    weights = [problem.weights[group].astype(np.float64) for group in problem.groups]
    grades = [None if part is None else part.astype(np.float64) for part in problem.grades]
    divisors = [cost if by_cost and cost else 1 for cost in problem.costs]
    floors = [
        cost / score if score else 0.0 for cost, score in zip(problem.costs, problem.scores, strict=True)
    ]
    products = [w if g is None else w * g for w, g in zip(weights, grades, strict=True)]
    # sums of these are whole numbers that floats hold, in any order
    quick = compiled.library is not None and max(problem.scores, default=0) < EXACT_FLOAT
    return Electorate(
        problem,
        problem.groups,
        weights,
        grades,
        products,
        problem.named,
        problem.scores,
        [1.0 if part is None or not len(part) else float(part.max()) for part in grades],
        divisors,
        [p for p in range(problem.size) if problem.scores[p] > 0 and problem.costs[p] > 0],
        [p for p in range(problem.size) if problem.scores[p] > 0 and problem.costs[p] == 0],
        len(problem.weights),
        np.zeros(len(problem.weights), dtype=np.int64),
        np.array(floors, dtype=np.float64),
        np.array([floor / by for floor, by in zip(floors, divisors, strict=True)], dtype=np.float64)
        * (1 - 2.0**-50),
        compiled.Glances(problem.groups, weights, grades, products) if quick else None,
    )
