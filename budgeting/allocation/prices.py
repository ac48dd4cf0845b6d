"""Exact prices of Equal Shares: a float with a sure error bound first, then 320 bits, then the fraction
itself.

A price y solves: cost = poor supporters' money + y * (rich supporters' grades). Poor supporters' money is
what they were given minus what they paid, so y = (cost - endowment * A + sum over earlier purchases k of
y_k * s_k) / R with whole numbers A, s_k and R. The s_k are worked out only where floats cannot tell, the
fraction only where intervals of whole multiples of 2**-BITS overlap, which in practice means a true tie.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

BITS = 320


@dataclass(slots=True, eq=False)
class Price:
    """One price. `near` is off by at most `error`; `shares()` lists (earlier price, s_k), asked for once."""

    cost: int
    given: Fraction
    poor: int
    rich: int
    near: float
    error: float
    shares: Callable[[], list[tuple["Price", int]]]
    paid: list[tuple["Price", int]] | None = field(default=None)
    bounds: tuple[int, int] | None = field(default=None)
    known: Fraction | None = field(default=None)

    def settled(self) -> list[tuple["Price", int]]:
        """The earlier prices with their s_k."""
        if self.paid is None:
            self.paid = self.shares()
        return self.paid

    def interval(self) -> tuple[int, int]:
        """Whole multiples of 2**-BITS below and above the price."""
        waiting = [self]
        while self.bounds is None:
            price = waiting[-1]
            if missing := [earlier for earlier, _ in price.settled() if earlier.bounds is None]:
                waiting += missing
                continue
            waiting.pop()
            price.bounds = price.bounds or price._interval()
        return self.bounds

    def _interval(self) -> tuple[int, int]:
        given_low, given_high = _scaled(self.given)
        low = (self.cost << BITS) - given_high * self.poor
        high = (self.cost << BITS) - given_low * self.poor
        for earlier, share in self.settled():
            assert earlier.bounds is not None
            low += earlier.bounds[0] * share
            high += earlier.bounds[1] * share
        return low // self.rich, -(-high // self.rich)

    def exact(self) -> Fraction:
        """The price as a fraction (earlier prices are worked out first, once each)."""
        waiting = [self]
        while self.known is None:
            price = waiting[-1]
            if missing := [earlier for earlier, _ in price.settled() if earlier.known is None]:
                waiting += missing
                continue
            waiting.pop()
            if price.known is None:
                owed = price.cost - price.given * price.poor
                for earlier, share in price.settled():
                    owed += (earlier.known or 0) * share
                price.known = Fraction(owed) / price.rich
        return self.known

    def sharp(self) -> float:
        """The float nearest to the price, good to a relative 2**-52."""
        low, high = self.interval()
        return (low + high) / (1 << (BITS + 1))


def _scaled(value: Fraction) -> tuple[int, int]:
    top = value.numerator << BITS
    return top // value.denominator, -(-top // value.denominator)


def compare(left: Price, left_by: int, right: Price, right_by: int) -> int:
    """The sign of left / left_by - right / right_by (both divisors above zero), exactly."""
    gap = left.near * right_by - right.near * left_by
    slack = left.error * right_by + right.error * left_by
    slack += (left.near * right_by + right.near * left_by) * 2.0**-50
    if abs(gap) > slack:
        return 1 if gap > 0 else -1
    (left_low, left_high), (right_low, right_high) = left.interval(), right.interval()
    if left_low * right_by > right_high * left_by:
        return 1
    if left_high * right_by < right_low * left_by:
        return -1
    first, second = left.exact() * right_by, right.exact() * left_by
    return (first > second) - (first < second)


def money_sign(given: Fraction, paid: list[tuple[Price, int]], price: Price, grade: int) -> int:
    """The sign of a voter's money (given minus shares paid) minus price * grade, exactly."""
    parts = [*paid, (price, grade)]
    intervals = [(*earlier.interval(), share) for earlier, share in parts]
    have_low, have_high = _scaled(given)
    if have_low > sum(high * share for _, high, share in intervals):
        return 1
    if have_high < sum(low * share for low, _, share in intervals):
        return -1
    spent = sum((earlier.exact() * share for earlier, share in parts), Fraction(0))
    return (given > spent) - (given < spent)
