"""Projects of a pot exclude or need each other: declared in planning, frozen at the opening."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from budgeting.ballots.actions import withdraw_project
from budgeting.models import ProjectLink
from budgeting.rounds.actions import (
    change_project,
    link_projects,
    open_round,
    remove_project,
    unlink_projects,
)
from participation.models import AuditEvent
from tests.factories.rounds import ProjectFactory, RoundFactory, RoundPotFactory, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(db):
    return RoundFactory(projects=4)


@pytest.fixture
def link(carol):
    """link(round, 2, "needs", 1)."""

    def make(round, first, kind, second, actor=carol):
        found = {project.number: project for project in round.projects.all()}
        return link_projects(
            actor=actor,
            round=round,
            project=found[first],
            other=found[second],
            kind=kind,
            reason="Same place.",
        )

    return make


def test_link_is_written_down_with_its_reason_and_logged(round, link):
    made = link(round, 2, "needs", 1)
    assert str(made) == "“Project 2” can only be built if “Project 1” wins, too."
    event = AuditEvent.objects.get(verb="link_projects")
    assert (event.reason, event.facts["other_number"]) == ("Same place.", 1)


def test_exclusion_stands_once_whichever_way_it_is_said(round, link):
    made = link(round, 3, "excludes", 1)
    assert (made.project.number, made.other.number) == (1, 3)
    with pytest.raises(ValidationError) as refusal:
        link(round, 1, "excludes", 3)
    assert "linked already" in str(refusal.value)


def test_link_by_an_outsider_is_refused(round, link, charlie):
    with pytest.raises(PermissionDenied):
        link(round, 1, "excludes", 2, actor=charlie)


def test_link_after_the_opening_is_refused_by_the_act_and_by_the_database(round, link, carol):
    made = link(round, 1, "excludes", 2)
    opened(round)
    with pytest.raises(ValidationError):
        link(round, 1, "excludes", 3)
    with pytest.raises(ValidationError):
        unlink_projects(actor=carol, link=made)
    for change in (
        made.delete,
        lambda: ProjectLink.objects.update(kind="needs"),
        lambda: ProjectLink.objects.create(
            round=round,
            project=round.projects.get(number=3),
            other=round.projects.get(number=4),
            kind="needs",
        ),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_running_cost_freezes_with_the_round(round):
    opened(round)
    with pytest.raises(DatabaseError), transaction.atomic():
        round.projects.update(running_cost=1)


def test_circle_of_needs_is_refused(round, link):
    link(round, 1, "needs", 2)
    link(round, 2, "needs", 3)
    with pytest.raises(ValidationError) as refusal:
        link(round, 3, "needs", 1)
    assert "in a circle" in str(refusal.value)


def test_project_that_could_never_win_is_refused(round, link):
    link(round, 1, "needs", 2)
    link(round, 2, "needs", 3)
    with pytest.raises(ValidationError) as refusal:
        link(round, 1, "excludes", 3)
    assert "could never win" in str(refusal.value)


def test_two_needed_projects_that_exclude_each_other_are_refused(round, link):
    link(round, 1, "needs", 2)
    link(round, 1, "needs", 3)
    with pytest.raises(ValidationError) as refusal:
        link(round, 2, "excludes", 3)
    assert "could never win" in str(refusal.value)


def test_projects_of_two_pots_are_not_linked(round, link):
    ProjectFactory(round=round, round_pot=RoundPotFactory(round=round), number=9)
    with pytest.raises(ValidationError) as refusal:
        link(round, 1, "needs", 9)
    assert "different pots" in str(refusal.value)


def test_project_with_a_link_does_not_move_to_another_pot(round, link, carol):
    made = link(round, 1, "needs", 2)
    with pytest.raises(ValidationError) as refusal:
        change_project(actor=carol, project=made.project, round_pot=RoundPotFactory(round=round))
    assert "Take the link away first" in str(refusal.value)


def test_link_goes_with_a_project_that_is_taken_off_the_list(round, link, carol):
    made = link(round, 1, "needs", 2)
    remove_project(actor=carol, project=made.other, reason="Not possible.")
    assert not ProjectLink.objects.exists()


def test_round_does_not_open_where_a_project_and_what_it_needs_cost_more_than_the_pot(round, link, carol):
    link(round, 4, "needs", 3)
    with pytest.raises(ValidationError) as refusal:
        open_round(actor=carol, round=round)
    assert "“Project 4” and what it needs cost more together" in str(refusal.value)


def test_opening_logs_the_links(round, link, carol):
    link(round, 2, "needs", 1)
    open_round(actor=carol, round=round)
    assert AuditEvent.objects.get(verb="open_round").facts["links"] == [[2, "needs", 1]]


def test_needed_project_is_not_withdrawn_before_what_needs_it(round, link, carol):
    made = link(round, 2, "needs", 1)
    opened(round)
    with pytest.raises(ValidationError) as refusal:
        withdraw_project(actor=carol, project=made.other, reason="Flooded.")
    assert refusal.value.code == "needed"


def test_project_page_and_ballot_say_how_projects_hang_together(round, link, log_in, alice):
    link(round, 1, "excludes", 2)
    opened(round)
    client = log_in(alice)
    page = client.get(f"/rounds/{round.process.slug}/projects/2/").content.decode()
    assert "“Project 1” and “Project 2” cannot both be built." in page
    assert "Same place." in page
    ballot = client.get(f"/rounds/{round.process.slug}/ballot/").content.decode()
    assert "It cannot be built together with “Project 1”" in ballot


def test_officer_links_and_unlinks_on_the_screen(round, log_in, carol, charlie):
    one, two = round.projects.all()[:2]
    address = f"/admin/rounds/{round.pk}/links/"
    sent = {"project": one.pk, "kind": "excludes", "other": two.pk, "reason": "One place."}
    assert log_in(charlie).post(address, sent).status_code in (302, 403)
    assert not ProjectLink.objects.exists()
    officer = log_in(carol)
    assert b"cannot both be built" in officer.post(address, sent, follow=True).content
    officer.post(f"{address}{ProjectLink.objects.get().pk}/remove/")
    assert not ProjectLink.objects.exists()
    opened(round)
    assert officer.post(address, sent).status_code == 302
    assert not ProjectLink.objects.exists()
