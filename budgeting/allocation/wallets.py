"""Everybody's money in one run of Equal Shares, what a project would cost its supporters, and the paying of
it.

Money is kept as floats with one error bound for all; exactly zero means that a purchase took all there was.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Self

import numpy as np

from .electorate import Electorate, dot
from .prices import Price, money_sign
from .problem import Array

ROUNDING = 2.0**-50
SUM_ROUNDING = 2.0**-51
PAIRWISE = 2.0**-47
LOOSE = 2.0**-24
TINY = 1e-300


@dataclass(slots=True)
class Offer:
    """What p would cost: the price per grade, which supporters would pay all they have (1.0), what they
    have."""

    price: Price
    poor: Array
    have: Array


@dataclass(slots=True)
class Glance:
    """A float look at one project: a guess at the price per grade, and a sure lower bound of it."""

    guess: float
    bound: float


def _glance(guess: float, rich: float, slack: float) -> Glance:
    return Glance(guess, (guess - slack / rich) * (1 - ROUNDING) if rich > 0 else 0.0)


@dataclass(slots=True)
class Wallets:
    """`money[g]` is each voter of ballot g's money, off by at most `error`; `paid` lists purchases and
    prices."""

    electorate: Electorate
    endowment: Fraction
    money: Array
    error: float
    paid: list[tuple[int, Price]] = field(default_factory=list)

    @classmethod
    def full(cls, electorate: Electorate, endowment: Fraction) -> Self:
        """Everybody holds the whole endowment."""
        given = float(endowment)
        return cls(electorate, endowment, np.full(electorate.size, max(given, TINY)), given * ROUNDING + TINY)

    def copy(self) -> Self:
        """The same state, to go on with separately."""
        return type(self)(self.electorate, self.endowment, self.money.copy(), self.error, list(self.paid))

    def glance(self, p: int, start: float) -> Glance | None:
        """Newton's method on floats from any start: a concave sum's tangents meet the cost left of its
        root, so each step is a lower bound but for rounding. None where p's supporters surely cannot pay."""
        e, cost = self.electorate, float(self.electorate.problem.costs[p])
        grades, weights = e.grades[p], e.products[p]
        slack = e.voters[p] * self.error + (len(weights) + 8) * SUM_ROUNDING * cost
        if e.glances is not None:
            found = e.glances.glance(
                p, self.money, total=float(e.totals[p]), cost=cost, slack=slack, start=start
            )
            return None if found is None else _glance(*found, slack)
        have = self.money[e.groups[p]]
        held = e.weights[p] * have
        ratio = have if grades is None else have / grades
        y, rich, steps = start, -1.0, 0
        while True:
            poor = (ratio < y).astype(np.float64)
            left = e.totals[p] - dot(weights, poor) if grades is None else dot(weights, 1.0 - poor)
            if left <= 0 and steps == 0 and y > 0:
                y = 0.0  # a start from another run can lie above what anybody has
                continue
            if left <= 0 and held.sum() < cost - slack:
                return None
            if left <= 0 or left == rich or (steps > 1 and left > rich):
                break
            steps += 1
            rich, y = left, (cost - dot(held, poor)) / left
        return _glance(y, rich, slack)

    def offer(self, p: int, floor: float, cost: int | None = None) -> Offer | None:
        """The price of p with an exact split of its supporters, by Newton steps from `floor`, a sure lower
        bound.

        None where they cannot pay, exactly. `cost` asks for another cost than p's own.
        """
        e = self.electorate
        cost = e.problem.costs[p] if cost is None else cost
        grades, have = e.grades[p], self.money[e.groups[p]]
        if grades is None:
            poor = have < floor * (1 - ROUNDING) - self.error
        else:
            poor = have + self.error < floor * grades * (1 - ROUNDING)
        poor |= have == 0.0
        while True:
            split = poor.astype(np.float64)
            price = self._price(p, cost, split, have)
            if price is None:
                return None
            unsure = self._perhaps_poor(p, price, poor, have)
            fresh = unsure[self._surely_poor(p, price, unsure, have)] if len(unsure) else unsure
            if not len(fresh):
                return Offer(price, split, have)
            poor[fresh] = True

    def _perhaps_poor(self, p: int, price: Price, poor: Array, have: Array) -> Array:
        """Supporters counted as rich whom floats cannot tell from poor ones, or who are poor."""
        grades = self.electorate.grades[p]
        if grades is None:
            below = have <= (price.near + price.error) * (1 + ROUNDING) + self.error
        else:
            below = have <= (price.near + price.error) * (1 + ROUNDING) * grades + self.error
        below &= ~poor
        return np.flatnonzero(below) if below.any() else np.empty(0, dtype=np.intp)

    def _price(self, p: int, cost: int, poor: Array, have: Array) -> Price | None:
        """The price with these supporters paying all they have and the others equally; None without
        others."""
        e = self.electorate
        left = e.totals[p] - e.among(p, poor)
        if left <= 0:
            return None
        held = e.weights[p] * have * poor
        money = float(held.sum())
        ballots = e.groups[p][held > 0]
        voters = int(e.problem.weights[ballots].sum())
        near = (cost - money) / left
        error = (voters * self.error + (cost + money) * PAIRWISE) / left + abs(near) * ROUNDING
        before = len(self.paid)
        return Price(cost, self.endowment, voters, left, near, error, lambda: self._shares(ballots, before))

    def _shares(self, ballots: Array, before: int) -> list[tuple[Price, int]]:
        """For each of the first purchases, the weighted grades that these ballots gave it."""
        e = self.electorate
        if not len(ballots):
            return []
        e.mark[ballots] = e.problem.weights[ballots]
        paid = [(price, share) for k, price in self.paid[:before] if (share := e.shares_of(k))]
        e.mark[ballots] = 0
        return paid

    def _surely_poor(self, p: int, price: Price, unsure: Array, have: Array) -> Array:
        """Which of these supporters (positions among p's) have exactly less than their share at this
        price."""
        e, grades = self.electorate, self.electorate.grades[p]
        share = price.near if grades is None else price.near * grades[unsure]
        slack = self.error + (price.error + price.near * ROUNDING) * (
            1.0 if grades is None else grades[unsure]
        )
        poor: Array = have[unsure] < share - slack
        doubtful = np.flatnonzero(~poor)
        if not len(doubtful):
            return poor
        ballots, whole = e.groups[p][unsure[doubtful]], e.problem.grades[p]
        own = np.ones(len(ballots), dtype=np.int64) if whole is None else whole[unsure[doubtful]]
        columns = [e.grades_paid(k, ballots) for k, _ in self.paid]
        table = np.stack([*columns, own], axis=1).tolist()
        known: dict[tuple[int, ...], bool] = {}
        for at, case in zip(doubtful.tolist(), map(tuple, table), strict=True):
            if case not in known:
                paid = [
                    (earlier, part) for (_, earlier), part in zip(self.paid, case[:-1], strict=True) if part
                ]
                known[case] = money_sign(self.endowment, paid, price, case[-1]) < 0
            poor[at] = known[case]
        return poor

    def collected(self, p: int, price: float) -> tuple[float, float]:
        """What p's supporters would pay at this price per grade, and by how much that may be off."""
        e, grades = self.electorate, self.electorate.grades[p]
        have = self.money[e.groups[p]]
        money = dot(e.weights[p], np.minimum(have, price * (1.0 if grades is None else grades)))
        return money, e.voters[p] * self.error + (len(have) + 8) * SUM_ROUNDING * money

    def pay(self, p: int, offer: Offer) -> None:
        """Takes p's cost from its supporters: equally per grade, all that they have from those who have
        less."""
        grades = self.electorate.grades[p]
        left = offer.have - offer.price.near * (1.0 if grades is None else grades)
        np.maximum(left, TINY, out=left)
        left *= 1.0 - offer.poor
        self.money[self.electorate.groups[p]] = left
        self.error += float(self.endowment) * ROUNDING + offer.price.error * self.electorate.largest[p]
        self.paid.append((p, offer.price))
        if self.error > float(self.endowment) * LOOSE:
            self.settle()

    def settle(self) -> None:
        """Works out everybody's money afresh from sharp prices, so that the error bound is small again."""
        e, broke = self.electorate, self.money == 0.0
        money = np.full(e.size, float(self.endowment))
        for p, price in self.paid:
            grades = e.grades[p]
            money[e.groups[p]] -= price.sharp() * (1.0 if grades is None else grades)
        self.money = np.maximum(money, TINY)
        self.money[broke] = 0.0
        self.error = float(self.endowment) * ROUNDING * (len(self.paid) + 1) + TINY
