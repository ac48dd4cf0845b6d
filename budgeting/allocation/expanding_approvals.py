"""PB-EAR, the Expanding Approvals Rule for ranked ballots: a project is funded once enough voters rank it
near the top, and its supporters' weight is used up in proportion.

Aziz and Lee, "Proportionally Representative Participatory Budgeting with Ordinal Preferences", AAAI 2021.
Weights start at 1 and the rank j at 1. A project is eligible when its weighted support among the top j of
each ballot is at least n * cost / budget. The one with the smallest id is funded (a council's choice: the
most support per cost), and its supporters' weights are scaled by 1 - quota / support. With none eligible, j
grows; it ends after the longest ballot.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Self

import numpy as np

from .constraints import NEEDS, Bars
from .electorate import dot
from .errors import AllocationError
from .numbers import Number, plain
from .outcome import Decision, Step
from .problem import Array, Problem

SLACK = 2.0**-44
CLEAR = 1e-9


@dataclass(slots=True)
class Purchase:
    """One funded project: at which rank, with which exact support, and what it left of its supporters'
    weight."""

    project: int
    rank: int
    support: Fraction
    factor: Fraction
    left: int


@dataclass(slots=True)
class ExpandingApprovals:
    """`near[g]` is the float weight of ballot g; `use[g]` numbers the set of purchases that ballot took
    part in, `uses` lists those sets' exact weights. `ranked[p]` are p's supporters from best rank on,
    `reach[p][j]` how many within j."""

    problem: Problem
    ranked: list[Array]
    reach: list[Array]
    weights: list[Array]
    longest: int
    council: bool
    near: Array
    use: Array
    left: int
    bars: Bars
    rank: int = 1
    uses: list[Fraction] = field(default_factory=lambda: [Fraction(1)])
    bought: list[Purchase] = field(default_factory=list)
    settled: set[int] = field(default_factory=set)

    @property
    def funded(self) -> list[int]:
        return [purchase.project for purchase in self.bought]

    def tied(self) -> list[int]:
        """The eligible projects (council: those with the most support per cost); the rank grows until there
        are any."""
        while self.rank <= self.longest:
            if eligible := [p for p in range(self.problem.size) if self._open(p) and self._eligible(p)]:
                return self._best(eligible) if self.council else eligible
            self.rank += 1
        return []

    def _open(self, p: int) -> bool:
        if p in self.settled or self.problem.costs[p] > self.left or not self.problem.named[p]:
            return False
        code = self.bars.bar(p)
        if code and code != NEEDS:
            self.settled.add(p)
        return not code

    def quota(self, p: int) -> Fraction:
        """The support that p's cost asks for: its share of the pot, in voters."""
        return Fraction(self.problem.voters * self.problem.costs[p], self.problem.budget or 1)

    def _eligible(self, p: int) -> bool:
        """Floats where they are clear, exact support where they are not; equality suffices."""
        within = int(self.reach[p][self.rank])
        if not within:
            return False
        near = dot(self.weights[p][:within], self.near[self.ranked[p][:within]])
        need = self.problem.voters * self.problem.costs[p] / (self.problem.budget or 1)
        slack = (near + need) * CLEAR
        if abs(near - need) > slack:
            return near > need
        return self.support(p) >= self.quota(p)

    def support(self, p: int) -> Fraction:
        """The exact weighted support of p within the rank reached."""
        within = int(self.reach[p][min(self.rank, self.longest)])
        counts = np.bincount(self.use[self.ranked[p][:within]], weights=self.weights[p][:within])
        return sum((self.uses[at] * int(count) for at, count in enumerate(counts) if count), Fraction(0))

    def _best(self, eligible: list[int]) -> list[int]:
        worth = {
            p: self.support(p) / self.problem.costs[p] if self.problem.costs[p] else None for p in eligible
        }
        free = [p for p in eligible if worth[p] is None]
        most = max((value for value in worth.values() if value is not None), default=None)
        return free or [p for p in eligible if worth[p] == most]

    def take(self, p: int) -> None:
        """Funds p and scales its supporters' weights."""
        support = self.support(p)
        quota = self.quota(p)
        factor = 1 - quota / support if quota else Fraction(1)
        ballots = self.ranked[p][: int(self.reach[p][self.rank])]
        old, renumbered = np.unique(self.use[ballots], return_inverse=True)
        start = len(self.uses)
        self.uses = self.uses + [self.uses[at] * factor for at in old.tolist()]
        self.use[ballots] = start + renumbered
        self.near[ballots] = np.array([float(weight) for weight in self.uses[start:]])[renumbered]
        self.left -= self.problem.costs[p]
        self.settled.add(p)
        self.bars.fund(p)
        self.bought.append(Purchase(p, self.rank, support, factor, self.left))

    def copy(self) -> Self:
        """The same state, to go on with separately."""
        return type(self)(
            self.problem,
            self.ranked,
            self.reach,
            self.weights,
            self.longest,
            self.council,
            self.near.copy(),
            self.use.copy(),
            self.left,
            self.bars.copy(),
            self.rank,
            self.uses,
            list(self.bought),
            set(self.settled),
        )

    def key(self) -> Hashable:
        """Which projects scaled whom, by how much, gives every weight, whatever the order."""
        return self.rank, frozenset((b.project, b.rank, b.factor) for b in self.bought)

    def harmless(self, tied: list[int]) -> bool:
        """Whether no ballot supports two of these within the rank reached, and all fit together: then they
        are bought one after another, with the same support in any order."""
        ballots = np.concatenate([self.ranked[p][: int(self.reach[p][self.rank])] for p in tied])
        together = sum(self.problem.costs[p] for p in tied) <= self.left
        return together and not self.bars.active and len(np.unique(ballots)) == len(ballots)

    def decisions(self) -> list[Decision]:
        """One for each project, in the instance's order."""
        place = {purchase.project: at for at, purchase in enumerate(self.bought)}
        return [self._decision(p, place.get(p, -1)) for p in range(self.problem.size)]

    def _decision(self, p: int, at: int) -> Decision:
        problem = self.problem
        numbers: list[tuple[str, Number]] = [
            ("cost", problem.money(problem.costs[p])),
            ("votes", problem.named[p]),
            ("quota", _rounded(self.quota(p))),
        ]
        if at >= 0:
            purchase = self.bought[at]
            numbers.append(("left", problem.money(purchase.left + problem.costs[p])))
            numbers += [("rank", purchase.rank), ("support", _rounded(purchase.support))]
            return Decision(problem.ids[p], True, "won_ear", at + 1, tuple(numbers))
        numbers.append(("left", problem.money(self.left)))
        code = self.bars.bar(p)
        if not code:
            numbers.append(("support", _rounded(self.support(p)) if problem.named[p] else 0))
            code = "lost_ear" if problem.named[p] else "lost_no_support"
            if problem.named[p] and problem.costs[p] > self.left and self.support(p) >= self.quota(p):
                code = "lost_money"
        return Decision(problem.ids[p], False, code, 0, tuple(numbers), self.bars.others(p))

    def trace(self) -> list[Step]:
        """The purchases with their exact support, rounded down to six decimals."""
        money, ids = self.problem.money, self.problem.ids
        return [
            Step(ids[b.project], _rounded(b.support), money(b.left), f"rank {b.rank}") for b in self.bought
        ]


def _rounded(value: Fraction) -> Number:
    return plain(Fraction(int(value * 10**6), 10**6))


def expanding_count(problem: Problem, *, council: bool = False) -> ExpandingApprovals:
    """Nothing funded, everybody's weight 1, rank 1. Raises AllocationError where ballots are not ranked."""
    profile = problem.profile
    if profile.kind != "ordinal":
        raise AllocationError("rule", f"expanding approvals need ranked ballots, these are {profile.kind}")
    place = np.arange(len(profile.choices)) - np.repeat(profile.starts[:-1], np.diff(profile.starts))
    owner = np.repeat(np.arange(profile.distinct), np.diff(profile.starts))
    longest = profile.longest
    order = np.lexsort((place, profile.choices))
    ends = np.cumsum(np.bincount(profile.choices, minlength=problem.size))[:-1]
    ranked = np.split(owner[order], ends)[: problem.size]
    places = np.split(place[order], ends)[: problem.size]
    return ExpandingApprovals(
        problem,
        ranked,
        [np.searchsorted(at, np.arange(longest + 1), side="left") for at in places],
        [problem.weights[ballots].astype(np.float64) for ballots in ranked],
        longest,
        council,
        np.ones(profile.distinct),
        np.zeros(profile.distinct, dtype=np.intp),
        problem.budget,
        Bars.of(problem),
    )
