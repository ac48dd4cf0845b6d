"""Method of Equal Shares: every voter is given the same money; a project is bought by its supporters at equal
price per utility, the cheapest first.

Peters and Skowron, "Proportionality and the Limits of Welfarism", EC 2020; Peters, Pierczynski and Skowron,
"Proportional Participatory Budgeting with Additive Utilities", NeurIPS 2021.
Floats guide the search; every choice is decided by an error bound or by exact numbers (see `prices`).
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Self

import numpy as np

from .constraints import NEEDS, Bars
from .electorate import Electorate
from .outcome import Decision, Step
from .prices import Price, compare
from .problem import Array, Problem
from .wallets import ROUNDING, Offer, Wallets


@dataclass(slots=True)
class EqualShares:
    """One run with one endowment. Per project: `low` is a sure lower bound of its price per utility,
    `guess` a float price per grade; `open` says that it may still be bought. `hints` and `seen` hold
    guesses by round."""

    wallets: Wallets
    low: Array
    guess: Array
    open: Array
    bars: Bars
    hints: Array | None = None
    seen: Array | None = None
    funded: list[int] = field(default_factory=list)
    offers: dict[int, Offer] = field(default_factory=dict)

    @property
    def electorate(self) -> Electorate:
        return self.wallets.electorate

    @property
    def problem(self) -> Problem:
        return self.wallets.electorate.problem

    @property
    def endowment(self) -> Fraction:
        """What each voter was given, in the problem's unit."""
        return self.wallets.endowment

    @property
    def paid(self) -> list[tuple[int, Price]]:
        """What was bought with money, at which price per grade, in order."""
        return self.wallets.paid

    def tied(self) -> list[int]:
        """The affordable projects of the lowest price per utility."""
        if free := [p for p in self.electorate.free if p not in self.funded and not self.bars.bar(p)]:
            return free
        self.offers = {}
        candidates = self._candidates()
        while (best := self._near_best(candidates)) >= 0:
            offer = self._offer(best)
            if offer is not None:
                return self._equals(best, offer.price, candidates)
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
        """The project that floats hold cheapest, every one that may be cheaper looked at afresh; -1: none."""
        best, price = -1, np.inf
        lows = self.low[candidates]
        order = np.argsort(lows, kind="stable")
        for p, low in zip(candidates[order].tolist(), lows[order].tolist(), strict=True):
            if low > price:
                break
            if self.open[p] and self._look(p) and self.guess[p] / self.electorate.divisors[p] < price:
                best, price = p, self.guess[p] / self.electorate.divisors[p]
        return best

    def _look(self, p: int) -> bool:
        """Guesses and bounds the price of p; closes p where its supporters cannot pay."""
        start = float(self.guess[p])
        if self.hints is not None:
            start = max(start, float(self.hints[len(self.funded), p]))
        glance = self.wallets.glance(p, start)
        if glance is None:
            self.open[p] = False
            return False
        self.guess[p] = glance.guess
        self.low[p] = max(float(self.low[p]), glance.bound / self.electorate.divisors[p])
        if self.seen is not None:
            self.seen[len(self.funded), p] = glance.guess
        return True

    def _offer(self, p: int) -> Offer | None:
        """The exact offer for p; closes p where its supporters cannot pay."""
        if p not in self.offers:
            offer = self.wallets.offer(p, float(self.low[p]) * self.electorate.divisors[p])
            if offer is None:
                self.open[p] = False
                return None
            self.offers[p] = offer
        return self.offers[p]

    def _rivals(self, p: int, price: Price, candidates: Array) -> list[tuple[int, Price]]:
        """Open projects other than p that may be as cheap as `price` for p, with their prices."""
        limit = (price.near + price.error) / self.electorate.divisors[p] * (1 + ROUNDING)
        found = []
        for q in candidates[self.low[candidates] <= limit].tolist():
            if q == p or not self.open[q] or not self._look(q) or self.low[q] > limit:
                continue
            if (offer := self._offer(q)) is not None:
                found.append((q, offer.price))
        return found

    def _equals(self, best: int, price: Price, candidates: Array) -> list[int]:
        """All projects whose exact price per utility is the lowest."""
        divisors, tied = self.electorate.divisors, [best]
        for p, other in self._rivals(best, price, candidates):
            sign = compare(other, divisors[p], price, divisors[tied[0]])
            if sign < 0:
                tied, price = [p], other
            elif sign == 0:
                tied.append(p)
        return sorted(tied)

    def beats(self, p: int, ceiling: Price, *, strict: bool = False) -> bool:
        """Whether p can be bought and no open rival is cheaper than `ceiling`, p's price in a run with less.

        A rival that is exactly as cheap must come after p under the tie rule; so must p's exact double.
        `strict`: and its order with p must plainly make no difference.
        """
        self.offers = {}
        divisors, rank = self.electorate.divisors, self.problem.rank
        for q, price in self._rivals(p, ceiling, self._candidates()):
            double = self._double(p, q)
            sign = 0 if double else compare(price, divisors[q], ceiling, divisors[p])
            if sign < 0 or (sign == 0 and (rank[q] < rank[p] or (strict and not self.harmless([p, q])))):
                return False
        return bool(self.open[p]) and self._look(p) and self._offer(p) is not None

    def _double(self, p: int, q: int) -> bool:
        """Whether the two cost the same and have the same supporters with the same grades."""
        groups, grades, costs = self.electorate.groups, self.problem.grades, self.problem.costs
        if costs[p] != costs[q] or not np.array_equal(groups[p], groups[q]):
            return False
        mine, theirs = grades[p], grades[q]
        return mine is None or theirs is None or bool(np.array_equal(mine, theirs))

    def take(self, p: int) -> None:
        """Buys p at its exact price."""
        self.open[p] = False
        self.funded.append(p)
        self.bars.fund(p)
        if self.problem.costs[p]:
            self.wallets.pay(p, self.offers[p])
        self.offers = {}

    def copy(self) -> Self:
        """The same state, to go on with separately."""
        return type(self)(
            self.wallets.copy(),
            self.low.copy(),
            self.guess.copy(),
            self.open.copy(),
            self.bars.copy(),
            self.hints,
            None,
            list(self.funded),
            dict(self.offers),
        )

    def key(self) -> Hashable:
        """What was bought at which price gives everybody's money, whatever the order."""
        return frozenset(self.funded), frozenset((p, price.exact()) for p, price in self.paid)

    def harmless(self, tied: list[int]) -> bool:
        """Free projects are all bought; tied projects without a common supporter do not touch each other."""
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


def shares_count(electorate: Electorate, endowment: Fraction, like: EqualShares | None = None) -> EqualShares:
    """A fresh run in which every voter is given `endowment` (in the problem's unit).

    `like` is a run with almost the same endowment: where its search ended, this one's begins.
    """
    problem = electorate.problem
    opened = np.zeros(problem.size, dtype=bool)
    opened[electorate.supported] = True
    return EqualShares(
        Wallets.full(electorate, endowment),
        electorate.lowest.copy(),
        electorate.floors.copy(),
        opened,
        Bars.of(problem),
        None if like is None else like.seen,
        np.zeros((problem.size + 1, problem.size)),
    )
