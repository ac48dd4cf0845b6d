"""The loop that every rule runs in: ask who is next, let the tie rule choose among equals, fund, repeat."""

from collections.abc import Callable, Hashable
from typing import Protocol, Self

from .errors import UnresolvedTie
from .outcome import Decision, Step, TieMet
from .problem import Problem

STATE_LIMIT = 10_000


class Count(Protocol):
    """A rule under way. `tied` lists every project that may be next (none: it is over), `take` acts on one
    of them."""

    @property
    def problem(self) -> Problem: ...

    @property
    def funded(self) -> list[int]: ...

    def tied(self) -> list[int]: ...

    def take(self, p: int) -> None: ...

    def copy(self) -> Self: ...

    def key(self) -> Hashable:
        """Equal for two states with the same future."""

    def harmless(self, tied: list[int]) -> bool:
        """Whether it is plain without exploring that the order of these makes no difference."""

    def decisions(self) -> list[Decision]: ...

    def trace(self) -> list[Step]: ...


End = Callable[[Count], Hashable]


def run(count: Count, *, explore: bool = False, end: End | None = None) -> list[TieMet]:
    """Runs to the end with the problem's tie rule. Raises UnresolvedTie where there is none and a tie
    matters.

    `end` says what of a finished count must not depend on the order of equals (else: the funded set).
    """
    problem, met, settled = count.problem, list[TieMet](), set[int]()
    strict = problem.tie_rule.kind == "none"
    while tied := count.tied():
        tied = sorted(tied, key=problem.rank.__getitem__)
        if len(tied) > 1:
            matters = "unexplored"
            if explore or strict:
                # where no order of some projects makes a difference, none of fewer of them does later on
                if settled.issuperset(tied):
                    matters = "no"
                else:
                    matters = tie_matters(count, tied, end=end)
                    settled = set(tied) if matters == "no" else set()
            step, names = len(count.funded) + 1, tuple(problem.ids[p] for p in tied)
            if strict and matters != "no":
                raise UnresolvedTie(tuple(sorted(names)), step, matters)
            met.append(TieMet(step, names, matters))
        count.take(tied[0])
    return met


def tie_matters(count: Count, tied: list[int], *, end: End | None = None) -> str:
    """Whether two orders of the tied projects give different funded sets: "yes", "no" or "may_matter".

    Other ties met later keep to the tie rule's order, so that each tie answers for itself alone.
    """
    if count.harmless(tied):
        return "no"
    outcomes, seen, among = set[Hashable](), set[Hashable](), set(tied)
    stack = [(count, tied)]
    while stack:
        state, choices = stack.pop()
        for chosen in choices:
            branch = state.copy()
            branch.take(chosen)
            options = _advance(branch, among)
            if not options:
                outcomes.add(frozenset(branch.funded) if end is None else end(branch))
                if len(outcomes) > 1:
                    return "yes"
                continue
            if (key := branch.key()) in seen:
                continue
            seen.add(key)
            if len(seen) > STATE_LIMIT:
                return "may_matter"
            stack.append((branch, options))
    return "no"


def _advance(count: Count, among: set[int]) -> list[int]:
    """Runs on to the next tie that has one of `among` in it; the choices there, or none at the end."""
    rank = count.problem.rank
    while tied := count.tied():
        ours = [p for p in tied if p in among]
        if ours and len(tied) > 1:
            rest = [p for p in tied if p not in among]
            return ours + ([min(rest, key=rank.__getitem__)] if rest else [])
        count.take(min(tied, key=rank.__getitem__))
    return []
