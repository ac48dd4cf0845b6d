"""Counts an instance pot by pot: areas by id, each from the ballots that name its projects, then the
citywide pot."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import numpy as np

from .engine import PotCount, count_pot, local_rule
from .instance import CITYWIDE, Instance
from .numbers import Number, plain
from .outcome import Allocation, Decision, PotOutcome, Step, TieMet
from .profile import Profile
from .rules import Rule
from .ties import TieRule


def allocate(
    instance: Instance,
    profile: Profile,
    rule: Rule,
    tie_rule: TieRule | None = None,
    *,
    explore: bool = False,
) -> Allocation:
    """Counts the ballots by one rule. Ties go to the smallest id unless a tie rule is given.

    `explore` also finds out for each tie whether it matters (always done where the tie rule is "none").
    Raises AllocationError when rule and ballots do not go together, UnresolvedTie.
    """
    tie_rule = tie_rule or TieRule()
    if not instance.areas:
        return _of_pots(
            instance, rule, [(CITYWIDE, instance.budget, 0, _pot(instance, profile, rule, tie_rule, explore))]
        )
    pots: list[tuple[str, Number, Number, PotCount]] = []
    moved: Number = 0
    done: dict[str, bool] = {}
    for area, budget in _counting_order(instance):
        limit = plain(Fraction(budget) + (moved if area == CITYWIDE else 0))
        part, votes = _part(instance, profile, area, limit, done)
        if area != CITYWIDE and instance.leftover == "next-best":
            local = local_rule(rule)
        else:
            local = rule
        count = _pot(part, votes, local, tie_rule, explore)
        left = plain(Fraction(limit) - count.problem.money(count.spent))
        gone: Number = left if area != CITYWIDE and instance.leftover != "stays" else 0
        moved = plain(Fraction(moved) + gone)
        pots.append((area, limit, gone, count))
        funded = set(count.funded)
        done |= {id: at in funded for at, id in enumerate(count.problem.ids)}
    return _of_pots(instance, rule, pots)


def _pot(instance: Instance, profile: Profile, rule: Rule, tie_rule: TieRule, explore: bool) -> PotCount:
    return count_pot(instance, profile, rule, tie_rule, explore=explore)


def _counting_order(instance: Instance) -> Iterator[tuple[str, Number]]:
    yield from sorted((area.id, area.budget) for area in instance.areas)
    yield CITYWIDE, instance.budget


def _part(
    instance: Instance, profile: Profile, area: str, budget: Number, done: dict[str, bool]
) -> tuple[Instance, Profile]:
    """The projects of one pot with the ballots that name any of them; conditions on earlier pots are
    settled."""
    inside = [at for at, project in enumerate(instance.projects) if project.area == area]
    ids = {instance.projects[at].id for at in inside}
    projects = tuple(
        replace(
            instance.projects[at],
            area=CITYWIDE,
            needs=tuple(id for id in instance.projects[at].needs if id in ids),
            excludes=tuple(id for id in instance.projects[at].excludes if id in ids),
        )
        for at in inside
    )
    spent = _spent_by_category(instance, done)
    caps = tuple(
        (name, max(plain(Fraction(cap) - spent.get(name, 0)), 0)) for name, cap in instance.category_caps
    )
    barred = {p.id for p in instance.projects if p.id in ids and _settled_against(instance, p.id, ids, done)}
    part = replace(
        instance, projects=projects, budget=budget, areas=(), category_caps=caps, outside=frozenset(barred)
    )
    return part, restricted(profile, inside)


def _settled_against(instance: Instance, id: str, inside: set[str], done: dict[str, bool]) -> bool:
    """Whether a project of another pot bars this one: it excludes it and won, or is needed and did not
    (yet) win."""
    project = instance.projects[instance.index[id]]
    if any(other not in inside and not done.get(other, False) for other in project.needs):
        return True
    rivals = set(project.excludes) | {p.id for p in instance.projects if id in p.excludes}
    return any(other not in inside and done.get(other, False) for other in rivals)


def _spent_by_category(instance: Instance, done: dict[str, bool]) -> dict[str, Number]:
    spent: dict[str, Number] = {}
    for project in instance.projects:
        for name in project.categories if done.get(project.id) else ():
            spent[name] = plain(Fraction(spent.get(name, 0)) + project.cost)
    return spent


def restricted(profile: Profile, inside: list[int]) -> Profile:
    """The ballots that name any of these projects (positions), cut down to them; equal ones are not merged
    again."""
    place = np.full(len(profile.ids), -1)
    place[inside] = np.arange(len(inside))
    mapped = place[profile.choices] if len(profile.choices) else profile.choices.astype(np.int64)
    owner = np.repeat(np.arange(profile.distinct), np.diff(profile.starts))[mapped >= 0]
    lengths = np.bincount(owner, minlength=profile.distinct)
    kept = lengths > 0
    return replace(
        profile,
        ids=tuple(profile.ids[at] for at in inside),
        counts=profile.counts[kept],
        starts=np.concatenate(([0], np.cumsum(lengths[kept]))),
        choices=mapped[mapped >= 0].astype(np.int32),
        points=None if profile.points is None else profile.points[mapped >= 0],
    )


def _of_pots(instance: Instance, rule: Rule, pots: list[tuple[str, Number, Number, PotCount]]) -> Allocation:
    funded: list[str] = []
    decisions: dict[str, Decision] = {}
    ties: list[TieMet] = []
    trace: list[Step] = []
    outcomes: list[PotOutcome] = []
    for area, budget, moved, count in pots:
        spent = count.problem.money(count.spent)
        left = plain(Fraction(budget) - spent)
        outcomes.append(PotOutcome(area, budget, spent, left, count.problem.voters, moved))
        funded += [count.problem.ids[p] for p in count.funded]
        decisions |= {decision.project: replace(decision, pot=area) for decision in count.decisions}
        ties += count.ties
        trace += count.trace
    total = plain(sum((Fraction(pot.spent) for pot in outcomes), Fraction(0)))
    given = plain(
        Fraction(instance.budget) + sum((Fraction(area.budget) for area in instance.areas), Fraction(0))
    )
    last = pots[-1][3]
    return Allocation(
        rule.name,
        given,
        tuple(funded),
        total,
        plain(Fraction(given) - total),
        sum(pot.voters for pot in outcomes),
        tuple(decisions[project.id] for project in instance.projects),
        tuple(ties),
        tuple(outcomes),
        tuple(trace),
        None if instance.areas else last.endowment,
        "" if instance.areas else last.replaced_by,
    )
