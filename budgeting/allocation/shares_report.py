"""Decisions and trace of Equal Shares, in whole numbers that come out the same on every machine."""

from fractions import Fraction

import numpy as np

from .equal_shares import EqualShares
from .numbers import Number, plain
from .outcome import Decision, Step
from .prices import BITS, Price
from .problem import Array

PLACES = 10**6


def rounded_down(price: Price, over: Fraction) -> Number:
    """price / over, rounded down to six decimals."""
    times, by = PLACES * over.denominator, over.numerator << BITS
    low, high = (bound * times // by for bound in price.interval())
    return plain(Fraction(low if low == high else int(price.exact() / over * PLACES), PLACES))


def shares_trace(count: EqualShares) -> list[Step]:
    """The purchases with price per unit of utility (six decimals, rounded down) and money left of the pot."""
    problem, prices, left = count.problem, dict(count.paid), count.problem.budget
    steps = []
    for p in count.funded:
        left -= problem.costs[p]
        price: Number = 0
        if p in prices:
            price = rounded_down(prices[p], _scale(count, p))
        steps.append(Step(problem.ids[p], price, problem.money(left), "shares"))
    return steps


def _scale(count: EqualShares, p: int) -> Fraction:
    """What turns a price per internal grade into money per unit of utility."""
    problem = count.problem
    divisor = Fraction(count.electorate.divisors[p], problem.unit if count.electorate.divisors[p] > 1 else 1)
    return divisor * problem.unit / problem.grade_unit


def shares_decisions(count: EqualShares) -> list[Decision]:
    """One decision for each project, in the instance's order."""
    problem = count.problem
    place, prices = {p: at for at, p in enumerate(count.funded, 1)}, dict(count.paid)
    money, scale = _money_left(count)
    found = []
    for p in range(problem.size):
        numbers: list[tuple[str, Number]] = [
            ("cost", problem.money(problem.costs[p])),
            ("votes", problem.named[p]),
            ("score", problem.score(p)),
        ]
        if p in place:
            most = Fraction(problem.unit, _largest_grade(count, p))
            numbers.append(("share", rounded_down(prices[p], most) if p in prices else 0))
            found.append(Decision(problem.ids[p], True, "won_shares", place[p], tuple(numbers)))
            continue
        code = count.bars.bar(p)
        if not code:
            code = "lost_shares" if problem.scores[p] else "lost_no_support"
            held = _held(count, p, money)
            floor = min(held // scale, problem.costs[p] - 1) if problem.costs[p] else 0
            numbers.append(("money", problem.money(max(floor, 0))))
        found.append(Decision(problem.ids[p], False, code, 0, tuple(numbers), count.bars.others(p)))
    return found


def _largest_grade(count: EqualShares, p: int) -> int:
    grades = count.problem.grades[p]
    return 1 if grades is None else int(grades.max())


def _held(count: EqualShares, p: int, money: Array) -> int:
    group = count.problem.groups[p]
    if money.dtype == object or int(count.problem.weights.sum()) * int(money.max(initial=0)) >= 2**62:
        return int((count.problem.weights[group].astype(object) * money[group].astype(object)).sum())
    return int((count.problem.weights[group] * money[group]).sum())


def _money_left(count: EqualShares) -> tuple[Array, int]:
    """Every ballot's money in units of 1/scale, rounded down with each purchase, and that scale."""
    problem, e = count.problem, count.electorate
    top = max(int(count.endowment) + 1, 1)
    scale = 1 << max(61 - (top * max(problem.voters, 1)).bit_length(), 0)
    largest = max((int(part.max()) for part in problem.grades if part is not None and len(part)), default=1)
    wide = top * scale * largest >= 2**62
    money = np.full(e.size, int(count.endowment * scale), dtype=object if wide else np.int64)
    for p, price in count.paid:
        group, grades = e.groups[p], problem.grades[p]
        share = -(-(price.interval()[1] * scale) >> BITS)
        if share * largest >= 2**62 and not wide:
            money, wide = money.astype(object), True
        money[group] = np.maximum(money[group] - share * (1 if grades is None else grades), 0)
    return money, scale
