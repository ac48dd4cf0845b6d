"""Method of Equal Shares: every voter is given the same money; a project is bought by its supporters at
equal price.

Peters and Skowron, "Proportionality and the Limits of Welfarism", EC 2020; Peters, Pierczynski and Skowron,
"Proportional Participatory Budgeting with Additive Utilities", NeurIPS 2021.
Floats guide the search; every choice is decided by an error bound or by `prices`.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Self

import numpy as np

from .constraints import NEEDS, Bars
from .electorate import Electorate
from .outcome import Decision, Step
from .prices import Price, compare, money_sign, price_of
from .problem import Array, Problem

ROUNDING = 2.0**-50
SUM_ROUNDING = 2.0**-51


@dataclass(slots=True)
class EqualShares:
    """One run with one endowment. `money[g]` is each voter of ballot g's money, off by at most `error`;
    `broke[g]` says that it is exactly zero because a purchase took all of it. `low[p]` is a sure lower
    bound of p's price."""

    electorate: Electorate
    endowment: Fraction
    money: Array
    broke: Array
    low: Array
    guess: Array
    open: Array
    bars: Bars
    error: float
    funded: list[int] = field(default_factory=list)
    paid: list[tuple[int, Price]] = field(default_factory=list)
    offers: dict[int, tuple[Price, Array]] = field(default_factory=dict)

    @property
    def problem(self) -> Problem:
        return self.electorate.problem

    def tied(self) -> list[int]:
        """The affordable projects of the lowest price per utility."""
        if free := [p for p in self.electorate.free if p not in self.funded and not self.bars.bar(p)]:
            return free
        self.offers = {}
        candidates = self._candidates()
        best = self._near_best(candidates)
        while best >= 0:
            offer = self._offer(best)
            if offer is not None:
                return self._equals(best, offer, candidates)
            best = self._near_best(candidates)
        return []

    def _candidates(self) -> Array:
        """Open projects that nothing bars now; those barred for good are closed."""
        found: Array = np.flatnonzero(self.open)
        if not self.bars.active:
            return found
        codes = [self.bars.bar(p) for p in found.tolist()]
        for p, code in zip(found.tolist(), codes, strict=True):
            if code and code != NEEDS:
                self.open[p] = False
        return found[[not code for code in codes]]

    def _near_best(self, candidates: Array) -> int:
        """The project that floats hold cheapest, with every project that may be cheaper looked at afresh;
        -1: none."""
        best, price = -1, np.inf
        for p in candidates[np.argsort(self.low[candidates], kind="stable")].tolist():
            if self.low[p] > price:
                break
            if self.open[p] and self._look(p) and self.guess[p] / self.electorate.divisors[p] < price:
                best, price = p, self.guess[p] / self.electorate.divisors[p]
        return best

    def _look(self, p: int) -> bool:
        """Guesses the price of p per grade from below and bounds it; closes p where its supporters cannot
        pay."""
        e = self.electorate
        cost, grades = float(self.problem.costs[p]), e.grades[p]
        have = self.money[e.groups[p]]
        held = e.weights[p] * have
        ratio = have if grades is None else have / grades
        slack = e.voters[p] * self.error + (len(have) + 8) * SUM_ROUNDING * cost
        y, rich = float(self.guess[p]), np.inf
        while True:
            poor = ratio < y
            left = (
                float(e.totals[p] - e.weights[p] @ poor) if grades is None else float(e.products[p] @ ~poor)
            )
            if left <= 0 and held.sum() < cost - slack:
                self.open[p] = False
                return False
            if left <= 0 or left >= rich:
                break
            rich, y = left, (cost - float(held @ poor)) / left
        bound = (y - slack / rich) * (1 - ROUNDING) if rich < np.inf else 0.0
        self.guess[p] = y
        self.low[p] = max(self.low[p], bound / e.divisors[p])
        return True

    def _equals(self, best: int, offer: Price, candidates: Array) -> list[int]:
        """All projects whose exact price per utility is the lowest."""
        divisors, tied = self.electorate.divisors, [best]
        limit = offer.near() / divisors[best] * (1 + ROUNDING)
        for p in candidates[self.low[candidates] <= limit].tolist():
            if p == best or not self.open[p] or not self._look(p) or self.low[p] > limit:
                continue
            other = self._offer(p)
            if other is None:
                continue
            sign = compare(other, divisors[p], offer, divisors[tied[0]])
            if sign < 0:
                tied, offer = [p], other
            elif sign == 0:
                tied.append(p)
        return sorted(tied)

    def _offer(self, p: int) -> Price | None:
        """The exact price of p per grade, by Newton steps from below; None (and closed) where it cannot be
        paid."""
        if p in self.offers:
            return self.offers[p][0]
        e, group = self.electorate, self.electorate.groups[p]
        have, broke = self.money[group], self.broke[group]
        grades = e.grades[p]
        grade: Array | float = 1.0 if grades is None else grades
        y = self.low[p] * e.divisors[p]
        poor = broke | (have + self.error < y * grade * (1 - ROUNDING))
        while True:
            price = self._price(p, poor)
            if price is None:
                self.open[p] = False
                return None
            y = price.near()
            gap, slack = have - y * grade, self.error + y * grade * ROUNDING
            fresh = ~poor & (gap < -slack)
            unsure = np.flatnonzero(~poor & (abs(gap) <= slack))
            if len(unsure):
                fresh[unsure[self._surely_poor(p, price, unsure)]] = True
            if not fresh.any():
                self.offers[p] = (price, poor)
                return price
            poor = poor | fresh

    def _price(self, p: int, poor: Array) -> Price | None:
        """The price with these supporters paying all they have and the others equally; None without
        others."""
        e, problem, group = self.electorate, self.problem, self.electorate.groups[p]
        paying = np.flatnonzero(poor & ~self.broke[group])
        rich = ~poor
        if not rich.any():
            return None
        grades = problem.grades[p]
        left = _sum_exact(problem.weights[group[rich]], None if grades is None else grades[rich], e.totals[p])
        if not len(paying):
            return price_of(problem.costs[p], self.endowment, 0, [], left)
        ballots = group[paying]
        e.mark[ballots] = problem.weights[ballots]
        paid = [(price, share) for k, price in self.paid if (share := e.shares_of(k))]
        e.mark[ballots] = 0
        return price_of(problem.costs[p], self.endowment, int(problem.weights[ballots].sum()), paid, left)

    def _surely_poor(self, p: int, price: Price, unsure: Array) -> Array:
        """Which of these supporters (positions among p's) have exactly less than their share at this
        price."""
        e, grades = self.electorate, self.problem.grades[p]
        ballots = e.groups[p][unsure]
        own = np.ones(len(ballots), dtype=np.int64) if grades is None else grades[unsure]
        columns = [e.grades_paid(k, ballots) for k, _ in self.paid]
        cases, back = np.unique(
            np.stack([*columns, own], axis=1).astype(np.int64), axis=0, return_inverse=True
        )
        signs = []
        for case in cases.tolist():
            paid = [
                (earlier, share) for (_, earlier), share in zip(self.paid, case[:-1], strict=True) if share
            ]
            signs.append(money_sign(self.endowment, paid, price, case[-1]) < 0)
        return np.array(signs, dtype=bool)[back.ravel()]

    def take(self, p: int) -> None:
        """Buys p at its exact price: supporters pay equally per grade, those who have less pay all they
        have."""
        self.open[p] = False
        self.funded.append(p)
        self.bars.fund(p)
        if self.problem.costs[p] == 0:
            return
        price, poor = self.offers[p]
        e, group = self.electorate, self.electorate.groups[p]
        grades = e.grades[p]
        left = np.maximum(self.money[group] - price.near() * (1.0 if grades is None else grades), 0.0)
        left[poor] = 0.0
        self.money[group] = left
        self.broke[group[poor]] = True
        self.error += float(self.endowment) * ROUNDING
        self.paid.append((p, price))
        self.offers = {}

    def copy(self) -> Self:
        """The same state, to go on with separately."""
        return type(self)(
            self.electorate,
            self.endowment,
            self.money.copy(),
            self.broke.copy(),
            self.low.copy(),
            self.guess.copy(),
            self.open.copy(),
            self.bars.copy(),
            self.error,
            list(self.funded),
            list(self.paid),
            dict(self.offers),
        )

    def key(self) -> Hashable:
        """What was bought at which price gives everybody's money, whatever the order."""
        return frozenset(self.funded), frozenset((p, price.exact()) for p, price in self.paid)

    def harmless(self, tied: list[int]) -> bool:
        """Free projects are all bought; two tied projects without a common supporter do not touch each
        other."""
        if self.bars.active:
            return False
        if all(self.problem.costs[p] == 0 for p in tied):
            return True
        together = sum(len(self.electorate.groups[p]) for p in tied)
        return len(np.unique(np.concatenate([self.electorate.groups[p] for p in tied]))) == together

    def decisions(self) -> list[Decision]:
        """See `shares_report`, which words what was bought and why the others were not."""
        from .shares_report import shares_decisions

        return shares_decisions(self)

    def trace(self) -> list[Step]:
        """The purchases with their price per unit of utility."""
        from .shares_report import shares_trace

        return shares_trace(self)


def _sum_exact(weights: Array, grades: Array | None, most: int) -> int:
    if grades is None:
        return int(weights.sum())
    if most >= 2**62:
        return int((weights.astype(object) * grades.astype(object)).sum())
    return int((weights * grades).sum())


def shares_count(electorate: Electorate, endowment: Fraction) -> EqualShares:
    """A fresh run in which every voter is given `endowment` (in the problem's unit)."""
    size, problem = electorate.size, electorate.problem
    opened = np.zeros(problem.size, dtype=bool)
    opened[electorate.supported] = True
    return EqualShares(
        electorate,
        endowment,
        np.full(size, float(endowment)),
        np.zeros(size, dtype=bool),
        np.zeros(problem.size),
        np.zeros(problem.size),
        opened,
        Bars.of(problem),
        float(endowment) * ROUNDING,
    )
