"""Equal Shares, its completions and the comparison step: known answers and the ways in which floats go
wrong."""

from fractions import Fraction

import pytest

from budgeting.allocation import RULES, allocate, approval_profile, instance_of, ordinal_profile
from budgeting.allocation.add1 import search_endowment
from budgeting.allocation.electorate import electorate_of
from budgeting.allocation.problem import problem_of
from budgeting.allocation.ties import TieRule
from tests.budgeting.allocation import oracle
from tests.budgeting.allocation.strategies import costs_of, graded


def case(budget, costs, *ballots):
    """An election from words: "2ab" is two ballots that approve a and b."""
    instance = instance_of(costs.items(), budget)
    counted = [
        (list(b.lstrip("0123456789")), int(b[: len(b) - len(b.lstrip("0123456789"))] or 1)) for b in ballots
    ]
    return instance, approval_profile(instance.ids, counted)


def test_supporters_pay_equally_and_the_decision_says_what_was_missing():
    outcome = allocate(*case(10, {"a": 5, "b": 3, "c": 4}, "3ab", "2c", "1"), RULES["mes_cost"])
    assert outcome.funded == ("a",)
    assert outcome.endowment == Fraction(5, 3)
    assert outcome.decision("a").number("share") == Fraction("1.666666")
    assert (outcome.decision("c").code, outcome.decision("c").number("money")) == ("lost_shares", 3)


def test_a_free_project_with_support_is_funded_first():
    outcome = allocate(*case(4, {"a": 4, "b": 0, "c": 0}, "2ab"), RULES["mes_cost"])
    assert outcome.funded == ("b", "a")


def test_greedy_completion_spends_the_rest_by_votes():
    outcome = allocate(*case(10, {"a": 5, "b": 3, "c": 4}, "3ab", "2c", "1"), RULES["mes_cost_greedy"])
    assert outcome.funded == ("a", "b")
    assert outcome.decision("b").code == "won_greedy_end"
    assert outcome.decision("c").code == "lost_greedy_end"
    assert [step.phase for step in outcome.trace] == ["shares", "greedy"]


def test_add1_takes_the_first_stop_where_spending_is_not_monotone():
    """Endowment 4 buys b and c and overspends; 5 buys a alone. The search must stop at 4."""
    votes = case(10, {"a": 9, "b": 6, "c": 7}, "ab", "ac", "b", "c")
    spent = {given: allocate_with(votes, given) for given in (3, 4, 5)}
    assert (spent[4], spent[5]) == ({"b", "c"}, {"a"})
    outcome = allocate(*votes, RULES["mes_cost_add1"])
    expected = oracle.add1(costs_of(votes[0]), 10, graded(votes[1]))
    assert list(outcome.funded) == expected


def allocate_with(votes, given):
    funded, _ = oracle.equal_shares(costs_of(votes[0]), 10, graded(votes[1]), by_cost=True, endowment=given)
    return set(funded)


def test_add1_as_cities_use_it_starts_at_whole_units():
    """B = 7, three voters: an exact start alone would give a; whole units give a and c."""
    votes = case(7, {"a": 3, "b": 7, "c": 4}, "a", "ab", "bc")
    assert set(allocate(*votes, RULES["mes_cost_city"]).funded) == {"a", "c"}


def test_the_comparison_step_prefers_greedy_only_for_strictly_more_voters():
    votes = case(6, {"a": 1, "b": 6}, "a", "2b")
    assert allocate(*votes, RULES["mes_cost_city"]).funded == ("a",)
    outcome = allocate(*votes, RULES["mes_cost_city_comparison"])
    assert (outcome.funded, outcome.replaced_by) == (("b",), "greedy")
    even = case(6, {"a": 1, "b": 6}, "2a", "2b")
    assert allocate(*even, RULES["mes_cost_city_comparison"]).replaced_by == ""


def test_add1_takes_projects_dearer_than_the_budget_along():
    votes = case(4, {"a": 5, "b": 2}, "2a", "b")
    assert list(allocate(*votes, RULES["mes_cost_add1"]).funded) == oracle.add1(
        costs_of(votes[0]), 4, graded(votes[1])
    )


def test_a_budget_in_small_units_needs_a_few_runs_for_hundreds_of_thousands_of_steps():
    costs = {"a": 30_000_001, "b": 25_000_000, "c": 17_000_003, "d": 40_000_000}
    instance, profile = case(90_000_000, costs, "3ab", "4bc", "2cd", "d", "2ad", "1abc")
    rule = RULES["mes_cost_add1"]
    problem = problem_of(instance, profile, rule, TieRule())
    search = search_endowment(electorate_of(problem, True), rule)
    assert search.steps > 100_000
    assert search.runs < 500


def test_a_walk_through_every_step_ends_where_the_jumps_end():
    instance, profile = case(
        9000, {"a": 3001, "b": 2500, "c": 1703, "d": 4000}, "3ab", "4bc", "2cd", "d", "2ad", "1abc"
    )
    for city, name in ((False, "mes_cost_add1"), (True, "mes_cost_city")):
        expected = oracle.add1(costs_of(instance), 9000, graded(profile), city=city)
        assert list(allocate(instance, profile, RULES[name]).funded) == expected


@pytest.mark.parametrize("nudge", [-1, 0, 1])
def test_prices_a_hair_apart_are_told_apart(nudge):
    """Two projects of about 10**12 with a million supporters, whose prices differ by 10**-6 in 10**6 or
    not."""
    million, dear = 10**6, 10**12
    instance = instance_of([("a", dear), ("b", dear + nudge)], dear + million)
    profile = approval_profile(instance.ids, [(["a", "b"], million)])
    outcome = allocate(instance, profile, RULES["mes_card"])
    assert outcome.funded == (("b",) if nudge < 0 else ("a",))
    assert bool(outcome.ties) == (nudge == 0)


@pytest.mark.parametrize("denominator", [3, 7, 10**12, 3**25])
def test_costs_that_no_float_can_hold_are_counted_exactly(denominator):
    third = Fraction(1, denominator)
    instance = instance_of([("a", third), ("b", third + Fraction(1, 10**30)), ("c", third)], 2 * third)
    profile = approval_profile(instance.ids, [(["a", "b"], 1), (["b", "c"], 1)])
    outcome = allocate(instance, profile, RULES["mes_cost"])
    expected, _ = oracle.equal_shares(costs_of(instance), instance.budget, graded(profile), by_cost=True)
    assert list(outcome.funded) == expected


def test_a_chain_of_poor_supporters_ends_in_an_exact_tie():
    """After two purchases both remaining projects cost their supporters exactly the same fraction."""
    ballots = ("2abx", "3aby", "1xz", "1yz", "4a", "4b", "2x", "1y")
    votes = case(60, {"a": 13, "b": 13, "x": 7, "y": 7, "z": 5}, *ballots)
    outcome = allocate(*votes, RULES["mes_card"])
    expected, _ = oracle.equal_shares(costs_of(votes[0]), 60, graded(votes[1]), by_cost=False)
    assert list(outcome.funded) == expected


def test_ranked_ballots_give_points_by_place():
    instance = instance_of([("a", 2), ("b", 2), ("c", 2)], 4)
    profile = ordinal_profile(instance.ids, [(["a", "b"], 2), (["c", "b", "a"], 1)], max_length=3)
    scores = {
        d.project: d.number("score") for d in allocate(instance, profile, RULES["greedy_score_L"]).decisions
    }
    assert scores == {"a": 2 * 3 + 1, "b": 2 * 2 + 2, "c": 3}
    borda = {
        d.project: d.number("score")
        for d in allocate(instance, profile, RULES["greedy_borda_density"]).decisions
    }
    assert borda == {"a": 2, "b": 1, "c": 2}


def test_each_decision_follows_from_the_trace():
    """What the order and the prices of the trace give by plain sums is what the decisions say."""
    instance, profile = case(
        60, {"a": 13, "b": 13, "x": 7, "y": 7, "z": 5}, "2abx", "3aby", "1xz", "1yz", "4a", "4b"
    )
    outcome = allocate(instance, profile, RULES["mes_cost"])
    money = [outcome.endowment] * profile.distinct
    for step in outcome.trace:
        decision, cost = outcome.decision(step.project), costs_of(instance)[step.project]
        assert abs(step.price * cost - decision.number("share")) < Fraction(1, 10**4)
        for at, ballot in enumerate(profile):
            if step.project in ballot.choices:
                money[at] -= min(money[at], step.price * cost)
    for decision in outcome.decisions:
        if not decision.funded:
            held = sum(money[at] * b.count for at, b in enumerate(profile) if decision.project in b.choices)
            assert 0 <= held - decision.number("money") < 1 + Fraction(1, 100)
