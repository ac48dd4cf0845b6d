"""EJR+ up to nothing, by cost: whether a group of voters with a common project was left with less than its
share.

Brill and Peters, "Robust and Verifiable Proportionality Axioms for Multiwinner Voting", EC 2023, in the
form that fits budgets: there must be no unfunded project p and k of its supporters such that for each of
them the cost of the funded projects on their ballot, plus p's cost, is at most k * B / n.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from .instance import Instance
from .numbers import Number
from .problem import Array, Problem, problem_of
from .profile import Profile
from .rules import Rule
from .ties import TieRule


@dataclass(frozen=True, slots=True)
class Shortfall:
    """An unfunded project whose `supporters` are each left with less than their share would have bought:
    the best served of them has funded projects worth `funded_cost`."""

    project: str
    supporters: int
    funded_cost: Number


def ejr_plus(instance: Instance, profile: Profile, funded: Collection[str]) -> tuple[Shortfall, ...]:
    """Every project that breaks EJR+ (none: the outcome satisfies it), with its largest such group. One
    pot."""
    problem = problem_of(instance, profile, Rule("votes", "greedy"), TieRule())
    chosen = {instance.index[id] for id in funded}
    served = _served(problem, chosen)
    found = []
    for p in range(problem.size):
        if p in chosen or not problem.named[p] or problem.costs[p] > problem.budget:
            continue
        if (shortfall := _shortfall(problem, p, served)) is not None:
            found.append(shortfall)
    return tuple(found)


def _served(problem: Problem, chosen: Collection[int]) -> Array:
    """For each ballot, what its funded projects cost."""
    total = sum(problem.costs)
    wide = (total + 1) * max(problem.voters, 1) >= 2**62
    served: Array = np.zeros(len(problem.weights), dtype=object if wide else np.int64)
    for p in chosen:
        served[problem.groups[p]] += problem.costs[p]
    return served


def _shortfall(problem: Problem, p: int, served: Array) -> Shortfall | None:
    group = problem.groups[p]
    order = np.argsort(served[group], kind="stable")
    costs = served[group][order]
    supporters = np.cumsum(problem.weights[group][order])
    if problem.budget * problem.voters >= 2**62:
        supporters = supporters.astype(object)
    short = np.flatnonzero((costs + problem.costs[p]) * problem.voters <= supporters * problem.budget)
    if not len(short):
        return None
    last = int(short[-1])
    return Shortfall(problem.ids[p], int(supporters[last]), problem.money(int(costs[last])))
