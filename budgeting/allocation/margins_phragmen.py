"""Margins under sequential Phragmen: when the project would have been bought in the count without it.

It is bought at a moment if its time is before that of whoever is next, and it fits. The count stops for
good when any of the projects that are next overshoots, so a stop must come strictly later than the
project's own time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from .counting import run
from .margins_greedy import rank_before, without
from .phragmen import Phragmen, phragmen_count
from .problem import Problem


@dataclass(frozen=True, slots=True)
class Moment:
    """Before a purchase or the stop: the exact time of it (None: there is nobody else), who is next (None:
    a stop), the money left and what p's supporters have paid already."""

    count: Phragmen
    time: Fraction | None
    next: int | None
    left: int
    paid: Fraction


def _moments(problem: Problem, p: int) -> Iterator[Moment]:
    count = phragmen_count(without(problem, p))
    while True:
        tied = count.tied()
        paid = count.exact_time(p) * problem.named[p] - problem.costs[p] if problem.named[p] else Fraction(0)
        if not tied:
            yield Moment(count, count.stopped_time() if count.stopped else None, None, count.left, paid)
            return
        chosen = min(tied, key=problem.rank.__getitem__)
        supported = problem.named[chosen] > 0
        time = count.exact_time(chosen) if supported else None
        yield Moment(count, time, chosen if supported else None, count.left, paid)
        count.take(chosen)


def _in_time(problem: Problem, p: int, cost: int, supporters: int, moment: Moment) -> bool:
    """Whether p would be bought at this moment."""
    if cost > moment.left or moment.count.bars.open_to(p, cost):
        return False
    if moment.time is None:
        return True
    time = (cost + moment.paid) / supporters
    if time == moment.time and moment.next is not None:
        return rank_before(problem, p, cost, moment.next)
    return time < moment.time


def _wins_at(problem: Problem, p: int, moment: Moment, cost: int) -> bool:
    return _in_time(problem, p, cost, problem.named[p], moment)


def phragmen_cost(problem: Problem, p: int) -> int | None:
    """The largest winning cost; None where even the smallest unit loses."""
    if not problem.named[p]:
        return _highest(0, problem.budget, lambda cost: _unsupported_wins(problem, p, cost)) or None
    best = 0
    for moment in _moments(problem, p):
        best = _highest(best, moment.left, partial(_wins_at, problem, p, moment))
    return best or None


def _highest(low: int, most: int, wins: Callable[[int], bool]) -> int:
    high = most + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if wins(middle) else (low, middle)
    return low


def _unsupported_wins(problem: Problem, p: int, cost: int) -> bool:
    costs, rank = list(problem.costs), problem.rank
    costs[p] = cost
    if problem.tie_rule.kind == "cost":
        order = sorted(range(problem.size), key=lambda q: (costs[q], problem.ids[q]))
        rank = [order.index(q) for q in range(problem.size)]
    count = phragmen_count(replace(problem, costs=costs, rank=rank))
    run(count)
    return p in count.funded


def phragmen_voters(problem: Problem, p: int) -> int | None:
    """The fewest new voters naming only p with which it wins; None where no number is enough."""
    cost, floor = problem.costs[p], max(problem.instance.minimum_support - problem.named[p], 1)
    best: int | None = None
    for moment in _moments(problem, p):
        if not _in_time(problem, p, cost, 2**62, moment):
            continue
        high = floor if best is None else best
        while best is None and not _in_time(problem, p, cost, problem.named[p] + high, moment):
            high *= 2
        if not _in_time(problem, p, cost, problem.named[p] + high, moment):
            continue
        low = floor - 1
        while high - low > 1:
            middle = (low + high) // 2
            enough = _in_time(problem, p, cost, problem.named[p] + middle, moment)
            low, high = (low, middle) if enough else (middle, high)
        best = high
    return best
