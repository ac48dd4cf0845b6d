"""Conditions that bar a project: the rule goes on without it and says which condition it was."""

import pytest

from budgeting.allocation import RULES, AllocationError, Instance, Project, allocate, approval_profile

EVERY_RULE = ["greedy_votes", "greedy_votes_no_skip", "mes_cost_greedy", "mes_card_greedy", "phragmen"]


def counted(projects, ballots, rule="greedy_votes", budget=10, **conditions):
    instance = Instance(tuple(projects), budget, **conditions)
    return allocate(instance, approval_profile(instance.ids, [(list(b), 1) for b in ballots]), RULES[rule])


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_a_conflict_bars_the_second_of_two(rule):
    outcome = counted(
        [Project("a", 3), Project("b", 3, excludes=("a",)), Project("c", 3)], ["abc", "ab", "a"], rule
    )
    assert set(outcome.funded) == {"a", "c"}
    assert (outcome.decision("b").code, outcome.decision("b").others) == ("lost_conflict", ("a",))


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_a_project_whose_needed_one_lost_is_barred(rule):
    outcome = counted(
        [Project("a", 3, needs=("b",)), Project("b", 30), Project("c", 3)], ["abc", "ab", "a"], rule
    )
    assert "a" not in outcome.funded
    assert (outcome.decision("a").code, outcome.decision("a").others) == ("lost_needs", ("b",))


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_a_project_waits_for_the_one_it_needs(rule):
    outcome = counted([Project("a", 3, needs=("b",)), Project("b", 3)], ["ab", "ab", "a"], rule)
    assert outcome.funded == ("b", "a")


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_a_full_category_bars_and_the_rule_goes_on(rule):
    projects = [Project("a", 3, categories=("park",)), Project("b", 3, categories=("park",)), Project("c", 3)]
    outcome = counted(projects, ["abc", "ab", "a"], rule, category_caps=(("park", 5),))
    assert set(outcome.funded) == {"a", "c"}
    assert (outcome.decision("b").code, outcome.decision("b").others) == ("lost_category", ("park",))


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_too_few_supporters_leave_before_counting(rule):
    outcome = counted(
        [Project("a", 3), Project("b", 3), Project("c", 3)], ["ab", "a"], rule, minimum_support=2
    )
    assert outcome.funded == ("a",)
    assert {outcome.decision(id).code for id in "bc"} == {"lost_minimum_support"}


def test_only_the_pot_stops_phragmen_not_a_full_category():
    projects = [Project("a", 3, categories=("x",)), Project("b", 3, categories=("x",)), Project("c", 4)]
    outcome = counted(projects, ["ab", "ab", "c"], "phragmen", category_caps=(("x", 3),))
    assert set(outcome.funded) == {"a", "c"}


@pytest.mark.parametrize(
    ("projects", "more", "problem"),
    [
        ([Project("a", -1)], {}, "below zero"),
        ([Project("a", 1), Project("a", 2)], {}, "listed twice"),
        ([Project("a", 1, needs=("z",))], {}, "names z"),
        ([Project("a", 1, excludes=("a",))], {}, "names a"),
        ([Project("a", 1)], {"budget": -5}, "below zero"),
        ([Project("a", 1)], {"category_caps": (("x", -1),)}, "below zero"),
        ([Project("a", 1)], {"leftover": "vanishes"}, "not stays"),
    ],
)
def test_an_instance_that_cannot_be_counted_says_why(projects, more, problem):
    with pytest.raises(AllocationError, match=problem):
        Instance(tuple(projects), **{"budget": 10, **more})


def test_a_ballot_for_an_unknown_project_is_refused():
    with pytest.raises(AllocationError, match="unknown project"):
        approval_profile(["a"], [(["z"], 1)])
