"""Ties: four ways to break them, and finding out whether one matters."""

import pytest

from budgeting.allocation import (
    RULES,
    AllocationError,
    TieRule,
    UnresolvedTie,
    allocate,
    approval_profile,
    commitment_of,
    counting,
    instance_of,
    public_lot,
)

NONE = TieRule("none")


def street(budget=2, costs=(("a", 1), ("b", 2), ("c", 1))):
    """Three projects with one vote each."""
    instance = instance_of(costs, budget)
    return instance, approval_profile(instance.ids, [([id], 1) for id in instance.ids])


def test_two_orders_agree_and_a_third_differs():
    case = street()
    funded = {
        order: set(allocate(*case, RULES["greedy_votes"], TieRule("order", tuple(order))).funded)
        for order in ("abc", "cba", "bac")
    }
    assert funded["abc"] == funded["cba"] == {"a", "c"}
    assert funded["bac"] == {"b"}


def test_a_tie_that_matters_stops_the_count_without_a_rule():
    with pytest.raises(UnresolvedTie) as tie:
        allocate(*street(), RULES["greedy_votes"], NONE)
    assert (tie.value.projects, tie.value.step, tie.value.matters) == (("a", "b", "c"), 1, "yes")


@pytest.mark.parametrize("name", ["greedy_votes", "greedy_votes_no_skip", "mes_cost", "mes_card", "phragmen"])
def test_a_tie_that_does_not_matter_passes_and_is_said(name):
    outcome = allocate(*street(budget=9), RULES[name], NONE)
    assert set(outcome.funded) == {"a", "b", "c"}
    assert {tie.matters for tie in outcome.ties} <= {"no"}


def test_each_rule_stops_at_ties_that_matter():
    instance = instance_of([("a", 2), ("b", 2)], 3)
    profile = approval_profile(instance.ids, [(["a", "b"], 3)])
    for name in ("greedy_votes", "greedy_density", "mes_cost", "mes_card", "mes_cost_add1", "mes_cost_city"):
        with pytest.raises(UnresolvedTie):
            allocate(instance, profile, RULES[name], NONE)


def test_a_later_tie_among_others_is_not_blamed_on_the_first():
    """a and b tie harmlessly; c and d tie for the rest of the money."""
    instance = instance_of([("a", 1), ("b", 1), ("c", 1), ("d", 1)], 3)
    profile = approval_profile(instance.ids, [(["a", "b", "c", "d"], 1), (["a", "b"], 1)])
    with pytest.raises(UnresolvedTie) as tie:
        allocate(instance, profile, RULES["greedy_votes"], NONE)
    assert (tie.value.projects, tie.value.step) == (("c", "d"), 3)


def test_ties_of_an_outcome_say_whether_they_mattered():
    outcome = allocate(*street(), RULES["greedy_votes"], explore=True)
    assert next((tie.step, tie.projects, tie.matters) for tie in outcome.ties) == (1, ("a", "b", "c"), "yes")


def test_past_the_limit_of_branches_a_tie_counts_as_mattering(monkeypatch):
    """Forty alike projects of which two odd ones never fit: the branches are too many to walk in this
    test's limit."""
    monkeypatch.setattr(counting, "STATE_LIMIT", 50)
    ids = [f"p{at:02}" for at in range(12)]
    instance = instance_of([(id, 1) for id in ids], 12)
    profile = approval_profile(ids, [(ids, 2)])
    with pytest.raises(UnresolvedTie) as tie:
        allocate(instance, profile, RULES["mes_card"], NONE)
    assert tie.value.matters == "may_matter"


def test_the_public_lot_is_the_published_one():
    instance = instance_of([("1", 1), ("2", 1), ("3", 1)], 1)
    assert TieRule("lot", seed="folkmoot").ranking(instance.projects) == ["3", "2", "1"]


def test_the_lot_joins_a_secret_committed_before_with_a_draw_made_later():
    commitment = commitment_of("secret")
    assert public_lot(secret="secret", commitment=commitment, draw="4 8 15").seed == "secret\n4 8 15"
    with pytest.raises(AllocationError, match="does not match the hash"):
        public_lot(secret="other", commitment=commitment, draw="4 8 15")


def test_a_tie_rule_by_cost_prefers_the_cheapest():
    outcome = allocate(
        *street(budget=2, costs=(("a", 2), ("b", 1), ("c", 2))), RULES["greedy_votes"], TieRule("cost")
    )
    assert outcome.funded == ("b",)


def test_an_order_must_name_every_project_once():
    with pytest.raises(AllocationError, match="does not name b, c"):
        allocate(*street(), RULES["greedy_votes"], TieRule("order", ("a",)))
    with pytest.raises(AllocationError, match="twice"):
        TieRule("order", ("a", "a"))
    with pytest.raises(AllocationError, match="not one of"):
        TieRule("dice")
