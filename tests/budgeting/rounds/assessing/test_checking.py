"""Officers begin a check, answer its questions, add up its cost, and nobody outside sees how it stands."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from budgeting.models import Assessment, CostLine, InternalNote
from budgeting.rounds.actions import add_project
from budgeting.rounds.assessing.actions import (
    add_cost_line,
    answer_questions,
    assign_assessment,
    name_area_officer,
    remove_cost_line,
    start_assessment,
    write_note,
)
from participation.models import Area, AuditEvent, Notice
from tests.factories.rounds import opened

pytestmark = pytest.mark.django_db


def test_started_check_puts_the_proposal_under_review_and_tells_the_officer(
    carol, dave, round, proposal, soon
):
    check = start_assessment(actor=carol, round=round, proposal=proposal, due=soon, officer=dave)
    proposal.refresh_from_db()
    assert (check.state, proposal.status) == ("waiting", "review")
    assert Notice.objects.filter(person=dave, event="assessment-given").exists()
    assert AuditEvent.objects.get(verb="start_assessment").facts["officer"] == dave.pk


def test_check_goes_to_the_officer_of_the_area_or_of_the_area_around_it(carol, dave, round, proposal, soon):
    town = Area.objects.create(name="Town", slug="whole-town", kind="city")
    Area.objects.filter(pk=proposal.area.pk).update(parent=town)
    proposal.refresh_from_db()
    name_area_officer(actor=carol, area=town, officer=dave)
    assert start_assessment(actor=carol, round=round, proposal=proposal, due=soon).officer == dave


def test_only_officers_can_be_named_for_an_area(carol, alice, harbour):
    with pytest.raises(ValidationError):
        name_area_officer(actor=carol, area=harbour, officer=alice)
    with pytest.raises(PermissionDenied):
        name_area_officer(actor=alice, area=harbour, officer=carol)


def test_check_by_an_outsider_or_for_an_opened_round_is_refused(charlie, carol, round, proposal, soon):
    with pytest.raises(PermissionDenied):
        start_assessment(actor=charlie, round=round, proposal=proposal, due=soon)
    opened(round)
    with pytest.raises(ValidationError):
        start_assessment(actor=carol, round=round, proposal=proposal, due=soon)


def test_second_check_for_the_same_round_and_a_day_that_is_past_are_refused(
    carol, check, round, proposal, soon
):
    with pytest.raises(ValidationError):
        start_assessment(actor=carol, round=round, proposal=proposal, due=soon)
    yesterday = timezone.localdate() - timedelta(days=1)
    with pytest.raises(ValidationError) as refusal:
        assign_assessment(actor=carol, assessment=check, officer=carol, due=yesterday)
    assert list(refusal.value.message_dict) == ["due"]


def test_checked_proposal_is_not_put_on_the_list_past_its_check(carol, check, round, proposal):
    with pytest.raises(ValidationError):
        add_project(
            actor=carol, round=round, round_pot=round.pots.get(), title="", cost=1_000, proposal=proposal
        )


def test_lines_add_up_to_the_cost_and_what_is_needed_each_year(checked):
    checked = Assessment.objects.get(pk=checked.pk)
    assert (checked.cost, checked.running_cost, checked.state) == (30_000, 2_000, "checking")


def test_anything_but_a_yes_needs_a_note(carol, check):
    with pytest.raises(ValidationError) as refusal:
        answer_questions(actor=carol, assessment=check, answers={"land": ("no", " ")})
    assert list(refusal.value.message_dict) == ["land_note"]
    answer_questions(actor=carol, assessment=check, answers={"land": ("no", "Owned by the port.")})
    answer_questions(actor=carol, assessment=check, answers={"land": ("yes", "The port agrees.")})
    assert [str(row.answer) for row in check.answers.all()] == ["yes"]


def test_acts_of_a_check_by_an_outsider_and_after_the_opening_are_refused(charlie, carol, checked, round):
    line = CostLine.objects.select_related("assessment__round").first()
    acts = (
        lambda actor: answer_questions(actor=actor, assessment=checked, answers={"land": ("yes", "")}),
        lambda actor: add_cost_line(actor=actor, assessment=checked, label="More", amount=1),
        lambda actor: remove_cost_line(actor=actor, line=line),
        lambda actor: assign_assessment(actor=actor, assessment=checked, officer=carol, due=checked.due),
    )
    for act in acts:
        with pytest.raises(PermissionDenied):
            act(charlie)
    with pytest.raises(PermissionDenied):
        write_note(actor=charlie, assessment=checked, text="Me, too.")
    opened(round)
    for act in acts:
        with pytest.raises(ValidationError):
            act(carol)


def test_note_is_kept_out_of_the_log_and_off_every_public_page(carol, check, proposal, log_in, alice):
    write_note(actor=carol, assessment=check, text="The neighbour is difficult.")
    assert InternalNote.objects.get().written_by == carol
    assert not any("neighbour" in str((e.reason, e.facts)) for e in AuditEvent.objects.all())
    page = log_in(alice).get(proposal.get_absolute_url()).content.decode()
    assert "neighbour" not in page
    assert "Under review" in page
