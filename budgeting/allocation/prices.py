"""Exact prices of Equal Shares, kept as short sums of earlier prices and compared without building huge
fractions.

A price y solves: cost = poor supporters' money + y * (rich supporters' grades). Poor supporters' money is
what they were given minus what they paid, so y = (cost - endowment * A + sum over earlier purchases k of
y_k * s_k) / R with whole numbers A, s_k and R. Each price carries an interval of whole multiples of
2**-BITS that surely holds it; the fraction itself is worked out only where two intervals overlap, which in
practice means a true tie.
"""

from dataclasses import dataclass, field
from fractions import Fraction

BITS = 320


@dataclass(slots=True)
class Price:
    """One price: the whole numbers above, `low` and `high` in units of 2**-BITS, and the fraction once
    asked for."""

    cost: int
    given: Fraction
    poor: int
    paid: list[tuple["Price", int]]
    rich: int
    low: int
    high: int
    known: Fraction | None = field(default=None)

    def exact(self) -> Fraction:
        """The price as a fraction (earlier prices are worked out first, once each)."""
        waiting = [self]
        while self.known is None:
            price = waiting[-1]
            if missing := [earlier for earlier, _ in price.paid if earlier.known is None]:
                waiting += missing
                continue
            waiting.pop()
            if price.known is None:
                owed = price.cost - price.given * price.poor
                for earlier, share in price.paid:
                    owed += (earlier.known or 0) * share
                price.known = Fraction(owed) / price.rich
        return self.known

    def near(self) -> float:
        """The nearest float, good to a relative 2**-52."""
        return (self.low + self.high) / (1 << (BITS + 1))


def price_of(cost: int, given: Fraction, poor: int, paid: list[tuple[Price, int]], rich: int) -> Price:
    """The price with these whole numbers; `rich` must be above zero."""
    one = 1 << BITS
    top = given.numerator << BITS
    given_low, given_high = top // given.denominator, -(-top // given.denominator)
    low, high = cost * one - given_high * poor, cost * one - given_low * poor
    for price, share in paid:
        low += price.low * share
        high += price.high * share
    return Price(cost, given, poor, paid, rich, low // rich, -(-high // rich))


def compare(left: Price, left_by: int, right: Price, right_by: int) -> int:
    """The sign of left / left_by - right / right_by (both divisors above zero), exactly."""
    if left.low * right_by > right.high * left_by:
        return 1
    if left.high * right_by < right.low * left_by:
        return -1
    first, second = left.exact() * right_by, right.exact() * left_by
    return (first > second) - (first < second)


def money_sign(given: Fraction, paid: list[tuple[Price, int]], price: Price | None, grade: int) -> int:
    """The sign of a voter's money (given minus shares paid) minus price * grade, exactly. No price: zero."""
    spent_low = sum(earlier.low * share for earlier, share in paid) + (price.low * grade if price else 0)
    spent_high = sum(earlier.high * share for earlier, share in paid) + (price.high * grade if price else 0)
    have = given.numerator << BITS
    if have > spent_high * given.denominator:
        return 1
    if have < spent_low * given.denominator:
        return -1
    spent = sum((earlier.exact() * share for earlier, share in paid), Fraction(0))
    spent += price.exact() * grade if price else 0
    return (given > spent) - (given < spent)
