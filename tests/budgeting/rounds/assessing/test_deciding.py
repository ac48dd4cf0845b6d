"""One act decides: a project with the cost of its lines, or a public reason; and it can be taken back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from budgeting.models import Assessment, Project
from budgeting.rounds.actions import remove_project
from budgeting.rounds.assessing.actions import (
    add_cost_line,
    answer_questions,
    decide_feasible,
    decide_infeasible,
    reopen_assessment,
    reply_to_officer,
)
from participation.models import CoAuthor, Notice
from tests.factories.rounds import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(proposal, alice):
    proposal.author = alice
    proposal.save()
    return proposal


def found_feasible(actor, check):
    share = check.round.pots.get()
    return decide_feasible(
        actor=actor, assessment=check, round_pot=share, reason="Nothing stands against it."
    )


def test_feasible_proposal_becomes_a_project_that_costs_its_lines(carol, checked, written, alice):
    project = found_feasible(carol, checked)
    written.refresh_from_db()
    checked.refresh_from_db()
    assert (project.cost, project.running_cost, project.title) == (30_000, 2_000, written.title)
    assert (written.status, written.status_reason) == ("accepted", "Nothing stands against it.")
    assert (checked.state, checked.project) == ("feasible", project)
    assert Notice.objects.filter(person=alice, event="proposal-status").exists()


def test_project_page_shows_the_lines_and_names_all_authors(carol, checked, written, dave, client):
    CoAuthor.objects.create(proposal=written, person=dave, state="accepted")
    project = found_feasible(carol, checked)
    page = client.get(project.get_absolute_url()).content.decode()
    assert "What the cost is made of" in page
    assert "Paint" in page
    assert "Proposed by Alice, Dave" in page or "Proposed by Dave, Alice" in page
    assert "£20 a year" in page


def test_co_authors_are_told_of_the_decision(carol, checked, written, charlie):
    CoAuthor.objects.create(proposal=written, person=charlie, state="accepted")
    decide_infeasible(actor=carol, assessment=checked, reason="The quay is too weak.")
    assert Notice.objects.filter(person=charlie, event="assessment-decided").exists()


@pytest.mark.parametrize("open_answer", ["unclear", None])
def test_feasible_waits_for_every_question(carol, check, open_answer):
    add_cost_line(actor=carol, assessment=check, label="Bench", amount=20_000)
    if open_answer:
        answer_questions(actor=carol, assessment=check, answers={"land": (open_answer, "We asked the port.")})
    with pytest.raises(ValidationError) as refusal:
        found_feasible(carol, check)
    assert "Answer this question first: May the council build on this land?" in refusal.value.messages


def test_feasible_needs_a_cost_that_fits_the_pot(carol, check, checked):
    add_cost_line(actor=carol, assessment=checked, label="Gold", amount=90_000)
    with pytest.raises(ValidationError) as refusal:
        found_feasible(carol, Assessment.objects.get(pk=checked.pk))
    assert "costs more than" in str(refusal.value)
    assert not Project.objects.filter(proposal=checked.proposal).exists()


def test_infeasible_proposal_is_declined_with_its_public_reason(carol, check, written, client):
    decide_infeasible(actor=carol, assessment=check, reason="The quay is too weak.")
    written.refresh_from_db()
    assert (written.status, written.status_reason) == ("declined", "The quay is too weak.")
    assert "The quay is too weak." in client.get(written.get_absolute_url()).content.decode()


def test_decision_by_an_outsider_without_a_reason_or_twice_is_refused(charlie, carol, check):
    with pytest.raises(PermissionDenied):
        decide_infeasible(actor=charlie, assessment=check, reason="No.")
    with pytest.raises(ValidationError):
        decide_infeasible(actor=carol, assessment=check, reason=" ")
    decide_infeasible(actor=carol, assessment=check, reason="No.")
    with pytest.raises(ValidationError):
        decide_infeasible(actor=carol, assessment=check, reason="No.")


def test_reopened_decision_takes_the_project_off_the_list(carol, checked, written):
    found_feasible(carol, checked)
    reopen_assessment(actor=carol, assessment=checked, reason="The port objects.")
    written.refresh_from_db()
    checked.refresh_from_db()
    assert (written.status, checked.state, checked.project) == ("review", "checking", None)
    assert not Project.objects.filter(proposal=written).exists()
    decide_infeasible(actor=carol, assessment=checked, reason="The port objects.")
    reopen_assessment(actor=carol, assessment=checked, reason="The port agrees after all.")
    assert found_feasible(carol, checked).cost == 30_000


def test_project_taken_off_by_hand_can_still_be_checked_again(carol, checked):
    remove_project(actor=carol, project=found_feasible(carol, checked), reason="Later.")
    checked.refresh_from_db()
    assert reopen_assessment(actor=carol, assessment=checked, reason="Again.").state == "checking"


def test_decision_is_not_taken_back_by_an_outsider_nor_after_the_opening(carol, charlie, checked, round):
    found_feasible(carol, checked)
    with pytest.raises(PermissionDenied):
        reopen_assessment(actor=charlie, assessment=checked, reason="Mine.")
    opened(round)
    with pytest.raises(PermissionDenied):
        reopen_assessment(actor=carol, assessment=checked, reason="Late.")


def test_author_answers_the_officer_in_private(carol, check, written, log_in, charlie):
    decide_infeasible(actor=carol, assessment=check, reason="The quay is too weak.")
    author = log_in(written.author)
    assert "Write to the officer" in author.get(written.get_absolute_url()).content.decode()
    address = f"/checks/{check.pk}/answer/"
    author.post(address, {"text": "The quay was mended in May."})
    assert "mended in May" in author.get(address).content.decode()
    assert Notice.objects.filter(person=carol, event="author-replied").exists()
    assert "mended" in log_in(carol).get(f"/admin/assessments/{check.pk}/").content.decode()
    outsider = log_in(charlie)
    assert outsider.get(address).status_code == 404
    assert outsider.post(address, {"text": "Me, too."}).status_code == 404
    assert "Write to the officer" not in outsider.get(written.get_absolute_url()).content.decode()


def test_answer_by_an_outsider_and_after_the_opening_is_refused(check, written, charlie, log_in):
    with pytest.raises(PermissionDenied):
        reply_to_officer(by=charlie, assessment=check, text="Hello.")
    opened(check.round)
    with pytest.raises(PermissionDenied):
        reply_to_officer(by=written.author, assessment=check, text="Hello.")
    assert (
        "nothing more can be sent"
        in log_in(written.author).get(f"/checks/{check.pk}/answer/").content.decode()
    )
