"""Add1: Equal Shares run again and again with a higher endowment, until the pot is used up.

Which step stops the search is decided at every step in order, because spending is not monotone in the
endowment. A stretch of steps is skipped only where it is certified that each of them buys the same projects
in the same order: for a fixed order every price falls and everybody's money grows with the endowment, so it
is enough that at each purchase the winner's price at the stretch's start is at most every rival's price at
its end.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from .counting import Count, End, Exploration, run
from .electorate import Electorate
from .equal_shares import EqualShares, shares_count
from .errors import UnresolvedTie
from .outcome import TieMet
from .rules import Rule

LONGEST_JUMP = 1 << 40
MOST_PATIENCE = 64


@dataclass(slots=True)
class Raised:
    """The search: the run that stands, how many steps lie behind it, how many runs that took, and ties of
    other steps that decide what is funded. `first` and `size` are the first endowment tried and the step.

    `explore`: find out what ties change, in no more than `states` for all steps together. `end`: see
    `counting.run`.
    """

    count: EqualShares
    rule: Rule
    first: Fraction
    size: Fraction
    explore: bool = False
    end: End | None = None
    inside: bool = False
    steps: int = 0
    runs: int = 1
    states: Exploration = field(default_factory=Exploration)
    elsewhere: tuple[TieMet, ...] = ()

    @property
    def strict(self) -> bool:
        """Whether no step may be skipped in which a tie could matter: until that is more than can be looked
        into, which is reported once and is the end of the count where there is no tie rule."""
        return self.count.problem.tie_rule.kind == "none" or (self.explore and self.states.left >= 0)


def raised_endowment(
    electorate: Electorate, rule: Rule, *, explore: bool = False, end: End | None = None
) -> tuple[EqualShares, list[TieMet]]:
    """The run that stands at the end of Add1, and the ties met in it (or deciding where the search stopped).

    pabutools ("add1"): B/n, B/n + step, ...; the last outcome before one overspends, or the first
    exhaustive one. Cities ("add1-city", equalshares.net): B/n, then the whole multiples of the step above
    it; the last outcome before one overspends, or the first that funds every supported project. `end`: see
    `counting.run`.
    """
    search = search_endowment(electorate, rule, explore=explore, end=end)
    again = shares_count(electorate, search.count.endowment, like=search.count)
    ties = run(again, explore=explore, end=end)
    return again, [*search.elsewhere, *ties]


def search_endowment(
    electorate: Electorate, rule: Rule, *, explore: bool = False, end: End | None = None
) -> Raised:
    """The search itself."""
    problem = electorate.problem
    start = Fraction(problem.budget, problem.voters) if problem.voters else Fraction(0)
    size = Fraction(rule.increment * problem.unit)
    first = (start // size) * size + size if rule.completion == "add1-city" else start + size
    search = Raised(shares_count(electorate, start), rule, first, size, explore, end)
    _run_step(search, search.count)
    if problem.voters and not _complete(search.count, rule):
        _search(search)
    return search


def _search(search: Raised) -> None:
    """Step by step; jumps are tried once several steps running bought the same, more rarely after each
    failure."""
    jump, same, patience = 1, 0, 1
    while True:
        if jump > 1 or same >= patience:
            jump = max(jump, 2)
            if _jump(search, search.first + search.size * (search.steps + jump - 1)):
                search.steps += jump
                jump, patience = min(jump * 2, LONGEST_JUMP), 1
            else:
                jump //= 4
                same, patience = (same, patience) if jump > 1 else (0, min(patience * 2, MOST_PATIENCE))
            continue
        given = search.first + search.size * search.steps
        count = shares_count(search.count.electorate, given, like=search.count)
        _run_step(search, count)
        search.runs += 1
        if _overspends(count):
            return
        same = same + 1 if count.funded == search.count.funded else 0
        search.count = count
        search.steps += 1
        if _complete(count, search.rule):
            return


def _run_step(search: Raised, count: EqualShares) -> None:
    """Runs one step; a tie is kept where one order stops the search here and another does not, and something
    else is funded in the end."""
    before = search.count

    def verdict(finished: Count) -> Hashable:
        assert isinstance(finished, EqualShares)
        return "overspends" if _overspends(finished) else _complete(finished, search.rule)

    def whole(finished: Count) -> Hashable:
        assert isinstance(finished, EqualShares)
        return _outcome_with(search, before, finished)

    exploring = search.explore and search.states.left >= 0
    ties = run(
        count, explore=exploring, end=verdict, doubt=None if search.inside else whole, states=search.states
    )
    search.elsewhere += tuple(tie for tie in ties if tie.matters in ("yes", "may_matter"))


def _outcome_with(search: Raised, before: EqualShares, finished: EqualShares) -> Hashable:
    """What is funded in the end if this step bought what `finished` did. Ties met on the way that have no
    rule count as an outcome of their own."""
    if _overspends(finished):
        standing = before
    elif _complete(finished, search.rule):
        standing = finished
    else:
        steps = search.steps + 1 if finished.endowment >= search.first else 0
        other = Raised(finished, search.rule, search.first, search.size, inside=True, steps=steps)
        try:
            _search(other)
        except UnresolvedTie as tie:
            return tie.projects, tie.step
        standing = other.count
    return frozenset(standing.funded) if search.end is None else search.end(standing)


def _jump(search: Raised, endowment: Fraction) -> bool:
    """Moves on to this endowment where every one up to it surely buys the same."""
    further = shares_count(search.count.electorate, endowment, like=search.count)
    search.runs += 1
    if not follows(further, search.count, strict=search.strict):
        return False
    search.count = further
    return True


def _overspends(count: EqualShares) -> bool:
    return spent(count) > count.problem.budget


def spent(count: EqualShares) -> int:
    """What the funded projects cost together."""
    return sum(count.problem.costs[p] for p in count.funded)


def _complete(count: EqualShares, rule: Rule) -> bool:
    """pabutools: no supported project still fits. Cities: no supported project is left."""
    left = count.problem.budget - spent(count)
    return all(rule.completion == "add1" and cost > left for cost in _unfunded_costs(count))


def _unfunded_costs(count: EqualShares) -> Iterator[int]:
    """Costs of supported projects that could still be bought with more money."""
    funded, problem = set(count.funded), count.problem
    for p in count.electorate.supported:
        if p not in funded and not count.bars.bar(p):
            yield problem.costs[p]


def follows(further: EqualShares, base: EqualShares, *, strict: bool = False) -> bool:
    """Whether every endowment from `base`'s to `further`'s buys just what `base` bought, in that order.

    `further` is fresh; where the answer is yes it has run to its end. `strict`: and no tie on the way may
    matter.
    """
    prices = dict(base.paid)
    for p in base.funded:
        if p in prices and not further.beats(p, prices[p], strict=strict):
            return False
        further.take(p)
    return not further.tied()
