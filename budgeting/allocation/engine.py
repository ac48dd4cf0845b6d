"""Runs one rule on one pot: the stages of the rule one after another, their decisions merged into one per
project."""

from dataclasses import dataclass, field, replace
from fractions import Fraction

from .counting import Count, run
from .electorate import electorate_of
from .equal_shares import shares_count
from .greedy import greedy_count, greedy_end
from .instance import Instance
from .numbers import Number
from .outcome import Decision, Step, TieMet
from .problem import Problem, problem_of
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
    spent: int = field(default=0)

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
    endowment: Number | None = None
    replaced_by = ""
    count: Count
    if rule.method == "greedy":
        count = greedy_count(problem, density=rule.density, skip=rule.skip, threshold=rule.threshold)
        ties = run(count, explore=explore)
    else:
        given = Fraction(problem.budget, problem.voters) if problem.voters else Fraction(0)
        count = shares_count(electorate_of(problem, rule.by_cost), given)
        ties = run(count, explore=explore)
        endowment = problem.money(given)
    decisions, trace = count.decisions(), list(count.trace())
    if rule.greedy_end:
        return _spend_rest(problem, count.funded, decisions, ties, trace, endowment, explore)
    return PotCount(problem, count.funded, decisions, ties, trace, endowment, replaced_by)


def _spend_rest(
    problem: Problem,
    funded: list[int],
    decisions: list[Decision],
    ties: list[TieMet],
    trace: list[Step],
    endowment: Number | None,
    explore: bool,
) -> PotCount:
    """Completes by number of votes; who lost twice is told both reasons."""
    rest = greedy_end(problem, funded)
    ties = ties + run(rest, explore=explore)
    later = {decision.project: decision for decision in rest.decisions()}
    merged = [_merged(decision, later.get(decision.project)) for decision in decisions]
    return PotCount(problem, rest.funded, merged, ties, trace + rest.trace(), endowment)


def _merged(first: Decision, later: Decision | None) -> Decision:
    if first.funded or later is None:
        return first
    if later.funded or later.code != "lost_money" or first.code != "lost_shares":
        return later
    return replace(first, code="lost_greedy_end", numbers=(*first.numbers, ("left", later.number("left"))))
