"""PB-EAR: the known answers, and the council's choice."""

import pytest

from budgeting.allocation import (
    RULES,
    AllocationError,
    allocate,
    approval_profile,
    instance_of,
    ordinal_profile,
)


def ranked(budget, costs, *ballots):
    """ "30 abcd" is thirty ballots that rank a first."""
    instance = instance_of(costs.items(), budget)
    pairs = [ballot.split() for ballot in ballots]
    return instance, ordinal_profile(instance.ids, [(list(order), int(count)) for count, order in pairs])


@pytest.mark.parametrize(
    ("case", "funded"),
    [
        (ranked(100, {"a": 50, "b": 30, "c": 30, "d": 40}, "30 abcd", "70 dcba"), "bcd"),
        (ranked(10, {"a": 9, "b": 1, "c": 1, "d": 1}, "7 abcd", "3 dcba"), "bcd"),
        (ranked(4, {"a": 3, "b": 2, "c": 2, "d": 2}, "1 abcd"), "a"),
    ],
)
def test_known_answers_hold(case, funded):
    assert sorted(allocate(*case, RULES["pb_ear"]).funded) == list(funded)


def test_the_smallest_id_goes_first_and_a_council_prefers_support_per_cost():
    case = ranked(10, {"a": 5, "b": 5}, "5 a", "6 b")
    assert allocate(*case, RULES["pb_ear"]).funded == ("b",)
    both = ranked(10, {"a": 4, "b": 4}, "5 a", "6 b")
    assert allocate(*both, RULES["pb_ear"]).funded == ("a", "b")
    assert allocate(*both, RULES["pb_ear_council"]).funded == ("b", "a")


def test_support_equal_to_the_quota_suffices():
    outcome = allocate(*ranked(9, {"a": 3, "b": 3, "c": 3}, "1 a", "1 b", "1 c"), RULES["pb_ear"])
    assert outcome.funded == ("a", "b", "c")
    assert outcome.decision("a").number("support") == outcome.decision("a").number("quota") == 1


def test_a_loser_is_told_its_support_and_what_it_needed():
    decision = allocate(*ranked(10, {"a": 5, "b": 9}, "6 a", "4 b"), RULES["pb_ear"]).decision("b")
    assert (decision.code, decision.number("support"), decision.number("quota")) == ("lost_ear", 4, 9)


def test_a_free_project_is_funded_even_by_voters_whose_weight_is_used_up():
    outcome = allocate(*ranked(4, {"a": 4, "b": 0}, "2 ab"), RULES["pb_ear"])
    assert outcome.funded == ("a", "b")


def test_ballots_that_are_not_ranked_are_refused():
    instance = instance_of([("a", 1)], 2)
    with pytest.raises(AllocationError, match="need ranked ballots"):
        allocate(instance, approval_profile(["a"], [(["a"], 1)]), RULES["pb_ear"])
