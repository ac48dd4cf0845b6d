"""The loop that every rule runs in: ask who is next, let the tie rule choose among equals, fund, repeat."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Protocol, Self

from .errors import UnresolvedTie
from .outcome import Decision, Step, TieMet
from .problem import Problem

STATE_LIMIT = 10_000
WIDE = 30


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


@dataclass(slots=True)
class Exploration:
    """How many more states may be looked into: one tie's own 10,000, or shared by a whole search."""

    left: int = field(default_factory=lambda: STATE_LIMIT)


def run(
    count: Count,
    *,
    explore: bool = False,
    end: End | None = None,
    doubt: End | None = None,
    states: Exploration | None = None,
) -> list[TieMet]:
    """Runs to the end with the problem's tie rule. Raises UnresolvedTie where there is none and a tie
    matters.

    `end` says what of a finished count must not depend on the order of equals (else: the funded set);
    where it does, `doubt` may find that nothing comes of it. `states` limits all ties of this run together
    (else: each alone).
    """

    def matter(tied: list[int], *, everything: bool = False) -> str:
        found = tie_matters(count, tied, end=end, states=states, everything=everything)
        if found == "yes" and doubt is not None:
            found = tie_matters(count, tied, end=doubt, states=states, everything=everything)
        return found

    if count.problem.tie_rule.kind == "none":
        return _run_strictly(count, matter)
    met, settled = list[TieMet](), set[int]()
    while tied := _in_order(count):
        if len(tied) > 1:
            matters = "unexplored"
            if explore:
                # where no order of some projects makes a difference, none of fewer of them does later on
                known = settled.issuperset(tied)
                matters = "no" if known else matter(tied)
                settled = set(tied) if matters == "no" and not known else settled
            met.append(_met(count, tied, matters))
        count.take(tied[0])
    return met


def _run_strictly(count: Count, matter: Callable[..., str]) -> list[TieMet]:
    """Without a tie rule the outcome must be the same however all ties together are resolved.

    The first tie that makes a difference by itself is to blame; where only several together do, the first.
    """
    met, settled, blamed = list[TieMet](), False, None
    while tied := _in_order(count):
        if len(tied) > 1:
            if not settled and not count.harmless(tied):
                together = matter(tied, everything=True)
                settled = together == "no"
                if not settled:
                    alone = matter(tied)
                    blamed = blamed or _met(count, tied, together)
                    if alone != "no":
                        raise _unresolved(_met(count, tied, alone))
            met.append(_met(count, tied, "no"))
        count.take(tied[0])
    if blamed is not None:
        raise _unresolved(blamed)
    return met


def _in_order(count: Count) -> list[int]:
    return sorted(count.tied(), key=count.problem.rank.__getitem__)


def _met(count: Count, tied: list[int], matters: str) -> TieMet:
    return TieMet(len(count.funded) + 1, tuple(count.problem.ids[p] for p in tied), matters)


def _unresolved(tie: TieMet) -> UnresolvedTie:
    return UnresolvedTie(tuple(sorted(tie.projects)), tie.step, tie.matters)


def tie_matters(
    count: Count,
    tied: list[int],
    *,
    end: End | None = None,
    states: Exploration | None = None,
    everything: bool = False,
) -> str:
    """Whether two orders of the tied projects give different funded sets: "yes", "no" or "may_matter".

    Other ties met later keep to the tie rule's order, so that each tie answers for itself alone
    (`everything`: they are resolved in every way too). All branches go on in step, so that orders that come
    to the same state are followed once; where all have met and bought every tied project, the answer is
    known. Where they become many, some are counted to their end at once, as a difference is quickly found.
    """
    if count.harmless(tied):
        return "no"
    among = None if everything else set(tied)
    states, outcomes = states or Exploration(), set[Hashable]()
    waiting: dict[int, dict[Hashable, Count]] = {len(count.funded): {None: count}}
    wide = False
    while waiting:
        layer = waiting.pop(min(waiting))
        if len(layer) > WIDE and not wide:
            wide = True
            outcomes |= {_end_of(state.copy(), end) for state in list(layer.values())[:: len(layer) // WIDE]}
            if len(outcomes) > 1:
                return "yes"
        if among and not waiting and not outcomes and len(layer) == 1 and _all_bought(layer, among):
            return "no"
        alone = len(layer) == 1 and not waiting
        for state in layer.values():
            choices = _choices(state, among)
            if not choices:
                outcomes.add(_outcome(state, end))
                if len(outcomes) > 1:
                    return "yes"
            elif len(choices) > 1:
                states.left -= len(choices)
                if states.left < 0:
                    return "may_matter"
            for chosen in choices:
                branch = state.copy() if state is count or len(choices) > 1 else state
                branch.take(chosen)
                key = None if alone and len(choices) == 1 else branch.key()
                waiting.setdefault(len(branch.funded), {}).setdefault(key, branch)
    return "no"


def _outcome(count: Count, end: End | None) -> Hashable:
    return frozenset(count.funded) if end is None else end(count)


def _end_of(count: Count, end: End | None) -> Hashable:
    while tied := _in_order(count):
        count.take(tied[0])
    return _outcome(count, end)


def _all_bought(layer: dict[Hashable, Count], tied: set[int]) -> bool:
    return all(tied.issubset(state.funded) for state in layer.values())


def _choices(count: Count, among: set[int] | None) -> list[int]:
    """Who may be next: each of `among` (None: everybody) that is tied, and the first of the others by the
    tie rule. Ties that make no difference are not branched."""
    tied = _in_order(count)
    if len(tied) < 2:
        return tied
    ours = tied if among is None else [p for p in tied if p in among]
    if not ours or (among is None and count.harmless(tied)):
        return tied[:1]
    rest = [p for p in tied if p not in ours]
    return ours + rest[:1]
