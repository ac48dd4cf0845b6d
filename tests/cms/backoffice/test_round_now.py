"""The desk says in each state what needs a person now."""

from datetime import timedelta

import pytest

from budgeting.ballots.actions import seal_box
from budgeting.results.actions import (
    answer_objection,
    commit_lot,
    count_round,
    make_objection,
    publish_result,
    record_draw,
    start_count,
)
from budgeting.results.count_runs import CountRun
from budgeting.results.models import PublicLot, Result
from budgeting.rounds.keys import destroy_key
from participation.clock import database_now
from tests.factories.paper import give, paper_box, paper_round
from tests.factories.rounds import RoundFactory, cast, ended, open_round, sealed

pytestmark = pytest.mark.django_db


@pytest.fixture
def says(carol, log_in):
    client = log_in(carol)

    def desk(round, words) -> bool:
        return words in client.get(f"/admin/rounds/{round.pk}/").content.decode()

    return desk


def test_before_and_while_people_vote(says):
    assert says(RoundFactory(), "An officer must open the round")
    lost = open_round()
    assert not says(lost, "What needs a person now")
    destroy_key(lost.key_id)
    assert says(lost, "declare the round void")


def test_from_the_end_of_the_vote_to_the_count(says, carol, dave):
    round = ended(open_round())
    assert says(round, "Then two officers seal the box")
    seal_box(actor=carol, round=round)
    assert says(round, "One more officer must agree to seal the box")
    seal_box(actor=dave, round=round)
    assert says(round, "An officer starts the count")
    start_count(actor=carol, round=round)
    assert says(round, "Nobody: the worker counts")
    CountRun.objects.update(state="stopped")
    assert says(round, "The count stopped")


def test_count_that_a_tie_stopped_waits_for_the_draw(says, carol, dave):
    round = sealed(open_round(tie_rule="lot"), carol, dave)
    lot = commit_lot(actor=carol, round=round, draw_name="Lotto", draw_at=database_now() + timedelta(days=1))
    start_count(actor=carol, round=round)
    CountRun.objects.update(state="stopped")
    assert says(round, "The public draw takes place")
    PublicLot.objects.update(draw_at=database_now())
    assert says(round, "record what was drawn, then start it again")
    record_draw(actor=carol, lot=lot, drawn="4 8 15")
    assert says(round, "Read why, then start it again")


def test_paper_that_nobody_entered_comes_before_the_sealing(says, carol):
    round = paper_round()
    give(round)
    assert says(ended(round), "Paper ballots given out: 1. No box is opened yet")
    paper_box(round, carol, found=1, place="Old library")
    assert says(round, "not entered and settled yet: Old library")


def test_figures_of_paper_that_do_not_fit_are_named_before_the_last_moment_to_mend_them(says, carol):
    round = paper_round()
    give(round, people=2)
    paper_box(round, carol, found=0, not_returned=1)
    assert says(round, "2 people were given a paper ballot.")
    assert says(round, "After the sealing no box of paper ballots can be entered again.")
    assert says(round, "Then two officers seal the box")


def test_remedies_stand_apart_from_the_steps_of_the_way(carol, log_in):
    page = log_in(carol).get(f"/admin/rounds/{ended(open_round()).pk}/").content.decode()
    steps, remedies = page.split("If something went wrong")
    assert "Seal the ballot box" in steps
    assert "Annul a ballot for fraud" in remedies
    assert "Annul a ballot for fraud" not in steps


def test_desk_says_in_a_sentence_that_all_objections_are_answered(says, carol, dave, alice):
    round = open_round()
    cast(round, [1])
    result = count_round(actor=carol, round=sealed(round, carol, dave))
    publish_result(actor=carol, result=result)
    objection = make_objection(by=alice, result=result, reason="Was my ballot counted?")
    assert says(round, "1 objection waits for an answer.")
    answer_objection(actor=carol, objection=objection, claim="A count", answer="Yes.", upheld=False)
    assert says(round, "All objections are answered.")


def test_from_the_count_to_the_signatures(says, carol, dave, alice):
    round = open_round()
    cast(round, [1])
    result = count_round(actor=carol, round=sealed(round, carol, dave))
    assert says(round, "looks at the result and publishes it")
    result = publish_result(actor=carol, result=result)
    assert says(round, "Nobody can certify before")
    make_objection(by=alice, result=result, reason="Wrong")
    Result.objects.update(objections_end=result.published_at)
    assert says(round, "1 objection must be answered")
    result.objections.update(
        answered_at=result.published_at, upheld=False, answered_by=carol, claim="x", answer="y"
    )
    assert says(round, "Two officers must sign the result")
