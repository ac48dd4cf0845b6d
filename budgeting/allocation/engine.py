"""Runs one rule on one pot: the stages of the rule one after another, their decisions merged into one per
project."""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np

from .add1 import raised_endowment
from .counting import Count, run
from .electorate import electorate_of
from .equal_shares import shares_count
from .errors import UnresolvedTie
from .expanding_approvals import expanding_count
from .greedy import greedy_count, greedy_end
from .instance import Instance
from .numbers import Number
from .outcome import Decision, Step, TieMet
from .phragmen import phragmen_count
from .problem import Array, Problem, problem_of
from .profile import Profile
from .rules import Rule
from .ties import TieRule


@dataclass(slots=True)
class PotCount:
    """What one pot's count came to. `funded` are positions in order."""

    problem: Problem
    funded: list[int]
    decisions: list[Decision]
    ties: list[TieMet]
    trace: list[Step]
    endowment: Number | None = None
    replaced_by: str = ""
    spent: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.spent = sum(self.problem.costs[p] for p in self.funded)


def local_rule(rule: Rule) -> Rule:
    """The rule of an area whose rest goes to its next best projects: the same, then greedy by votes."""
    return rule if rule.method == "greedy" and rule.skip else replace(rule, greedy_end=True)


def count_pot(
    instance: Instance, profile: Profile, rule: Rule, tie_rule: TieRule, *, explore: bool = False
) -> PotCount:
    """One rule on one pot. Raises AllocationError, UnresolvedTie."""
    return count_problem(problem_of(instance, profile, rule, tie_rule), rule, explore=explore)


def count_problem(problem: Problem, rule: Rule, *, explore: bool = False) -> PotCount:
    """One rule on a prepared problem."""
    if rule.method == "equal-shares":
        done = _equal_shares(problem, rule, explore)
    else:
        count = _single(problem, rule)
        done = _finished(problem, count, run(count, explore=explore))
    if rule.greedy_end:
        done = _spend_rest(done, explore)
    if rule.comparison:
        done = _compared(done, explore)
    return done


def _single(problem: Problem, rule: Rule) -> Count:
    """The count of a rule that has one stage."""
    if rule.method == "phragmen":
        return phragmen_count(problem)
    if rule.method == "expanding-approvals":
        return expanding_count(problem, council=rule.council)
    return greedy_count(problem, density=rule.density, skip=rule.skip, threshold=rule.threshold)


def _equal_shares(problem: Problem, rule: Rule, explore: bool) -> PotCount:
    electorate = electorate_of(problem, rule.by_cost)

    def end(finished: Count) -> Hashable:
        return _outcome(problem, rule, finished.funded)

    if rule.completion != "none":
        count, ties = raised_endowment(electorate, rule, explore=explore, end=end)
    else:
        given = Fraction(problem.budget, problem.voters) if problem.voters else Fraction(0)
        count = shares_count(electorate, given)
        ties = run(count, explore=explore, end=end)
    return _finished(problem, count, ties, problem.money(count.endowment))


def _outcome(problem: Problem, rule: Rule, funded: list[int]) -> Hashable:
    """What the later stages make of a first one: a tie matters only if it changes this. A tie of a later
    stage that has no rule is an outcome of its own."""
    done = PotCount(problem, funded, [], [], [])
    try:
        if rule.greedy_end:
            done = _spend_rest(done, False)
        if rule.comparison:
            done = _compared(done, False)
    except UnresolvedTie as tie:
        return tie.projects, tie.step
    return frozenset(done.funded)


def _finished(
    problem: Problem, count: Count, ties: list[TieMet], endowment: Number | None = None
) -> PotCount:
    return PotCount(problem, count.funded, count.decisions(), ties, list(count.trace()), endowment)


def _spend_rest(done: PotCount, explore: bool) -> PotCount:
    """Completes by number of votes; who lost twice is told both reasons."""
    rest = greedy_end(done.problem, done.funded)
    ties = done.ties + run(rest, explore=explore)
    later = {decision.project: decision for decision in rest.decisions()}
    merged = [_merged(decision, later.get(decision.project)) for decision in done.decisions]
    return replace(done, funded=rest.funded, decisions=merged, ties=ties, trace=done.trace + rest.trace())


def _merged(first: Decision, later: Decision | None) -> Decision:
    if first.funded or later is None:
        return first
    if later.funded or later.code != "lost_money" or first.code != "lost_shares":
        return later
    return replace(first, code="lost_greedy_end", numbers=(*first.numbers, ("left", later.number("left"))))


def _compared(done: PotCount, explore: bool) -> PotCount:
    """The comparison step of equalshares.net: greedy by votes stands instead where strictly more voters
    find more funded projects on their ballot under it than find fewer."""
    problem = replace(done.problem, scores=done.problem.named, grade_unit=1)
    rival = greedy_count(problem)

    def end(finished: Count) -> Hashable:
        preferred = _prefer_other(problem, finished.funded, done.funded)
        return frozenset(finished.funded if preferred else done.funded)

    ties = run(rival, explore=explore, end=end)
    if not _prefer_other(problem, rival.funded, done.funded):
        return replace(done, ties=done.ties + _mattering(ties))
    return replace(
        _finished(problem, rival, _mattering(done.ties) + ties, done.endowment), replaced_by="greedy"
    )


def _mattering(ties: list[TieMet]) -> list[TieMet]:
    """Ties of the outcome that does not stand: those that decide which one stands."""
    return [tie for tie in ties if tie.matters in ("yes", "may_matter")]


def _prefer_other(problem: Problem, other: list[int], own: list[int]) -> bool:
    gain = _funded_per_ballot(problem, other) - _funded_per_ballot(problem, own)
    return int(problem.weights[gain > 0].sum()) > int(problem.weights[gain < 0].sum())


def _funded_per_ballot(problem: Problem, funded: list[int]) -> Array:
    counts = np.zeros(len(problem.weights), dtype=np.int64)
    for p in funded:
        counts[problem.groups[p]] += 1
    return counts
