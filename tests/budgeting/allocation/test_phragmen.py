"""Sequential Phragmen: order, ties and where it stops."""

from budgeting.allocation import RULES, allocate, approval_profile, instance_of


def case(budget, costs, *ballots):
    """ "2 ab" is two ballots that approve a and b."""
    instance = instance_of(costs.items(), budget)
    pairs = [ballot.split() for ballot in ballots]
    return instance, approval_profile(instance.ids, [(list(names), int(count)) for count, names in pairs])


def test_supporters_who_have_paid_earn_again_before_they_buy_the_next():
    outcome = allocate(*case(9, {"a": 4, "b": 4, "c": 1}, "2 ab", "1 c"), RULES["phragmen"])
    assert outcome.funded == ("c", "a", "b")
    assert [step.price for step in outcome.trace] == [1, 2, 4]


def test_any_tied_next_project_that_overshoots_stops_the_count():
    """a and b are next at the same time; b does not fit, so a is not bought either."""
    outcome = allocate(*case(5, {"a": 2, "b": 4, "c": 2}, "1 a", "2 b", "2 c"), RULES["phragmen"])
    assert outcome.funded == ("c",)
    assert {outcome.decision(id).code for id in "ab"} == {"lost_stopped"}


def test_a_project_dearer_than_the_pot_leaves_before_counting():
    outcome = allocate(*case(5, {"a": 6, "b": 4}, "9 a", "1 b"), RULES["phragmen"])
    assert outcome.funded == ("b",)
    assert outcome.decision("a").code == "lost_too_dear"


def test_projects_without_support_are_bought_last_by_id_and_stop_it_too():
    outcome = allocate(*case(5, {"a": 1, "b": 1, "c": 1}, "1 c"), RULES["phragmen"])
    assert outcome.funded == ("c", "a", "b")
    assert outcome.decision("a").code == "won_unsupported"
    stopped = allocate(*case(5, {"a": 1, "b": 5, "c": 1}, "1 c"), RULES["phragmen"])
    assert stopped.funded == ("c",)
