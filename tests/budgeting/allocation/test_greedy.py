"""Greedy: what is bought, in which order, and why the others are not."""

import pytest

from budgeting.allocation import (
    RULES,
    Instance,
    Project,
    allocate,
    approval_profile,
    cumulative_profile,
    instance_of,
)


def approved(*ballots):
    """Ballots as words: "ab" approves a and b."""
    return [(list(ballot), 1) for ballot in ballots]


@pytest.fixture
def street():
    """Three projects, of which the second in votes does not fit beside the first."""
    instance = instance_of([("a", 6), ("b", 5), ("c", 3)], 9)
    return instance, approval_profile(instance.ids, approved("ab", "ab", "ac", "bc", "a"))


def test_greedy_skips_what_does_not_fit(street):
    outcome = allocate(*street, RULES["greedy_votes"])
    assert outcome.funded == ("a", "c")
    assert (outcome.spent, outcome.left) == (9, 0)


def test_greedy_without_skipping_stops_there_and_says_so(street):
    outcome = allocate(*street, RULES["greedy_votes_no_skip"])
    assert outcome.funded == ("a",)
    assert outcome.decision("b").code == "lost_money"
    assert outcome.decision("b").number("left") == 3
    assert (outcome.decision("c").code, outcome.decision("c").others) == ("lost_after_stop", ("b",))


def test_greedy_by_density_prefers_votes_per_cost(street):
    assert allocate(*street, RULES["greedy_density"]).funded == ("a", "c")


@pytest.mark.parametrize(("threshold", "funded"), [(2, ("a", "b", "c")), (3, ("a", "b")), (4, ("a",))])
def test_a_score_equal_to_the_threshold_is_enough(threshold, funded):
    instance = Instance(tuple(Project(id, 1) for id in "abc"), 5, threshold=threshold)
    profile = approval_profile(instance.ids, approved("abc", "abc", "ab", "a"))
    outcome = allocate(instance, profile, RULES["greedy_votes_threshold"])
    assert outcome.funded == funded
    assert {d.code for d in outcome.decisions if not d.funded} <= {"lost_threshold"}


def test_projects_without_votes_come_last_but_are_bought_if_they_fit():
    instance = instance_of([("a", 2), ("b", 2), ("c", 2)], 4)
    outcome = allocate(instance, approval_profile(instance.ids, approved("c")), RULES["greedy_votes"])
    assert outcome.funded == ("c", "a")


def test_a_free_project_with_support_has_infinite_density():
    instance = instance_of([("a", 1), ("b", 0), ("c", 0)], 1)
    outcome = allocate(instance, approval_profile(instance.ids, approved("ab", "a")), RULES["greedy_density"])
    assert outcome.funded == ("b", "a", "c")


def test_only_points_above_zero_count_as_votes():
    instance = instance_of([("a", 5), ("b", 5)], 5)
    profile = cumulative_profile(instance.ids, [({"a": 0, "b": 1}, 1), ({"a": 0}, 5), ({"a": 3}, 1)])
    assert allocate(instance, profile, RULES["greedy_votes"]).decision("a").number("votes") == 1
    assert allocate(instance, profile, RULES["greedy_points"]).funded == ("a",)


def test_each_decision_follows_from_the_trace(street):
    outcome = allocate(*street, RULES["greedy_votes"])
    left = outcome.budget
    for step in outcome.trace:
        decision = outcome.decision(step.project)
        assert (decision.number("left"), decision.number("votes")) == (left, step.price)
        left -= decision.number("cost")
        assert step.left == left
