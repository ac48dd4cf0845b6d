"""What would have changed the outcome for one project: the largest cost and the fewest new voters with
which it wins.

After Boehmer, Faliszewski, Janeczko, Peters, Pierczynski, Schierreich, Skowron and Szufa, "Evaluation of
Project Performance in Participatory Budgeting", IJCAI 2024. Costs are in the smallest unit of the
instance's money; new voters name only this project, and the number of voters grows with them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from .areas import allocate, restricted
from .errors import AllocationError
from .instance import CITYWIDE, Instance
from .margins_greedy import full_points, greedy_cost, greedy_voters
from .margins_phragmen import phragmen_cost, phragmen_voters
from .margins_shares import shares_cost, shares_voters
from .numbers import Number
from .problem import Problem, problem_of
from .profile import Profile
from .rules import Rule
from .ties import TieRule


@dataclass(frozen=True, slots=True)
class Margin:
    """What one project needed. `cost`: it wins at this cost; `voters`: with so many new voters (0: it won
    as it is).

    `exact` says that one unit more loses, one voter fewer loses. Where it is False (Add1 is not monotone)
    they are a cost and a number with which the project would have won, and nothing is said about others.
    None: there is no such cost, or none was found; no such number, or new voters would have no weight. New
    voters who give points give it as many as anybody gave one project.
    """

    project: str
    won: bool
    cost: Number | None
    voters: int | None
    exact: bool = True


def margin(
    instance: Instance, profile: Profile, rule: Rule, tie_rule: TieRule, project: str, *, voters: bool = True
) -> Margin:
    """What `project` needed to win in its pot. `voters=False` leaves out the search for new voters, the
    slower half.

    Raises AllocationError for an unknown project, for rules without margins (expanding approvals) and for
    areas.
    """
    if project not in instance.index:
        raise AllocationError("project", f"there is no project {project}")
    if instance.areas:
        raise AllocationError("areas", "margins are told for one pot at a time")
    if rule.method == "expanding-approvals":
        raise AllocationError("rule", f"what would have changed {rule.name} is not told")
    p = instance.index[project]
    won = project in allocate(instance, profile, rule, tie_rule).funded
    if rule.completion != "none":
        return _found_by_trying(instance, profile, rule, tie_rule, p, won=won, voters=voters)
    problem = problem_of(instance, profile, rule, tie_rule)
    cost = _largest_cost(problem, rule, p)
    needed = 0 if won else None
    if voters and not won and new_ballot(profile, rule, p, 1) is not None:
        needed = _fewest_voters(problem, rule, p)
    return Margin(project, won, None if cost is None else problem.money(cost), needed)


def _largest_cost(problem: Problem, rule: Rule, p: int) -> int | None:
    if problem.barred[p] or (
        rule.threshold and problem.scores[p] < problem.instance.threshold * problem.grade_unit
    ):
        return None
    if rule.method == "greedy":
        return greedy_cost(problem, rule, p)
    if rule.method == "phragmen":
        return phragmen_cost(problem, p)
    return shares_cost(problem, rule, p)


def _fewest_voters(problem: Problem, rule: Rule, p: int) -> int | None:
    if rule.method == "greedy":
        return greedy_voters(problem, rule, p)
    if rule.method == "phragmen":
        return phragmen_voters(problem, p)
    return shares_voters(problem, rule, p, lambda k: wins_with(problem, rule, p, k))


def wins_with(problem: Problem, rule: Rule, p: int, k: int) -> bool:
    """Whether p wins with k new voters who name only it, by counting again."""
    profile = new_ballot(problem.profile, rule, p, k)
    if profile is None:
        return False
    return problem.ids[p] in allocate(problem.instance, profile, rule, problem.tie_rule).funded


def new_ballot(profile: Profile, rule: Rule, p: int, k: int) -> Profile | None:
    """The profile with k more ballots that name p alone, with the most points that any ballot gives a
    project; None where such a ballot has no weight (the last place of a ranking, or nobody gave points)."""
    most = full_points(profile)
    if most == 0 or rule.score == "borda":
        return None
    return replace(
        profile,
        counts=np.append(profile.counts, k),
        starts=np.append(profile.starts, profile.starts[-1] + 1),
        choices=np.append(profile.choices, np.int32(p)).astype(np.int32),
        points=None if profile.points is None else np.append(profile.points, most),
    )


def at_cost(instance: Instance, p: int, cost: Number) -> Instance:
    """The instance with another cost for one project."""
    projects = list(instance.projects)
    projects[p] = replace(projects[p], cost=cost)
    return replace(instance, projects=tuple(projects))


def _found_by_trying(
    instance: Instance, profile: Profile, rule: Rule, tie_rule: TieRule, p: int, *, won: bool, voters: bool
) -> Margin:
    """For rules that are not monotone: a winning cost and number of voters, each checked by counting
    again."""
    id = instance.projects[p].id
    unit = problem_of(instance, profile, rule, tie_rule).unit

    def wins_at(cost: int) -> bool:
        changed = at_cost(instance, p, Fraction(cost, unit))
        return id in allocate(changed, profile, rule, tie_rule).funded

    def wins_by(k: int) -> bool:
        more = new_ballot(profile, rule, p, k)
        return more is not None and id in allocate(instance, more, rule, tie_rule).funded

    cost = _some_boundary(wins_at, int(instance.projects[p].cost * unit), int(instance.budget * unit), won)
    needed = 0 if won else None
    if voters and not won and new_ballot(profile, rule, p, 1) is not None:
        needed = _some_number(wins_by, 4 * max(profile.voters, 1))
    return Margin(id, won, None if cost is None else problem_money(cost, unit), needed, exact=False)


def problem_money(cost: int, unit: int) -> Number:
    """A whole number of the smallest unit as money."""
    return cost if unit == 1 else Fraction(cost, unit)


def _some_boundary(wins_at: Callable[[int], bool], cost: int, budget: int, won: bool) -> int | None:
    """A winning cost, as high as halving finds one: above the project's own where it won, else below."""
    low, high = (cost, budget + 1) if won else (0, cost)
    while high - low > 1:
        middle = (low + high) // 2
        if wins_at(middle):
            low = middle
        else:
            high = middle
    return low or None


def _some_number(wins_by: Callable[[int], bool], most: int) -> int | None:
    """A winning number of new voters, as low as doubling and halving find one."""
    high = 1
    while not wins_by(high):
        high *= 2
        if high > most:
            return None
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if wins_by(middle) else (middle, high)
    return high


def pot_of(instance: Instance, profile: Profile, area: str = CITYWIDE) -> tuple[Instance, Profile]:
    """One area's projects and ballots as an instance of their own, for asking margins (conditions between
    pots and money moved into the citywide pot are left out)."""
    inside = [at for at, project in enumerate(instance.projects) if project.area == area]
    budget = {**{a.id: a.budget for a in instance.areas}, CITYWIDE: instance.budget}[area]
    projects = tuple(replace(instance.projects[at], area=CITYWIDE) for at in inside)
    return replace(instance, projects=projects, budget=budget, areas=()), restricted(profile, inside)
