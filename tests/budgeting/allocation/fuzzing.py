"""Random small elections with all that a council can ask for: areas, conflicts, dependencies, category
limits, minimum support, thresholds, fractions, free projects, empty ballots, and ties nearly everywhere."""

from fractions import Fraction
from random import Random

from budgeting.allocation import (
    Area,
    Instance,
    Profile,
    Project,
    TieRule,
    approval_profile,
    cumulative_profile,
    ordinal_profile,
)
from budgeting.allocation.profile import grouped_profile

IDS = "abcdefg"


def election(chance: Random) -> tuple[Instance, Profile]:
    """One election. Costs come from a handful of values, so that equal prices are common."""
    ids = IDS[: chance.randint(1, 7)]
    values = chance.choice([[1], [1, 2, 3], [2, 3, 4, 6], [Fraction(1, 3), Fraction(1, 2), 1], range(1, 20)])
    budget = chance.choice([1, 2, 3, 5, 6, 8, 12, 20, Fraction(7, 2), Fraction(10, 3)])
    areas = ["east", "west"][: chance.choice([0, 0, 1, 2])]
    conditions = chance.random() < 0.5
    projects = tuple(_project(chance, id, ids, values, areas, conditions) for id in ids)
    caps = (("park", chance.randint(0, 6)),) if conditions and chance.random() < 0.6 else ()
    instance = Instance(
        projects,
        budget if chance.random() < 0.97 else 0,
        areas=tuple(Area(name, chance.choice([0, 1, 3, 5, 9, Fraction(5, 2)])) for name in areas),
        category_caps=caps,
        minimum_support=chance.choice([0, 0, 1, 2]) if conditions else 0,
        threshold=chance.choice([0, 1, 2, Fraction(5, 2)]),
        leftover=chance.choice(["stays", "moves", "next-best"]),
    )
    return instance, _profile(chance, ids)


def _project(chance, id, ids, values, areas, conditions):  # noqa: PLR0917
    others = [other for other in ids if other != id]
    needs = (chance.choice(others),) if conditions and others and chance.random() < 0.2 else ()
    excludes = (chance.choice(others),) if conditions and others and chance.random() < 0.2 else ()
    return Project(
        id,
        0 if chance.random() < 0.06 else chance.choice(values),
        area=chance.choice(["", *areas]),
        categories=("park",) if conditions and chance.random() < 0.5 else (),
        needs=needs,
        excludes=excludes,
    )


def _profile(chance: Random, ids: str) -> Profile:
    kind = chance.choice(["approval", "approval", "choose-1", "cumulative", "ordinal", "ordinal"])
    many = chance.choice([0, 1, 3, 5, 8])
    ballots = [(_names(chance, ids, kind), chance.choice([1, 1, 2, 3])) for _ in range(many)]
    if kind == "choose-1":
        grouped: dict = {}
        for names, count in ballots:
            key = tuple(ids.index(name) for name in names), ()
            grouped[key] = grouped.get(key, 0) + count
        return grouped_profile("choose-1", tuple(ids), grouped)
    if kind == "cumulative":
        points = chance.choice([[1, 2], [0, 1, 2, 3], [Fraction(1, 2), Fraction(1, 3), 1]])
        return cumulative_profile(
            ids, [({name: chance.choice(points) for name in names}, count) for names, count in ballots]
        )
    if kind == "ordinal":
        return ordinal_profile(ids, ballots, max_length=chance.choice([0, 0, 2, len(ids)]))
    return approval_profile(ids, ballots)


def _names(chance: Random, ids: str, kind: str) -> list[str]:
    if kind == "choose-1":
        return [chance.choice(ids)]
    return chance.sample(ids, chance.randint(0, len(ids)))


def tie_rule(chance: Random, instance: Instance) -> TieRule:
    """Any that resolves every tie."""
    kind = chance.choice(["id", "order", "cost", "lot"])
    order = tuple(chance.sample(instance.ids, len(instance.ids))) if kind == "order" else ()
    return TieRule(kind, order, str(chance.random()) if kind == "lot" else "")
