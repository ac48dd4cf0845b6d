"""Margins under Equal Shares without Add1: the run without the project shows what its supporters would have
paid.

Until a project is bought the run is the same with and without it. At each purchase of another project it
would have been bought instead if its supporters had collected its cost at that price or a lower one, and at
the end if they had its cost in all. New voters lower what everybody is given, which is not monotone:
numbers are tried from the smallest on, and a stretch is left out only where it is certified that the
project loses all through it.
"""

from collections.abc import Callable
from fractions import Fraction

from .counting import run
from .electorate import Electorate, electorate_of
from .equal_shares import EqualShares, shares_count
from .margins_greedy import greedy_end_cost, greedy_end_wins, new_grade, rank_before, without
from .prices import Price, compare
from .problem import Problem
from .rules import Rule

MOST_RUNS = 20_000
GENEROUS = 1 + 2.0**-40


def shares_cost(problem: Problem, rule: Rule, p: int) -> int | None:
    """The largest winning cost; None where even the smallest unit loses."""
    best = 0
    given = Fraction(problem.budget, problem.voters) if problem.voters else Fraction(0)
    count = shares_count(electorate_of(without(problem, p), rule.by_cost), given)
    while True:
        tied = count.tied()
        chosen = min(tied, key=problem.rank.__getitem__) if tied else None
        if problem.scores[p] and (chosen is None or problem.costs[chosen]):
            best = _best_here(problem, rule, count, p=p, chosen=chosen, best=best)
        if chosen is None:
            break
        count.take(chosen)
    if rule.greedy_end:
        best = greedy_end_cost(problem, count.funded, p, best)
    return best or None


def _best_here(
    problem: Problem, rule: Rule, count: EqualShares, *, p: int, chosen: int | None, best: int
) -> int:
    """The largest cost that wins before `chosen` (None: at the end), if larger than `best`."""
    price = None if chosen is None else count.offers[chosen].price

    def wins(cost: int) -> bool:
        if count.bars.open_to(p, cost):
            return False
        return _wins_before(problem, rule, count, p=p, cost=cost, chosen=chosen, price=price)

    low, high = best, problem.budget + 1
    if not wins(low + 1):
        return best
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if wins(middle) else (low, middle)
    return low


def _wins_before(
    problem: Problem,
    rule: Rule,
    count: EqualShares,
    *,
    p: int,
    cost: int,
    chosen: int | None,
    price: Price | None,
) -> bool:
    """Whether p at this cost is affordable and, per utility, cheaper than `chosen` (or before it in a
    tie)."""
    wallets, by = count.wallets, cost if rule.by_cost else 1
    if price is not None and chosen is not None:
        theirs = count.electorate.divisors[chosen]
        money, off = wallets.collected(p, (price.near + price.error) / theirs * by * GENEROUS)
        if money + off < cost:
            return False
    offer = wallets.offer(p, 0.0, cost)
    if offer is None:
        return False
    if price is None or chosen is None:
        return True
    sign = compare(offer.price, by, price, count.electorate.divisors[chosen])
    return sign < 0 or (sign == 0 and rank_before(problem, p, cost, chosen))


def shares_voters(problem: Problem, rule: Rule, p: int, wins_with: Callable[[int], bool]) -> int | None:
    """The fewest new voters naming only p with which it wins; None where no number is enough (or none was
    found in 20,000 runs)."""
    most = _surely_enough(problem, rule, p)
    if most is None:
        return None
    electorate = electorate_of(without(problem, p), rule.by_cost)
    k, stretch = max(_surely_needed(problem, rule, p), 1), 1
    for _ in range(MOST_RUNS):
        if k > most:
            return None
        if stretch > 1 and _loses_throughout(problem, rule, electorate, p, few=k, many=k + stretch - 1):
            k, stretch = k + stretch, stretch * 2
        elif stretch > 1:
            stretch //= 4
        else:
            if wins_with(k):
                return k
            k, stretch = k + 1, 2
        stretch = max(stretch, 1)
    return None


def _surely_enough(problem: Problem, rule: Rule, p: int) -> int | None:
    """A number of new voters with which p wins if any does; None where none can be enough.

    Those who can pay for p alone, from what they are given: k * B / (n + k) >= cost. Where p costs the
    whole pot, or another project could bar it: so many that nothing else can be paid for.
    """
    cost, budget, least = (
        problem.costs[p],
        problem.budget,
        problem.instance.minimum_support - problem.named[p],
    )
    enough = -(-cost * problem.voters // (budget - cost)) if cost < budget else 0
    if cost < budget and not problem.instance.constrained:
        return max(enough, least, 1)
    if cost > budget or (cost == budget and not rule.greedy_end and problem.named[p] < problem.voters):
        return None
    others = [named * budget // c for named, c in zip(problem.named, problem.costs, strict=True) if c]
    return max([enough, *others, *problem.named, least, 0]) + 1


def _surely_needed(problem: Problem, rule: Rule, p: int) -> int:
    """With fewer than these, all that p's supporters are given does not pay for it (greedy may buy it all
    the same)."""
    floor = problem.instance.minimum_support - problem.named[p]
    cost, budget = problem.costs[p], problem.budget
    if rule.greedy_end or cost >= budget:
        return floor
    return max(floor, -(-(cost * problem.voters - problem.named[p] * budget) // (budget - cost)))


def _loses_throughout(
    problem: Problem, rule: Rule, electorate: Electorate, p: int, *, few: int, many: int
) -> bool:
    """Whether p surely loses with every number of new voters from `few` to `many`.

    Everybody is given the most with few and p has the most supporters with many: if the others buy the same
    in the same order all through, then prices are highest with many and money is highest with few.
    """
    low = shares_count(electorate, Fraction(problem.budget, problem.voters + many))
    run(low)
    high = shares_count(electorate, Fraction(problem.budget, problem.voters + few), like=low)
    prices, top, cost = dict(low.paid), float(high.endowment) * GENEROUS, problem.costs[p]
    grade, by = new_grade(problem, rule), problem.costs[p] if rule.by_cost else 1
    for q in low.funded:
        if q in prices:
            if not high.beats(q, prices[q]):
                return False
            ceiling = (prices[q].near + prices[q].error) / electorate.divisors[q] * by * GENEROUS
            money, off = high.wallets.collected(p, ceiling)
            if money + off + many * min(top, ceiling * grade) >= cost * (2 - GENEROUS):
                return False
        high.take(q)
    if high.tied():
        return False
    money, off = high.wallets.collected(p, float("inf"))
    if money + off + many * top >= cost * (2 - GENEROUS):
        return False
    return not (rule.greedy_end and greedy_end_wins(problem, low.funded, p, many))
