"""The mark rule of paper ballots: pure, and nothing is dropped without a reason."""

import pytest

from budgeting.ballots.paper.mark_rule import POT, WHOLE, Verdict, judge

# Two pots: projects 1 to 3 in pot 10, 4 and 5 in pot 20; two marks a pot.
POTS = {1: 10, 2: 10, 3: 10, 4: 20, 5: 20}


def fault(pot, marks):
    return "too_many" if len(marks) > 2 else ""


@pytest.mark.parametrize("rule", [WHOLE, POT])
def test_marks_within_the_limits_all_count(rule):
    assert judge(rule, (1, 2, 5), POTS, fault) == Verdict((1, 2, 5))


def test_too_many_marks_in_one_pot_spoil_that_pot_alone():
    assert judge(POT, (1, 2, 3, 5), POTS, fault) == Verdict((5,), ((10, "too_many"),))


def test_too_many_marks_in_one_pot_spoil_the_whole_ballot_where_that_is_declared():
    assert judge(WHOLE, (1, 2, 3, 5), POTS, fault) == Verdict((), ((None, "too_many"),))


@pytest.mark.parametrize("rule", [WHOLE, POT])
def test_a_doubtful_mark_never_counts_and_never_spoils_the_others(rule):
    assert judge(rule, (1, (2, "?"), 5), POTS, fault) == Verdict((1, 5), ((10, "unclear"),))


@pytest.mark.parametrize("rule", [WHOLE, POT])
def test_a_doubtful_mark_does_not_make_too_many(rule):
    assert judge(rule, (1, 2, (3, "?")), POTS, fault).choices == (1, 2)


@pytest.mark.parametrize("reason", ["blank", "unreadable", "named", "other_form"])
@pytest.mark.parametrize("rule", [WHOLE, POT])
def test_a_slip_without_anything_valid_is_spoiled_for_its_reason(rule, reason):
    assert judge(rule, ((0, reason),), POTS, fault) == Verdict((), ((None, reason),))


def test_two_projects_in_one_place_spoil_the_ranking_of_that_pot():
    assert judge(POT, (1, (2, "="), 4, 5), POTS, fault) == Verdict((4, 5), ((10, "same_place"),))
    assert judge(WHOLE, (1, (2, "="), 4, 5), POTS, fault) == Verdict((), ((None, "same_place"),))


def test_ranked_marks_keep_their_order_within_a_pot():
    assert judge(POT, (3, 1, 5, 4), POTS, fault).choices == (3, 1, 5, 4)


def test_points_go_through_as_they_are():
    assert judge(POT, ((1, "4"), (5, "1")), POTS, fault).choices == ((1, "4"), (5, "1"))


def test_a_slip_whose_every_pot_is_refused_is_spoiled_with_all_reasons():
    verdict = judge(POT, (1, 2, 3, (4, "?")), POTS, fault)
    assert verdict == Verdict((), ((10, "too_many"), (20, "unclear")))


def test_no_marks_at_all_are_a_blank_slip():
    assert judge(POT, (), POTS, fault) == Verdict((), ((None, "blank"),))
