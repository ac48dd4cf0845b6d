"""What every outcome must satisfy, and the engine against the plain oracle, on many small elections."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgeting.allocation import RULES, Instance, Project, TieRule, allocate, approval_profile
from budgeting.allocation.counting import run
from budgeting.allocation.phragmen import phragmen_count
from budgeting.allocation.problem import problem_of
from budgeting.allocation.rules import Rule
from tests.budgeting.allocation import oracle
from tests.budgeting.allocation.strategies import approvals, costs_of, graded, points, rankings, tie_rules

quick = settings(max_examples=80, deadline=None, database=None, derandomize=True)
brief = settings(max_examples=25, deadline=None, database=None, derandomize=True)
APPROVAL_RULES = [
    "greedy_votes",
    "greedy_votes_no_skip",
    "greedy_density",
    "mes_cost",
    "mes_card",
    "mes_cost_greedy",
    "mes_cost_add1",
    "mes_cost_city",
    "mes_cost_city_comparison",
    "mes_card_add1_greedy",
    "phragmen",
]
EXHAUSTIVE = [
    name for name in RULES if name.endswith("_greedy") or name in ("greedy_votes", "greedy_density")
]


def funded(case, name, tie_rule=None):
    """The funded ids, in order."""
    return list(allocate(*case, RULES[name], tie_rule).funded)


@quick
@given(st.data(), approvals())
def test_greedy_equals_the_oracle_under_any_tie_rule(data, case):
    instance, profile = case
    tie_rule = data.draw(tie_rules(instance.ids))
    rank = {id: at for at, id in enumerate(tie_rule.ranking(instance.projects))}
    scores = {id: sum(b.count for b in profile if id in b.choices) for id in instance.ids}
    kinds = {"greedy_votes": {}, "greedy_votes_no_skip": {"skip": False}, "greedy_density": {"density": True}}
    for name, options in kinds.items():
        expected = oracle.greedy(costs_of(instance), instance.budget, scores, rank, **options)
        assert funded(case, name, tie_rule) == expected


@quick
@given(st.data(), st.one_of(approvals(), points()))
def test_equal_shares_equals_the_oracle_under_any_tie_rule(data, case):
    instance, profile = case
    tie_rule = data.draw(tie_rules(instance.ids))
    rank = {id: at for at, id in enumerate(tie_rule.ranking(instance.projects))}
    for by_cost, name in ((True, "mes_points_cost"), (False, "mes_points")):
        expected, _ = oracle.equal_shares(
            costs_of(instance), instance.budget, graded(profile), by_cost=by_cost, rank=rank
        )
        assert funded(case, name, tie_rule) == expected


@brief
@given(approvals(most=5))
def test_add1_equals_the_oracle(case):
    instance, profile = case
    for city, name in ((False, "mes_cost_add1"), (True, "mes_cost_city")):
        expected = oracle.add1(costs_of(instance), instance.budget, graded(profile), city=city)
        assert funded(case, name) == expected


@quick
@given(st.data(), approvals())
def test_phragmen_equals_the_oracle_under_any_tie_rule(data, case):
    instance, profile = case
    tie_rule = data.draw(tie_rules(instance.ids))
    rank = {id: at for at, id in enumerate(tie_rule.ranking(instance.projects))}
    ballots = [(set(ballot.choices), ballot.count) for ballot in profile]
    assert funded(case, "phragmen", tie_rule) == oracle.phragmen(
        costs_of(instance), instance.budget, ballots, rank
    )


@quick
@given(st.one_of(approvals(), points(), rankings()))
def test_no_rule_ever_overspends(case):
    for name, rule in RULES.items():
        ranked = rule.method == "expanding-approvals" or rule.score in ("score", "borda")
        if ranked and case[1].kind != "ordinal":
            continue
        if rule.completion == "none" or name in APPROVAL_RULES:
            outcome = allocate(*case, rule)
            assert outcome.spent <= case[0].budget
            assert outcome.spent == sum(costs_of(case[0])[id] for id in outcome.funded)


@brief
@given(approvals())
def test_skipping_greedy_and_completed_rules_leave_nothing_that_fits(case):
    for name in EXHAUSTIVE:
        rule = RULES[name]
        if rule.score not in ("votes", "points"):
            continue
        outcome = allocate(*case, rule)
        rest = [cost for id, cost in costs_of(case[0]).items() if id not in outcome.funded]
        assert all(cost > outcome.left for cost in rest)


@brief
@given(st.data(), approvals())
def test_the_order_of_voters_changes_nothing(data, case):
    instance, profile = case
    voters = [ballot.choices for ballot in profile for _ in range(ballot.count)]
    shuffled = approval_profile(
        instance.ids, [(choices, 1) for choices in data.draw(st.permutations(voters))]
    )
    for name in APPROVAL_RULES:
        assert allocate(instance, shuffled, RULES[name]) == allocate(instance, profile, RULES[name])


@brief
@given(approvals(), st.integers(2, 50))
def test_money_in_smaller_units_changes_nothing(case, factor):
    instance, profile = case
    small = Instance(
        tuple(Project(p.id, p.cost * factor) for p in instance.projects), instance.budget * factor
    )
    for name in APPROVAL_RULES:
        rule = RULES[name]
        scaled = Rule(**{**_fields(rule), "increment": rule.increment * factor})
        assert allocate(small, profile, scaled).funded == allocate(instance, profile, rule).funded


def _fields(rule):
    return {name: getattr(rule, name) for name in Rule.__dataclass_fields__}


@brief
@given(approvals(free=False))
def test_equal_shares_is_priceable(case):
    """Nobody pays more than B/n, each funded project is paid in full by supporters, none is left
    affordable."""
    instance, profile = case
    for by_cost, name in ((True, "mes_cost"), (False, "mes_card")):
        bought = funded(case, name)
        _, prices = oracle.equal_shares(costs_of(instance), instance.budget, graded(profile), by_cost=by_cost)
        money = [Fraction(instance.budget) / profile.voters] * profile.distinct if profile.voters else []
        for id in bought:
            paid = Fraction(0)
            for at, ballot in enumerate(profile):
                share = min(money[at], prices[id]) if id in ballot.choices else 0
                money[at] -= share
                paid += share * ballot.count
            assert paid == costs_of(instance)[id]
        for id, cost in costs_of(instance).items():
            held = sum(money[at] * b.count for at, b in enumerate(profile) if id in b.choices)
            assert id in bought or not held or held < cost


@brief
@given(approvals(most=4, free=False))
def test_phragmen_is_priceable_where_all_projects_have_supporters_and_fit(case):
    """The times of purchase are prices: since they last paid, supporters have earned exactly the cost, and
    those of no other project had earned more than its cost by then."""
    instance, profile = case
    problem = problem_of(instance, profile, RULES["phragmen"], TieRule())
    count = phragmen_count(problem)
    run(count)
    last = [Fraction(0)] * profile.distinct
    supported = [p for p in count.funded if problem.named[p]]
    for place, p in enumerate(supported, 1):
        time = count.time_of(place) / problem.unit
        for other in set(instance.ids) - {problem.ids[q] for q in count.funded[: place - 1]}:
            earned = sum((time - last[at]) * b.count for at, b in enumerate(profile) if other in b.choices)
            cost = costs_of(instance)[other]
            assert earned == cost if other == problem.ids[p] else earned <= cost or cost > instance.budget
        for at, ballot in enumerate(profile):
            if problem.ids[p] in ballot.choices:
                last[at] = time


def _groups(profile):
    """Every group of whole ballots with a project in common, and its size."""
    ballots = list(profile)
    for size in range(1, len(ballots) + 1):
        for group in combinations(ballots, size):
            common = set.intersection(*(set(ballot.choices) for ballot in group))
            if common:
                yield group, common, sum(ballot.count for ballot in group)


@brief
@given(approvals(most=8, free=False))
def test_equal_shares_by_cardinality_satisfies_ejr(case):
    """Every group that deserves t projects in common has a member with t funded ones (brute force)."""
    instance, profile = case
    winners, costs = set(funded(case, "mes_card")), costs_of(instance)
    for group, common, size in _groups(profile):
        for many in range(1, len(common) + 1):
            for wanted in combinations(sorted(common), many):
                if sum(costs[id] for id in wanted) * profile.voters <= size * instance.budget:
                    assert any(len(winners & set(ballot.choices)) >= many for ballot in group)


@brief
@given(approvals(most=8, free=False))
def test_equal_shares_by_cost_satisfies_ejr_up_to_any_project(case):
    """A member's funded cost, with any one wanted project that lost, exceeds what the group deserves in
    common."""
    instance, profile = case
    winners, costs = set(funded(case, "mes_cost")), costs_of(instance)
    for group, common, size in _groups(profile):
        for many in range(1, len(common) + 1):
            for wanted in combinations(sorted(common), many):
                worth = sum(costs[id] for id in wanted)
                if worth * profile.voters <= size * instance.budget:
                    assert any(_content(ballot, winners, wanted, costs, worth) for ballot in group)


def _content(ballot, winners, wanted, costs, worth):
    has = sum(costs[id] for id in winners & set(ballot.choices))
    return has >= worth or all(has + costs[id] > worth for id in set(wanted) - winners)


@pytest.mark.parametrize("name", APPROVAL_RULES)
def test_an_empty_profile_has_a_defined_outcome(name):
    instance = Instance((Project("a", 3), Project("b", 4)), 5)
    outcome = allocate(instance, approval_profile(instance.ids, []), RULES[name])
    assert outcome.spent <= 5
    assert {decision.project for decision in outcome.decisions} == {"a", "b"}


@brief
@given(st.data(), rankings())
def test_expanding_approvals_never_overspends_whoever_chooses(data, case):
    tie_rule = data.draw(tie_rules(case[0].ids))
    for name in ("pb_ear", "pb_ear_council"):
        outcome = allocate(*case, RULES[name], tie_rule)
        assert outcome.spent <= case[0].budget
        for id in outcome.funded:
            decision = outcome.decision(id)
            assert decision.number("support") >= decision.number("quota")
