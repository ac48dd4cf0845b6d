"""Several rules on the same ballots, side by side: what is funded, who got nothing, what goes where."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from .areas import allocate, restricted
from .instance import CITYWIDE, Instance, Project
from .numbers import Number, plain
from .outcome import Allocation
from .problem import Array
from .profile import Profile
from .proportionality import Shortfall, ejr_plus
from .rules import Rule
from .ties import TieRule


@dataclass(frozen=True, slots=True)
class Portion:
    """One category's or area's part: of the money spent, and of the votes cast (both as shares of the
    whole)."""

    name: str
    spent: Number
    spent_share: Fraction
    votes: int
    votes_share: Fraction


@dataclass(frozen=True, slots=True)
class Summary:
    """One rule's outcome in figures. `with_nothing`: voters none of whose projects won, as a number and a
    share of all voters. `ballot_share`: the average share of one's ballot that won, over ballots that name
    anything. `shortfalls`: what breaks EJR+ (see `proportionality`), pot by pot."""

    allocation: Allocation
    with_nothing: int
    with_nothing_share: Fraction
    ballot_share: Fraction
    categories: tuple[Portion, ...]
    areas: tuple[Portion, ...]
    shortfalls: tuple[Shortfall, ...]


def compare(
    instance: Instance, profile: Profile, rules: Iterable[Rule], tie_rule: TieRule | None = None
) -> tuple[Summary, ...]:
    """Counts the ballots by each rule and sums each outcome up. Raises AllocationError, UnresolvedTie."""
    return tuple(summary(instance, profile, allocate(instance, profile, rule, tie_rule)) for rule in rules)


def summary(instance: Instance, profile: Profile, allocation: Allocation) -> Summary:
    """One outcome in figures."""
    won = np.zeros(len(instance.projects), dtype=bool)
    won[[instance.index[id] for id in allocation.funded]] = True
    winners, lengths = _winners_per_ballot(profile, won)
    nothing = int(profile.counts[winners == 0].sum())
    return Summary(
        allocation,
        nothing,
        Fraction(nothing, max(profile.voters, 1)),
        _average_share(profile, winners, lengths),
        _portions(instance, profile, won, lambda project: project.categories),
        _portions(instance, profile, won, lambda project: (project.area,) if instance.areas else ()),
        _shortfalls(instance, profile, allocation),
    )


def _winners_per_ballot(profile: Profile, won: Array) -> tuple[Array, Array]:
    lengths = np.diff(profile.starts)
    owner = np.repeat(np.arange(profile.distinct), lengths)
    return np.bincount(owner[won[profile.choices]], minlength=profile.distinct), lengths


def _average_share(profile: Profile, winners: Array, lengths: Array) -> Fraction:
    """Summed by pairs of (won, named), of which there are few, so that it is exact and quick."""
    named = lengths > 0
    pairs, back = np.unique(np.stack([winners[named], lengths[named]]), axis=1, return_inverse=True)
    voters = np.bincount(back.ravel(), weights=profile.counts[named], minlength=pairs.shape[1])
    total = sum(
        (Fraction(int(w), int(n)) * int(v) for (w, n), v in zip(pairs.T, voters, strict=True)), Fraction(0)
    )
    return total / max(int(profile.counts[named].sum()), 1)


def _portions(
    instance: Instance, profile: Profile, won: Array, names_of: Callable[[Project], Sequence[str]]
) -> tuple[Portion, ...]:
    owner = np.repeat(np.arange(profile.distinct), np.diff(profile.starts))
    votes = np.bincount(profile.choices, weights=profile.counts[owner], minlength=len(instance.projects))
    spent: dict[str, Fraction] = {}
    cast: dict[str, int] = {}
    for at, project in enumerate(instance.projects):
        for name in names_of(project):
            spent[name] = spent.get(name, Fraction(0)) + (project.cost if won[at] else 0)
            cast[name] = cast.get(name, 0) + int(votes[at])
    money = sum((Fraction(p.cost) for at, p in enumerate(instance.projects) if won[at]), Fraction(0))
    everything = max(int(votes.sum()), 1)
    return tuple(
        Portion(
            name,
            plain(spent[name]),
            spent[name] / money if money else Fraction(0),
            cast[name],
            Fraction(cast[name], everything),
        )
        for name in sorted(spent)
    )


def _shortfalls(instance: Instance, profile: Profile, allocation: Allocation) -> tuple[Shortfall, ...]:
    if not instance.areas:
        return ejr_plus(instance, profile, allocation.funded)
    found: list[Shortfall] = []
    for pot in allocation.pots:
        inside = [at for at, project in enumerate(instance.projects) if project.area == pot.area]
        projects = tuple(instance.projects[at] for at in inside)
        local = Instance(tuple(_alone(project) for project in projects), pot.budget)
        ids = set(local.ids)
        found += ejr_plus(local, restricted(profile, inside), [id for id in allocation.funded if id in ids])
    return tuple(found)


def _alone(project: Project) -> Project:
    return Project(project.id, project.cost, project.name, CITYWIDE, project.categories)
