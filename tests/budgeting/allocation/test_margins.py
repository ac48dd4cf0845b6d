"""What would have changed the outcome: every margin is counted again, and so is its neighbour."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgeting.allocation import (
    RULES,
    AllocationError,
    Area,
    Instance,
    Project,
    TieRule,
    allocate,
    approval_profile,
    cumulative_profile,
    instance_of,
    margin,
    ordinal_profile,
)
from budgeting.allocation.margins import at_cost, new_ballot
from tests.budgeting.allocation.strategies import tie_rules

brief = settings(max_examples=25, deadline=None, database=None, derandomize=True)
MONOTONE = ["greedy_votes", "greedy_votes_no_skip", "greedy_density", "greedy_votes_threshold", "phragmen"]
POINTS = ["mes_points", "mes_points_cost", "mes_points_greedy", "mes_points_cost_greedy"]
SHARES = ["mes_cost", "mes_card", "mes_cost_greedy", "mes_card_greedy"]


def wins_at(instance, profile, rule, tie_rule, p, cost):  # noqa: PLR0917
    return instance.ids[p] in allocate(at_cost(instance, p, cost), profile, rule, tie_rule).funded


def wins_with(instance, profile, rule, tie_rule, p, k):  # noqa: PLR0917
    more = new_ballot(profile, rule, p, k) if k else profile
    return instance.ids[p] in allocate(instance, more, rule, tie_rule).funded


@st.composite
def conditioned(draw):
    """Whole costs, sometimes a conflict, a dependency, a category limit, a minimum of supporters, a
    threshold."""
    ids = "abcde"[: draw(st.integers(2, 5))]
    budget = draw(st.integers(3, 20))
    other = {id: [o for o in ids if o != id] for id in ids}
    conditions = draw(st.booleans())
    projects = []
    for id in ids:
        excludes = (draw(st.sampled_from(other[id])),) if conditions and draw(st.integers(0, 4)) == 0 else ()
        rest = [o for o in other[id] if o not in excludes]
        needs = (draw(st.sampled_from(rest)),) if conditions and rest and draw(st.integers(0, 4)) == 0 else ()
        categories = ("x",) if conditions and draw(st.booleans()) else ()
        cost = draw(st.integers(0, budget + 1))
        projects.append(Project(id, cost, excludes=excludes, needs=needs, categories=categories))
    caps = (("x", draw(st.integers(1, budget))),) if conditions else ()
    least = draw(st.sampled_from([0, 0, 1, 2]))
    instance = Instance(tuple(projects), budget, category_caps=caps, minimum_support=least, threshold=2)
    ballot = st.lists(st.sampled_from(ids), unique=True)
    ballots = draw(st.lists(st.tuples(ballot, st.integers(1, 3)), min_size=1, max_size=5))
    return instance, approval_profile(instance.ids, ballots)


@st.composite
def with_points(draw):
    """The same conditions, with ballots that give points, whole and broken."""
    instance, _ = draw(conditioned())
    point = st.sampled_from([0, 1, 2, 3, Fraction(1, 2)])
    ballot = st.dictionaries(st.sampled_from(instance.ids), point)
    ballots = draw(st.lists(st.tuples(ballot, st.integers(1, 3)), min_size=1, max_size=5))
    return instance, cumulative_profile(instance.ids, ballots)


@st.composite
def with_ranks(draw):
    """The same conditions, with ranked ballots."""
    instance, _ = draw(conditioned())
    ballot = st.lists(st.sampled_from(instance.ids), unique=True)
    ballots = draw(st.lists(st.tuples(ballot, st.integers(1, 3)), min_size=1, max_size=5))
    return instance, ordinal_profile(instance.ids, ballots, max_length=len(instance.ids))


def check_margins(case, rule, tie_rule):
    instance, profile = case
    for p, id in enumerate(instance.ids):
        found = margin(instance, profile, rule, tie_rule, id)
        assert found.exact
        if found.cost is not None:
            assert wins_at(instance, profile, rule, tie_rule, p, found.cost)
        assert not wins_at(instance, profile, rule, tie_rule, p, (found.cost or 0) + 1)
        if found.voters:
            assert wins_with(instance, profile, rule, tie_rule, p, found.voters)
            tried = (
                range(found.voters) if found.voters < 25 else (0, 1, 2, found.voters - 2, found.voters - 1)
            )
            assert not any(wins_with(instance, profile, rule, tie_rule, p, k) for k in tried)
        elif found.voters is None and new_ballot(profile, rule, p, 1) is not None:
            assert not any(wins_with(instance, profile, rule, tie_rule, p, k) for k in range(12))


@brief
@given(st.data(), conditioned())
def test_margins_of_greedy_and_phragmen_hold_with_their_neighbours(data, case):
    tie_rule = data.draw(tie_rules(case[0].ids))
    for name in MONOTONE:
        check_margins(case, RULES[name], tie_rule)


@brief
@given(st.data(), conditioned())
def test_margins_of_equal_shares_hold_with_their_neighbours(data, case):
    tie_rule = data.draw(tie_rules(case[0].ids))
    check_margins(case, RULES[data.draw(st.sampled_from(SHARES))], tie_rule)


@brief
@given(st.data(), with_points())
def test_margins_of_points_hold_with_their_neighbours(data, case):
    tie_rule = data.draw(tie_rules(case[0].ids))
    for name in ("greedy_points", "greedy_points_density", "greedy_points_threshold", "phragmen"):
        check_margins(case, RULES[name], tie_rule)
    check_margins(case, RULES[data.draw(st.sampled_from(POINTS))], tie_rule)


@brief
@given(st.data(), with_ranks())
def test_margins_of_ranks_hold_with_their_neighbours(data, case):
    tie_rule = data.draw(tie_rules(case[0].ids))
    for name in ("greedy_score_L", "greedy_score_L_density", "mes_score_L", "mes_score_L_greedy"):
        check_margins(case, RULES[name], tie_rule)


def test_a_new_voter_gives_as_many_points_as_anybody_gave():
    """c has 1 point against 9; with 4 points from each new voter it needs 3 of them to be first."""
    instance = instance_of([("a", 5), ("c", 5)], 5)
    profile = cumulative_profile(instance.ids, [({"a": 4}, 2), ({"a": 1, "c": 1}, 1)])
    assert margin(instance, profile, RULES["greedy_points"], TieRule(), "c").voters == 3


def test_no_larger_cost_wins_than_the_margin():
    instance = instance_of([("a", 6), ("b", 5), ("c", 3)], 9)
    profile = approval_profile(instance.ids, [(["a", "b"], 2), (["a", "c"], 1), (["b", "c"], 1), (["a"], 1)])
    for name in [*MONOTONE, *SHARES]:
        for p, id in enumerate(instance.ids):
            winning = [c for c in range(1, 12) if wins_at(instance, profile, RULES[name], None, p, c)]
            assert margin(instance, profile, RULES[name], TieRule(), id).cost == max(winning, default=None)


def test_add1_gives_a_winning_cost_and_claims_no_more():
    """a wins at 1 to 25 and at 29 and 30, not at 26 to 28."""
    instance = instance_of([("a", 21), ("b", 7), ("c", 23)], 30)
    profile = approval_profile(
        instance.ids, [(["a"], 2), (["a", "b"], 2), (["a", "b", "c"], 1), (["b", "c"], 1)]
    )
    rule = RULES["mes_cost_add1"]
    winning = [cost for cost in range(1, 32) if wins_at(instance, profile, rule, None, 0, cost)]
    assert winning == [*range(1, 26), 29, 30]
    found = margin(instance, profile, rule, TieRule(), "a")
    assert not found.exact
    assert found.cost in winning


def test_add1_gives_a_winning_number_of_voters_and_claims_no_more():
    """b wins with 2, 7 or 8 more supporters, not with 3 to 6."""
    instance = instance_of([("a", 9), ("b", 10), ("c", 3)], 10)
    profile = approval_profile(instance.ids, [(["a", "b", "c"], 1), (["b", "c"], 2), (["c"], 1)])
    rule = RULES["mes_cost_city"]
    assert [k for k in range(1, 9) if wins_with(instance, profile, rule, None, 1, k)] == [2, 7, 8]
    found = margin(instance, profile, rule, TieRule(), "b")
    assert not found.exact
    assert found.voters in (2, 7, 8)


def test_a_cost_in_cents_has_a_margin_to_the_cent():
    instance = instance_of([("a", Fraction("10.50")), ("b", Fraction("7.25"))], 12)
    profile = approval_profile(instance.ids, [(["a"], 2), (["b"], 1)])
    assert margin(instance, profile, RULES["greedy_votes"], TieRule(), "b").cost == Fraction("1.50")


def test_new_voters_who_rank_it_first_count_for_score_rules_only():
    instance = instance_of([("a", 5), ("b", 5)], 5)
    profile = ordinal_profile(instance.ids, [(["a", "b"], 2), (["b"], 1)], max_length=2)
    assert margin(instance, profile, RULES["greedy_score_L"], TieRule(), "b").voters == 1
    assert margin(instance, profile, RULES["mes_borda"], TieRule(), "b").voters is None


@pytest.mark.parametrize(
    ("rule", "project", "areas", "problem"),
    [
        ("greedy_votes", "z", (), "no project"),
        ("pb_ear", "a", (), "not told"),
        ("greedy_votes", "a", (Area("x", 1),), "one pot"),
    ],
)
def test_what_has_no_margin_says_so(rule, project, areas, problem):
    instance = Instance((Project("a", 1),), 2, areas=areas)
    with pytest.raises(AllocationError, match=problem):
        margin(instance, approval_profile(["a"], [(["a"], 1)]), RULES[rule], TieRule(), project)
