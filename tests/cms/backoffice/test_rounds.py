"""An officer runs a round from a template to its certified result, in the back office alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from budgeting.models import CountRun, Project, Result
from budgeting.results.actions import run_count
from cms.backoffice.planning.rule_form import in_order
from cms.backoffice.planning.steps import raw
from participation.models import AuditEvent, Proposal
from tests.factories.rounds import RoundFactory, cast, ended, move, open_round
from tests.factories.talk import ProposalFactory

pytestmark = pytest.mark.django_db


def stamp(days: float) -> str:
    return timezone.localtime(timezone.now() + timedelta(days=days)).strftime("%Y-%m-%d %H:%M")


def basics(**changes) -> dict:
    """The first step of the guided set-up."""
    return {
        "title": "Harbour budget",
        "slug": "",
        "purpose": "Share out the harbour's money.",
        "area": "",
        "rules_text": "",
        **changes,
    }


def rules_of(round) -> dict:
    """The rules of a round as the form on its desk sends them."""
    return {name: raw(getattr(round, name)) for name in in_order()}


def do(client, round, act, **data):
    return client.post(f"/admin/rounds/{round.pk}/do/{act}/", data, follow=True)


def test_proposal_is_taken_in_as_a_costed_project(carol, log_in, harbour):
    round = RoundFactory(projects=0)
    proposal = ProposalFactory(area=harbour, rough_cost=250_000)
    client = log_in(carol)
    assert proposal.title.encode() in client.get(f"/admin/rounds/{round.pk}/take-in/").content
    address = f"/admin/rounds/{round.pk}/projects/new/?proposal={proposal.pk}"
    assert b'value="2,500"' in client.get(address).content
    form = {
        "title": proposal.title,
        "round_pot": round.pots.get().pk,
        "cost": "300.50",
        "cost_note": "Two benches and their feet.",
        "summary": "Benches.",
        "area": harbour.pk,
        "category": proposal.category_id,
    }
    client.post(address, form, follow=True)
    project = Project.objects.get()
    assert (project.cost, project.proposal, project.number) == (30_050, proposal, 1)
    proposal.refresh_from_db()
    assert proposal.status == Proposal.Status.ACCEPTED
    assert proposal.title.encode() not in client.get(f"/admin/rounds/{round.pk}/take-in/").content


def test_project_above_its_pot_is_kept_and_warned_about(carol, log_in):
    round = RoundFactory(projects=1)
    client, project = log_in(carol), round.projects.get()
    form = {"title": "Long pier", "round_pot": project.round_pot_id, "cost": "9,999"}
    shown = client.post(f"/admin/rounds/{round.pk}/projects/1/", form, follow=True).content.decode()
    assert "costs £9,999, but its pot holds £500" in shown
    project.refresh_from_db()
    assert project.cost == 999_900
    shown = client.post(f"/admin/rounds/{round.pk}/projects/1/", {**form, "cost": "500"}, follow=True)
    assert b"but its pot holds" not in shown.content


def test_rules_of_a_planned_round_are_changed_on_its_desk_until_it_opens(carol, log_in):
    round, client = RoundFactory(), log_in(carol)
    assert b"Change the rules" in client.get(f"/admin/rounds/{round.pk}/").content
    assert b"Youngest age for voting" in client.get(f"/admin/rounds/{round.pk}/do/rules/").content
    shown = do(client, round, "rules", **rules_of(round) | {"age_from": "16", "rule": "phragmen"})
    assert b"says the rules in plain words" in shown.content
    round.refresh_from_db()
    assert (round.age_from, round.rule) == (16, "phragmen")
    shown = do(client, round, "rules", **rules_of(round) | {"ballot_type": "ordinal"})
    assert b"Say how many places there are to rank" in shown.content
    opened = open_round()
    assert b"Change the rules" not in client.get(f"/admin/rounds/{opened.pk}/").content
    do(client, opened, "rules", **rules_of(opened) | {"age_from": "16"})
    opened.refresh_from_db()
    assert opened.age_from is None


def test_vote_of_a_planned_round_is_moved_until_the_round_opens(carol, log_in):
    round = RoundFactory()
    client = log_in(carol)
    assert b"Change when people vote" in client.get(f"/admin/rounds/{round.pk}/").content
    do(client, round, "move", start=stamp(40), end=stamp(50))
    round.phase.refresh_from_db()
    assert round.phase.start > timezone.now() + timedelta(days=39)
    opened = open_round()
    assert b"Change when people vote" not in client.get(f"/admin/rounds/{opened.pk}/").content
    before = opened.phase.start
    do(client, opened, "move", start=stamp(40), end=stamp(50))
    opened.phase.refresh_from_db()
    assert opened.phase.start == before


def test_project_is_changed_and_taken_off_again(carol, log_in):
    round = RoundFactory(projects=2)
    client, project = log_in(carol), round.projects.get(number=1)
    form = {"title": "Longer bench", "round_pot": project.round_pot_id, "cost": "120"}
    client.post(f"/admin/rounds/{round.pk}/projects/1/", form)
    project.refresh_from_db()
    assert (project.title, project.cost) == ("Longer bench", 12_000)
    shown = client.post(f"/admin/rounds/{round.pk}/projects/1/remove/", {"reason": " "})
    assert shown.status_code == 200
    client.post(f"/admin/rounds/{round.pk}/projects/1/remove/", {"reason": "It stands already."})
    assert [left.number for left in round.projects.all()] == [2]


def test_opened_round_keeps_its_projects(carol, log_in):
    round = open_round()
    client = log_in(carol)
    for address in ("take-in/", "projects/new/", "projects/1/", "projects/1/remove/"):
        assert client.get(f"/admin/rounds/{round.pk}/{address}").status_code == 302
    client.post(f"/admin/rounds/{round.pk}/projects/1/remove/", {"reason": "x"})
    assert round.projects.count() == 3


def test_round_that_is_not_ready_says_everything_that_is_missing(carol, log_in):
    round = RoundFactory(projects=0)
    shown = do(log_in(carol), round, "open")
    assert b"has no project" in shown.content
    round.refresh_from_db()
    assert round.opened_at is None


def test_asking_changes_nothing(carol, log_in):
    round = RoundFactory()
    shown = log_in(carol).get(f"/admin/rounds/{round.pk}/do/open/")
    assert b"Open the round" in shown.content
    round.refresh_from_db()
    assert round.opened_at is None


def test_act_of_another_state_is_refused(carol, log_in):
    round = open_round()
    client = log_in(carol)
    for act in ("open", "seal", "count", "publish", "certify"):
        client.post(f"/admin/rounds/{round.pk}/do/{act}/")
    round.refresh_from_db()
    assert round.sealed_at is None
    assert not round.seal_approvals.exists()
    assert client.get(f"/admin/rounds/{round.pk}/do/nonsense/").status_code == 404


def test_end_of_voting_moves_for_a_public_reason(carol, log_in):
    round = open_round()
    assert b"required" in do(log_in(carol), round, "extend", end=stamp(3)).content
    do(log_in(carol), round, "extend", end=stamp(3), reason="The website was down.")
    old = round.phase.end
    round.phase.refresh_from_db()
    assert round.phase.end > old
    assert AuditEvent.objects.get().reason == "The website was down."


def test_round_from_planning_to_certified(carol, dave, log_in):
    round = RoundFactory(rule="greedy_votes")
    first, second = log_in(carol), log_in(dave)
    assert b"The round is open" in do(first, round, "open").content
    move(round, end=timedelta(days=1))
    cast(round, [1, 2])
    ended(round)
    assert b"different officer must agree" in do(first, round, "seal").content
    assert b"have already agreed" in do(first, round, "seal").content
    assert b"The box is sealed" in do(second, round, "seal").content
    assert b"The count has begun" in do(first, round, "count").content
    run_count.func(CountRun.objects.get().pk)
    assert b"The result is public" in do(first, round, "publish").content
    result = Result.objects.get()
    Result.objects.filter(pk=result.pk).update(objections_end=result.published_at)
    assert b"A second officer must sign" in do(first, round, "certify").content
    assert b"certified" in do(second, round, "certify").content
    result.refresh_from_db()
    assert result.certified_at is not None


def test_desk_takes_the_same_queries_for_one_and_thirty_projects(carol, log_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, counts = log_in(carol), []
    for projects in (1, 30):
        round = RoundFactory(projects=projects)
        client.get(f"/admin/rounds/{round.pk}/")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/admin/rounds/{round.pk}/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_list_to_take_in_from_takes_the_same_queries_for_one_and_thirty(carol, log_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, counts, round = log_in(carol), [], RoundFactory()
    for more in (1, 29):
        for _number in range(more):
            ProposalFactory()
        client.get(f"/admin/rounds/{round.pk}/take-in/")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/admin/rounds/{round.pk}/take-in/")
        counts.append(len(captured))
    assert counts[0] == counts[1]
