"""Figures of the paper ballots fit, or two different people say publicly why before anyone certifies."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from budgeting.ballots.paper.actions import explain_figures
from budgeting.ballots.paper.reconciling import figures_of, waits_for_explanation
from budgeting.models import PaperExplanation, Result
from budgeting.results.actions import certify_result, count_round, publish_result
from participation.clock import database_now
from tests.factories.paper import enter, give, paper_box, paper_round, settled_box
from tests.factories.rounds import ended, open_round, sealed

pytestmark = pytest.mark.django_db
LOST = "A slip was torn when the box was opened."


def provisional(round, carol, dave):
    """Sealed, counted, published, and the days for objections over."""
    sealed(round, carol, dave)
    result = publish_result(actor=carol, result=count_round(actor=carol, round=round))
    Result.objects.filter(pk=result.pk).update(objections_end=database_now())
    result.refresh_from_db()
    return result


@pytest.fixture
def short(carol, dave):
    """Three were given out, two lay in the box."""
    round = paper_round()
    give(round, people=3)
    settled_box(round, [carol, dave], ["1", "b"])
    return round


def test_figures_fit_when_all_came_back_or_are_known_not_to(carol, dave):
    round = paper_round()
    give(round, people=3)
    settled_box(round, [carol, dave], ["1", "b"], not_returned=1)
    figures = figures_of(round)
    assert figures.fit
    assert (figures.given, figures.found, figures.entered, figures.not_returned) == (3, 2, 2, 1)
    assert certify_result(actor=carol, result=provisional(round, carol, dave)).certifications.count() == 1


def test_a_round_without_paper_waits_for_nobody():
    assert not waits_for_explanation(open_round())


def test_certifying_waits_until_two_different_people_said_why(short, carol, dave):
    result = provisional(short, carol, dave)
    for explainer in (carol, dave):
        with pytest.raises(ValidationError, check=lambda error: error.code == "paper"):
            certify_result(actor=carol, result=result)
        explain_figures(actor=explainer, round=short, reason=LOST)
    certify_result(actor=carol, result=result)
    assert certify_result(actor=dave, result=result).certified_at is not None


def test_one_person_explains_once(short, carol):
    ended(short)
    explain_figures(actor=carol, round=short, reason=LOST)
    with pytest.raises(ValidationError, check=lambda error: error.code == "same_person"):
        explain_figures(actor=carol, round=short, reason="Again")
    assert PaperExplanation.objects.count() == 1


def test_an_entry_that_misses_a_slip_is_a_gap_of_its_box(carol, dave):
    round = paper_round()
    give(round, people=2)
    box = paper_box(round, carol, found=2)
    for person in (carol, dave):
        enter(box, person, ["1"], anyway=True)
    [gap] = figures_of(round).gaps
    assert gap == "Town hall: 2 ballots were found to enter, 1 were entered."


def test_the_result_page_shows_paper_figures_reasons_and_refused_marks(short, carol, dave, client):
    provisional(short, carol, dave)
    explain_figures(actor=carol, round=short, reason=LOST)
    page = client.get(f"/rounds/{short.process.slug}/result/").content.decode()
    assert "2 ballots on paper were entered by two people. 1 counts, 1 held no valid choice." in page
    assert "The whole ballot, 1 ballot: nothing was marked" in page
    assert "3 people were given a paper ballot. 2 lay in the boxes" in page
    assert LOST in page
    assert "Carol" in page


def test_the_result_page_of_a_round_without_paper_says_nothing_of_it(carol, dave, client):
    round = open_round()
    provisional(round, carol, dave)
    page = client.get(f"/rounds/{round.process.slug}/result/").content.decode()
    assert "Ballots on paper" not in page


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "fiona", "audrey"])
def test_explaining_by_anyone_but_an_officer_is_refused(request, short, who):
    ended(short)
    with pytest.raises(PermissionDenied):
        explain_figures(actor=request.getfixturevalue(who), round=short, reason=LOST)


def test_nothing_is_explained_while_people_vote_or_where_all_fits(carol, dave):
    round = paper_round()
    with pytest.raises(PermissionDenied):
        explain_figures(actor=carol, round=round, reason=LOST)
    ended(round)
    with pytest.raises(ValidationError, check=lambda error: error.code == "fit"):
        explain_figures(actor=carol, round=round, reason=LOST)
