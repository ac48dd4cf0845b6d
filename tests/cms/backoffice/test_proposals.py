"""Proposals in the back office: who looks, and what officers and facilitators do there."""

import pytest

from participation.models import AuditEvent, Milestone, Proposal
from tests.factories.talk import ProcessFactory, ProposalFactory, house_rule

pytestmark = pytest.mark.django_db


def address(proposal) -> str:
    return f"/admin/proposals/{proposal.pk}/do/status/"


def test_officer_declines_a_proposal_for_a_public_reason(carol, log_in, client):
    proposal = ProposalFactory(title="A bench by the quay")
    form = {"status": "declined", "status_reason": "The quay is being rebuilt."}
    shown = log_in(carol).post(address(proposal), form, follow=True).content.decode()
    assert "is now: Declined" in shown
    proposal.refresh_from_db()
    assert (proposal.status, proposal.status_reason) == ("declined", "The quay is being rebuilt.")
    assert "The quay is being rebuilt." in client.get(proposal.get_absolute_url()).content.decode()
    assert AuditEvent.objects.get().verb == "change_status"


@pytest.mark.parametrize("form", [{"status": "declined"}, {"status": "burnt", "status_reason": "Why not."}])
def test_word_without_a_reason_or_unknown_is_refused_beside_the_form(form, carol, log_in):
    proposal = ProposalFactory()
    assert log_in(carol).post(address(proposal), form).status_code == 200
    proposal.refresh_from_db()
    assert proposal.status == "published"


@pytest.mark.parametrize("who", ["alice", "charlie", "bob", "fiona", "audrey"])
def test_nobody_else_gives_the_word_of_the_council(who, request, log_in):
    proposal, client = ProposalFactory(), log_in(request.getfixturevalue(who))
    assert client.get(address(proposal)).status_code == 302
    client.post(address(proposal), {"status": "accepted", "status_reason": "Mine."})
    proposal.refresh_from_db()
    assert proposal.status == "published"


def test_auditor_is_led_to_the_public_page(audrey, log_in):
    proposal = ProposalFactory()
    shown = log_in(audrey).get("/admin/proposals/").content.decode()
    assert proposal.get_absolute_url() in shown
    assert address(proposal) not in shown


def test_proposals_are_filtered_by_status(carol, log_in):
    ProposalFactory(title="Undecided bench")
    ProposalFactory(title="Agreed bench", status="accepted")
    shown = log_in(carol).get("/admin/proposals/", {"status": "accepted"}).content.decode()
    assert "Agreed bench" in shown
    assert "Undecided bench" not in shown


def test_hidden_proposal_is_not_on_the_list(carol, bob, log_in):
    from participation.moderation.actions import decide

    proposal = ProposalFactory(title="Something rude")
    decide(actor=bob, target=proposal, verdict="hide", rule=house_rule(), reason="Rude.")
    client = log_in(carol)
    assert b"Something rude" not in client.get("/admin/proposals/").content
    assert client.get(address(proposal)).status_code == 404


def test_list_takes_the_same_queries_for_one_and_thirty(carol, log_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, counts = log_in(carol), []
    for more in (1, 29):
        for _number in range(more):
            ProposalFactory()
        client.get("/admin/proposals/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/proposals/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", ["alice", "charlie", "bob", "carol", "fiona", "audrey"])
def test_list_and_desk_open_for_those_who_may_look(request, name, log_in):
    proposal, client = ProposalFactory(), log_in(request.getfixturevalue(name))
    for screen in ("/admin/proposals/", f"/admin/proposals/{proposal.pk}/"):
        assert (client.get(screen).status_code == 200) is (name in ("bob", "carol", "fiona", "audrey"))


def test_officer_changes_the_status_answers_and_sets_a_milestone(log_in, carol):
    proposal, client = ProposalFactory(), log_in(carol)
    desk = f"/admin/proposals/{proposal.pk}/"
    assert "Change the status" in client.get(desk).content.decode()
    client.post(f"{desk}do/status/", {"status": "review", "status_reason": "We look at it."})
    client.post(f"{desk}do/answer/", {"text": "<p>Soon.</p>"})
    client.post(f"{desk}do/milestone/", {"day": "2026-05-01", "title": "A spade", "words": ""})
    proposal.refresh_from_db()
    assert (proposal.status, proposal.answer.text) == ("review", "<p>Soon.</p>")
    milestone = Milestone.objects.get()
    client.post(f"/admin/proposals/milestone/{milestone.pk}/do/remove/", {"reason": "Wrong."})
    assert not Milestone.objects.exists()
    shown = client.post(f"{desk}do/status/", {"status": "done", "status_reason": ""})
    assert "Give a reason" in shown.content.decode()
    assert client.get(f"{desk}do/merge/").status_code == 302


def test_facilitator_merges_by_choosing_a_similar_one_and_splits(log_in, bob):
    process, client = ProcessFactory(), log_in(bob)
    old = ProposalFactory(process=process, title="Seats by the ferry")
    new = ProposalFactory(process=process, title="Benches by the ferry")
    page = client.get(f"/admin/proposals/{old.pk}/do/merge/").content.decode()
    assert "Benches by the ferry" in page
    client.post(f"/admin/proposals/{old.pk}/do/merge/", {"into": new.pk, "reason": "The same."})
    assert Proposal.objects.get(pk=old.pk).merged_into == new
    words = {"title": "One", "what": "a", "why": "b"}
    second = {"second_title": "Two", "second_what": "c", "second_why": "d", "reason": "Two wishes."}
    client.post(f"/admin/proposals/{new.pk}/do/split/", words | second)
    assert Proposal.objects.get(title="Two").split_from == new
