"""Margins under greedy: the count without the project shows at which moments it could have been bought, and
how.

A project's turn comes as soon as it would go before whoever is next. From then on it wins at the first
moment at which nothing bars it, if it fits; money only shrinks, so it wins if and only if it fits at one of
those moments.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from .greedy import Greedy, Key, greedy_count, greedy_end, sort_key
from .problem import Problem
from .profile import Profile
from .rules import Rule


@dataclass(frozen=True, slots=True)
class Moment:
    """Before a purchase: who is next (None at the end), the money left, and the conditions that hold."""

    count: Greedy
    next: int | None
    left: int


def without(problem: Problem, p: int) -> Problem:
    """The same problem with p taken out of the count."""
    barred = list(problem.barred)
    barred[p] = "taken_out"
    return replace(problem, barred=barred)


def moments(count: Greedy) -> Iterator[Moment]:
    """Each moment of a count, in order; one that stops at a project that does not fit has no end to wait
    for."""
    while tied := count.tied():
        chosen = min(tied, key=count.problem.rank.__getitem__)
        yield Moment(count, chosen, count.left)
        count.take(chosen)
    if count.stopped_at is None:
        yield Moment(count, None, count.left)


def rank_before(problem: Problem, p: int, cost: int, q: int) -> bool:
    """Whether the tie rule puts p, at this cost, before q."""
    if problem.tie_rule.kind == "cost":
        return (cost, problem.ids[p]) < (problem.costs[q], problem.ids[q])
    return problem.rank[p] < problem.rank[q]


def goes_first(problem: Problem, keys: list[Key], p: int, key: Key, *, cost: int, before: int | None) -> bool:
    """Whether p with this key and cost is looked at before that other one."""
    if before is None or key > keys[before]:
        return True
    return key == keys[before] and rank_before(problem, p, cost, before)


def greedy_cost(problem: Problem, rule: Rule, p: int) -> int | None:
    """The largest winning cost; None where even the smallest unit loses."""
    apart = without(problem, p)
    keys = [sort_key(problem.scores[q], problem.costs[q], rule.density) for q in range(problem.size)]
    count = greedy_count(apart, density=rule.density, skip=rule.skip, threshold=rule.threshold)
    best = 0
    for moment in moments(count):
        best = _best_here(problem, rule, keys, moment, p=p, best=best)
    return best or None


def greedy_end_cost(problem: Problem, funded: list[int], p: int, best: int) -> int:
    """The largest cost above `best` with which p is bought by number of votes with what `funded` left; else
    `best`."""
    rule = Rule("", "greedy")
    by_votes = replace(without(problem, p), scores=problem.named)
    keys = [sort_key(votes, 1, False) for votes in problem.named]
    for moment in moments(greedy_end(by_votes, funded)):
        best = _best_here(by_votes, rule, keys, moment, p=p, best=best)
    return best


def _best_here(problem: Problem, rule: Rule, keys: list[Key], moment: Moment, *, p: int, best: int) -> int:
    """The largest cost that wins at this moment, if larger than `best`: those that win are all below it."""

    def wins(cost: int) -> bool:
        key = sort_key(problem.scores[p], cost, rule.density)
        first = goes_first(problem, keys, p, key, cost=cost, before=moment.next)
        return first and cost <= moment.left and not moment.count.bars.open_to(p, cost)

    low, high = best, moment.left + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if wins(middle) else (low, middle)
    return low


def greedy_voters(problem: Problem, rule: Rule, p: int) -> int | None:
    """The fewest new voters naming only p with which it wins; None where no number is enough."""
    apart = without(problem, p)
    count = greedy_count(apart, density=rule.density, skip=rule.skip, threshold=rule.threshold)
    return _fewest(problem, rule, p, count)


def greedy_end_wins(problem: Problem, funded: list[int], p: int, new: int) -> bool:
    """Whether p, with new voters, is bought by number of votes with what `funded` left."""
    rule = Rule("", "greedy")
    by_votes = replace(without(problem, p), scores=problem.named, grade_unit=1)
    keys = [sort_key(votes, 1, False) for votes in problem.named]
    key, cost = sort_key(problem.named[p] + new, 1, rule.density), problem.costs[p]
    for moment in moments(greedy_end(by_votes, funded)):
        if goes_first(
            by_votes, keys, p, key, cost=cost, before=moment.next
        ) and not moment.count.bars.open_to(p, cost):
            return cost <= moment.left
    return False


def _fewest(problem: Problem, rule: Rule, p: int, count: Greedy) -> int | None:
    grade = new_grade(problem, rule)
    cost, score = problem.costs[p], problem.scores[p]
    keys = [sort_key(problem.scores[q], problem.costs[q], rule.density) for q in range(problem.size)]
    floor = max(problem.instance.minimum_support - problem.named[p], 0)
    if rule.threshold:
        missing = problem.instance.threshold * problem.grade_unit - score
        floor = max(floor, -int(-missing // grade))
    best: int | None = None
    for moment in moments(count):
        if cost > moment.left or moment.count.bars.open_to(p, cost):
            continue

        def first(k: int, moment: Moment = moment) -> bool:
            key = sort_key(score + k * grade, cost, rule.density)
            return goes_first(problem, keys, p, key, cost=cost, before=moment.next)

        low, high = floor - 1, floor + 1 if best is None else best
        while best is None and not first(high) and high < 2**62:
            high *= 2
        if not first(high):
            continue
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if first(middle) else (middle, high)
        best = high
    return best


def new_grade(problem: Problem, rule: Rule) -> int:
    """What one new voter who names only a project gives it."""
    if rule.score == "score":
        return problem.profile.max_length or problem.profile.longest
    return full_points(problem.profile) if rule.score == "points" else 1


def full_points(profile: Profile) -> int:
    """The most points that any ballot gives a project, in the profile's unit; 1 where ballots give none."""
    return 1 if profile.points is None else int(profile.points.max(initial=0))
