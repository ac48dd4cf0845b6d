"""Sealing takes settled paper ballots with the online ones; nothing tells them apart afterwards."""

import pytest
from django.core.exceptions import ValidationError

from budgeting.ballots.actions import recost_project, seal_box
from budgeting.ballots.paper.actions import give_paper_ballot
from budgeting.ballots.paper.forms_of import form_of_area
from budgeting.models import (
    CountedBallot,
    Counterfoil,
    PaperReading,
    RefusedMarks,
    Round,
)
from budgeting.results.actions import count_round
from tests.factories.paper import enter, give, paper_box, paper_round, settle, settled_box
from tests.factories.people import IdentityFactory
from tests.factories.rounds import (
    ProjectFactory,
    RoundFactory,
    RoundPotFactory,
    cast,
    ended,
    opened,
    sealed,
)

pytestmark = pytest.mark.django_db


def counted(round):
    return list(CountedBallot.objects.filter(round=round).values_list("number", "choices"))


def test_paper_and_online_ballots_stand_in_one_canonical_order(carol, dave):
    round = paper_round()
    for choices in ([3], [1, 2]):
        cast(round, choices)
    give(round, people=3)
    settled_box(round, [carol, dave], ["2", "3", "1"])
    sealed(round, carol, dave)
    assert counted(round) == [(1, [1]), (2, [1, 2]), (3, [2]), (4, [3]), (5, [3])]
    assert count_round(actor=carol, round=round).ballots == 5


def test_the_same_ballots_online_and_on_paper_leave_the_very_same_rows(carol, dave):
    online, paper = open_rounds = paper_round(), paper_round()
    for text in ("3", "1 2", "1"):
        cast(online, [int(number) for number in text.split()])
    give(paper, people=3)
    settled_box(paper, [carol, dave], ["3", "1 2", "1"])
    for round in open_rounds:
        sealed(round, carol, dave)
    assert counted(online) == counted(paper)


def test_a_settled_slip_counts_as_the_third_person_read_it(carol, dave, gwen):
    box = paper_box(paper_round(), carol, found=2)
    enter(box, carol, ["1", "2"])
    enter(box, dave, ["1", "3"])
    settle(box, gwen, {2: "1 2"})
    sealed(box.round, carol, dave)
    assert counted(box.round) == [(1, [1]), (2, [1, 2])]


def test_a_box_that_is_not_settled_stops_the_sealing_and_is_named(carol, dave):
    box = paper_box(paper_round(), carol, found=2, place="Old library")
    enter(box, carol, ["1", "2"])
    with pytest.raises(ValidationError, match="Old library"):
        seal_box(actor=carol, round=box.round)
    assert not box.round.seal_approvals.exists()
    assert not CountedBallot.objects.exists()


def test_paper_that_was_given_out_and_no_box_stops_the_sealing_until_one_is_opened(carol, dave):
    round = paper_round()
    give(round, people=2)
    ended(round)
    with pytest.raises(ValidationError, match="Paper ballots given out: 2"):
        seal_box(actor=carol, round=round)
    paper_box(round, carol, found=0, not_returned=2)
    assert not seal_box(actor=carol, round=round)
    assert seal_box(actor=dave, round=round)


def test_paper_given_late_after_the_first_agreement_stops_the_second(carol, dave):
    round = ended(paper_round())
    seal_box(actor=carol, round=round)
    give_paper_ballot(actor=carol, round=round, identity=IdentityFactory(), reason="It lay in the letterbox.")
    with pytest.raises(ValidationError, match="Paper ballots given out: 1"):
        seal_box(actor=dave, round=round)


def test_readings_and_counterfoils_do_not_outlive_the_sealing(carol, dave):
    round = paper_round()
    give(round, people=1)
    settled_box(round, [carol, dave], ["1"])
    assert (PaperReading.objects.count(), Counterfoil.objects.count()) == (2, 1)
    sealed(round, carol, dave)
    assert not PaperReading.objects.exists()
    assert not Counterfoil.objects.exists()


def test_refused_marks_are_kept_with_their_reasons_and_spoiled_slips_are_counted(carol, dave):
    """A pot of 50,000 and projects of 10,000 to 30,000: all three cost too much."""
    box = settled_box(paper_round(), [carol, dave], ["1", "1 2 3", "b", "?2", "b"])
    sealed(box.round, carol, dave)
    assert counted(box.round) == [(1, [1])]
    rows = RefusedMarks.objects.values_list("round_pot", "reason", "slips")
    assert {(pot is None, reason, slips) for pot, reason, slips in rows} == {
        (True, "blank", 2),
        (False, "too_dear", 1),
        (False, "unclear", 1),
    }
    box.refresh_from_db()
    assert (box.settled, box.spoiled) == (5, 4)


@pytest.mark.parametrize(("rule", "kept"), [("pot", [[2]]), ("whole", [])])
def test_the_declared_mark_rule_decides_about_the_other_pots(carol, dave, rule, kept):
    round = RoundFactory(
        paper_rule="paper", mark_rule=rule, ballot_type="choose-1", max_choices=1, projects=2
    )
    other = RoundPotFactory(round=round)
    for number in (3, 4):
        ProjectFactory(round=round, round_pot=other, number=number)
    settled_box(opened(round), [carol, dave], ["2 3 4"])
    sealed(round, carol, dave)
    assert list(round.counted_ballots.values_list("choices", flat=True)) == kept


def test_an_altered_reading_stops_the_sealing(carol, dave):
    round = paper_round()
    settled_box(round, [carol, dave], ["1"])
    PaperReading.objects.update(box=b"\x00" * 100)
    ended(round)
    seal_box(actor=carol, round=round)
    with pytest.raises(ValidationError, check=lambda error: error.code == "damaged"):
        seal_box(actor=dave, round=round)


def test_a_round_counts_its_boxes_only(carol, dave):
    first, second = paper_round(), paper_round(paper_rule=Round.PaperRule.ONLINE_COUNTS)
    settled_box(first, [carol, dave], ["1"])
    settled_box(second, [carol, dave], ["2"])
    sealed(first, carol, dave)
    assert counted(first) == [(1, [1])]
    assert PaperReading.objects.count() == 2


@pytest.mark.parametrize(
    ("facts", "slips", "kept"),
    [
        ({"ballot_type": "ordinal", "max_choices": 2}, ["3 1", "1=2", "1 2 3"], [[3, 1]]),
        (
            {"ballot_type": "cumulative", "points": 5},
            ["3*4 1*1", "1*6", "2*5"],
            [[[1, "1"], [3, "4"]], [[2, "5"]]],
        ),
        ({"ballot_type": "approval", "max_choices": 2}, ["3 1", "1 2 3"], [[1, 3]]),
        ({"ballot_type": "choose-1", "max_choices": 1}, ["3", "1 2"], [[3]]),
    ],
)
def test_each_type_of_ballot_is_read_from_paper_in_its_canonical_shape(carol, dave, facts, slips, kept):
    round = paper_round(**facts)
    settled_box(round, [carol, dave], slips)
    sealed(round, carol, dave)
    assert list(round.counted_ballots.values_list("choices", flat=True)) == kept


def test_slips_printed_before_a_project_was_costed_anew_are_still_taken(carol, dave):
    """20,000 and 30,000 filled the pot when the forms were printed; 40,000 and 30,000 would not fit."""
    round = paper_round()
    printed = form_of_area(round, None).version
    for officer in (carol, dave):
        recost_project(
            actor=officer, project=round.projects.get(number=2), cost=40_000, reason="Stone is dearer."
        )
    assert form_of_area(round, None).version == printed
    settled_box(round, [carol, dave], ["2 3"])
    sealed(round, carol, dave)
    assert list(round.counted_ballots.values_list("choices", flat=True)) == [[2, 3]]
