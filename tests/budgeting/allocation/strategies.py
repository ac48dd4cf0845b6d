"""Small elections for hypothesis, full of ties, free projects, empty ballots and projects dearer than the
pot."""

from fractions import Fraction

from hypothesis import strategies as st

from budgeting.allocation import (
    Instance,
    Profile,
    Project,
    TieRule,
    approval_profile,
    cumulative_profile,
    ordinal_profile,
)

IDS = "abcdefgh"
MONEY = st.one_of(st.integers(1, 12), st.fractions(Fraction(1, 3), 12, max_denominator=6))


@st.composite
def instances(draw, most=6, costs=MONEY, free=True):
    """Projects a, b, ... with costs around the budget."""
    size = draw(st.integers(1, most))
    cost = st.one_of(costs, st.just(0)) if free else costs
    projects = tuple(Project(IDS[at], draw(cost)) for at in range(size))
    return Instance(projects, draw(st.one_of(st.integers(1, 30), costs)))


@st.composite
def approvals(draw, most=6, **kinds):
    """An instance and its approval profile."""
    instance = draw(instances(most, **kinds))
    ballot = st.lists(st.sampled_from(instance.ids), unique=True)
    ballots = draw(st.lists(st.tuples(ballot, st.integers(1, 4)), max_size=7))
    return instance, approval_profile(instance.ids, ballots)


@st.composite
def points(draw, most=6, **kinds):
    """An instance and a cumulative profile."""
    instance = draw(instances(most, **kinds))
    point = st.one_of(st.integers(0, 5), st.fractions(0, 5, max_denominator=4))
    ballot = st.dictionaries(st.sampled_from(instance.ids), point)
    ballots = draw(st.lists(st.tuples(ballot, st.integers(1, 3)), max_size=6))
    return instance, cumulative_profile(instance.ids, ballots)


@st.composite
def rankings(draw, most=6, **kinds):
    """An instance and an ordinal profile."""
    instance = draw(instances(most, **kinds))
    ballot = st.lists(st.sampled_from(instance.ids), unique=True)
    ballots = draw(st.lists(st.tuples(ballot, st.integers(1, 4)), max_size=7))
    return instance, ordinal_profile(instance.ids, ballots)


@st.composite
def tie_rules(draw, ids):
    """Any tie rule that resolves ties among these."""
    kind = draw(st.sampled_from(["id", "order", "cost", "lot"]))
    order = tuple(draw(st.permutations(ids))) if kind == "order" else ()
    return TieRule(kind, order, draw(st.text(max_size=3)) if kind == "lot" else "")


def graded(profile: Profile) -> list[tuple[dict[str, Fraction], int]]:
    """The ballots for the oracle: id to grade (1 on approval ballots)."""
    found = []
    for ballot in profile:
        grades = ballot.points or (1,) * len(ballot.choices)
        found.append(
            ({id: Fraction(grade) for id, grade in zip(ballot.choices, grades, strict=True)}, ballot.count)
        )
    return found


def costs_of(instance: Instance) -> dict[str, Fraction]:
    """Id to cost for the oracle."""
    return {project.id: Fraction(project.cost) for project in instance.projects}
