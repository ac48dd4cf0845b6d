"""Quadratic subsidies, (sum of roots)^2 - sum, compared without a float ever deciding.

With b bits, the whole number isqrt(a * 4^b) is at most 2^b * sqrt(a) and less than one below it (and equal
to it where a is a square). So n roots added up are off by less than n, and the subsidy lies between two
whole multiples of 4^-b. More bits narrow them down. What no number of bits parts may be equal: that is
decided by algebra. Square roots of different squarefree numbers are independent over the fractions
(Besicovitch, "On the Linear Independence of Fractional Powers of Integers", 1940), so a sum of roots is zero
only if, for each squarefree number, what stands before its root is zero.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, count
from math import gcd, isqrt

QUICK, SHARP = 64, 256
Bounds = tuple[int, int]


@dataclass(slots=True, eq=False)
class Subsidy:
    """(sum of n * sqrt(a))^2 - sum of n * a, over pairs (a, n): so many people gave a minor units each."""

    pairs: tuple[tuple[int, int], ...]
    known: dict[int, Bounds] = field(default_factory=dict)

    def bounds(self, bits: int) -> Bounds:
        """Whole multiples of 4^-bits, at most and at least the subsidy."""
        if bits not in self.known:
            low = slack = total = 0
            for amount, people in self.pairs:
                root = isqrt(amount << (2 * bits))
                low += people * root
                slack += 0 if root * root == amount << (2 * bits) else people
                total += people * amount
            total <<= 2 * bits
            self.known[bits] = low * low - total, (low + slack) ** 2 - total
        return self.known[bits]

    def by_root(self) -> Counter[int]:
        """The same as whole numbers before roots of squarefree numbers; 1 stands for the whole part."""
        roots: Counter[int] = Counter()
        for amount, people in self.pairs:
            free, outside = squarefree(amount)
            roots[free] += people * outside
        found = Counter({1: -sum(amount * people for amount, people in self.pairs)})
        for free, times in roots.items():
            found[1] += times * times * free
        for (one, times), (other, often) in combinations(roots.items(), 2):
            shared = gcd(one, other)
            found[one * other // (shared * shared)] += 2 * times * often * shared
        return found


@dataclass(frozen=True, slots=True, eq=False)
class RootSum:
    """A whole number and whole multiples of subsidies: all that a sharing rule ever compares."""

    whole: int = 0
    terms: Mapping[Subsidy, int] = field(default_factory=dict)
    known: dict[int, Bounds] = field(default_factory=dict)

    def bounds(self, bits: int) -> Bounds:
        """Whole multiples of 4^-bits, at most and at least the sum."""
        if bits not in self.known:
            low = high = self.whole << (2 * bits)
            for subsidy, times in self.terms.items():
                least, most = subsidy.bounds(bits)
                low, high = low + min(least * times, most * times), high + max(least * times, most * times)
            self.known[bits] = low, high
        return self.known[bits]

    def sign(self) -> int:
        """-1, 0 or 1, exactly."""
        for bits in (QUICK, SHARP):
            if (sign := _sure(self.bounds(bits))) is not None:
                return sign
        if self.is_zero():
            return 0
        return next(sign for step in count(1) if (sign := _sure(self.bounds(SHARP << step))) is not None)

    def is_zero(self) -> bool:
        """By algebra alone."""
        before: Counter[int] = Counter({1: self.whole})
        for subsidy, times in self.terms.items():
            for root, often in subsidy.by_root().items():
                before[root] += times * often
        return not any(before.values())

    def floor(self) -> int:
        return floor_of_quotient(self, 1, RootSum(1))


def combined(parts: Iterable[tuple[RootSum, int]]) -> RootSum:
    """The sum of each part times its whole number; what cancels is gone."""
    whole, terms = 0, defaultdict[Subsidy, int](int)
    for part, times in parts:
        if not times:
            continue
        whole += part.whole * times
        for subsidy, often in part.terms.items():
            terms[subsidy] += often * times
    return RootSum(whole, {subsidy: times for subsidy, times in terms.items() if times})


def sign_of(parts: Sequence[tuple[RootSum, int]]) -> int:
    """The sign of the sum of each part times its whole number; quick where the parts' bounds can tell."""
    for bits in (QUICK, SHARP):
        low = high = 0
        for part, times in parts:
            least, most = part.bounds(bits)
            low, high = low + min(least * times, most * times), high + max(least * times, most * times)
        if (sign := _sure((low, high))) is not None:
            return sign
    return combined(parts).sign()


def compare(left: RootSum, left_times: int, right: RootSum, right_times: int) -> int:
    """The sign of left * left_times - right * right_times."""
    return sign_of([(left, left_times), (right, -right_times)])


def floor_of_quotient(part: RootSum, times: int, whole: RootSum) -> int:
    """The whole number below part * times / whole; none is negative and `whole` is above zero."""
    for bits in (QUICK, SHARP):
        (low, high), (least, most) = part.bounds(bits), whole.bounds(bits)
        if low < 0 or least <= 0:
            continue
        quotient, above = low * times // most, high * times // least
        if quotient == above:
            return quotient
    while compare(part, times, whole, above) < 0:
        above -= 1
    return above


def subsidy(given: Iterable[int], known: dict[tuple[tuple[int, int], ...], Subsidy]) -> RootSum:
    """The quadratic subsidy of what each person gave; equal campaigns share one `Subsidy` through `known`."""
    pairs = tuple(sorted(Counter(given).items()))
    if sum(people for _, people in pairs) < 2:
        return RootSum()
    return RootSum(0, {known.setdefault(pairs, Subsidy(pairs)): 1})


def squarefree(number: int) -> tuple[int, int]:
    """(d, s) with number = d * s * s and no square in d."""
    free, outside, divisor = 1, 1, 2
    while divisor * divisor <= number:
        times = 0
        while number % divisor == 0:
            number, times = number // divisor, times + 1
        free, outside = free * divisor ** (times % 2), outside * divisor ** (times // 2)
        divisor += 1 if divisor == 2 else 2
    return free * number, outside


def _sure(bounds: Bounds) -> int | None:
    low, high = bounds
    if low > 0:
        return 1
    if high < 0:
        return -1
    return 0 if low == high == 0 else None
