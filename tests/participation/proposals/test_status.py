"""Status with reasons, the official answer and milestones: who may what, when, and who is told."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from participation.models import Notice, Proposal
from participation.notices.actions import follow
from participation.proposals import moves
from participation.proposals.actions import (
    add_milestone,
    answer_proposal,
    change_status,
    give_support,
    merge_proposals,
    publish_proposal,
    remove_milestone,
)
from tests.factories.people import ward
from tests.factories.talk import ProcessFactory, ProposalFactory, category, close_phases

pytestmark = pytest.mark.django_db


def test_process_that_checks_first_shows_nothing_before_it(charlie, bob, alice, log_in, client):
    process = ProcessFactory(check_first=True)
    proposal = publish_proposal(
        author=charlie,
        process=process,
        area=ward("Northgate"),
        category=category(),
        title="A",
        what="b",
        why="c",
    )
    address = proposal.get_absolute_url()
    assert proposal.status == "submitted"
    assert [client.get(address).status_code, log_in(alice).get(address).status_code] == [404, 404]
    assert [log_in(who).get(address).status_code for who in (charlie, bob)] == [200, 200]
    with pytest.raises(PermissionDenied):
        give_support(user=alice, proposal=proposal)
    change_status(actor=bob, proposal=proposal, status="published")
    assert client.get(address).status_code == 200
    assert Notice.objects.filter(person=charlie, event="proposal-status").exists()


def test_table_names_only_known_words():
    known = set(Proposal.Status.values)
    assert all({before, after} <= known for before, after in moves.MOVES)
    assert all(move.roles for move in moves.MOVES.values())


@pytest.mark.parametrize("status", Proposal.Status.values)
@pytest.mark.parametrize("name", ["alice", "charlie", "bob", "carol", "fiona", "audrey"])
def test_each_role_moves_where_the_table_says(request, name, status, charlie):
    """From "published", in the open phase; charlie is the author."""
    wanted = {"carol": {"review", "accepted", "declined", "building", "done"}, "charlie": {"withdrawn"}}
    proposal, someone = ProposalFactory(author=charlie), request.getfixturevalue(name)
    if status in wanted.get(name, ()):
        change_status(actor=someone, proposal=proposal, status=status, reason="Because.")
        assert Proposal.objects.get(pk=proposal.pk).status == status
        assert proposal.status_changes.get().after == status
    else:
        with pytest.raises(PermissionDenied):
            change_status(actor=someone, proposal=proposal, status=status, reason="Because.")


def test_author_withdraws_with_a_reason_while_the_phase_runs(charlie, alice, log_in, client):
    proposal = ProposalFactory(author=charlie)
    page = log_in(charlie)
    assert "Withdraw your proposal" in page.get(proposal.get_absolute_url()).content.decode()
    address = f"/proposals/{proposal.pk}/give-up/"
    assert page.post(address, {"reason": " "}).status_code == 422
    assert log_in(alice).post(address, {"reason": "x"}).status_code == 403
    page.post(address, {"reason": "The council builds it anyway."})
    assert "The council builds it anyway." in client.get(proposal.get_absolute_url()).content.decode()
    with pytest.raises(PermissionDenied):
        give_support(user=alice, proposal=Proposal.objects.get(pk=proposal.pk))
    other = ProposalFactory(author=charlie)
    close_phases(other.process)
    refused = page.get(f"/proposals/{other.pk}/give-up/")
    assert refused.status_code == 403
    assert "This proposal cannot be withdrawn now." in refused.content.decode()


def test_answer_and_milestones_stand_on_the_page_and_followers_hear(carol, alice, client):
    proposal = ProposalFactory()
    follow(user=alice, thing=proposal)
    answer_proposal(actor=carol, proposal=proposal, text="<p>We <b>will</b>.</p><script>x()</script>")
    milestone = add_milestone(
        actor=carol, proposal=proposal, day=date(2026, 5, 1), title="The first spade", words="At *noon*."
    )
    change_status(actor=carol, proposal=proposal, status="building", reason="It is paid for.")
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert "We <b>will</b>." in page
    assert "x()</script>" not in page
    assert "The first spade" in page
    assert "1 May 2026" in page
    assert "Council officer" in page
    assert "Carol" not in page
    events = set(Notice.objects.filter(person=alice).values_list("event", flat=True))
    assert {"proposal-answer", "proposal-milestone", "proposal-status"} <= events
    remove_milestone(actor=carol, milestone=milestone, reason="Wrong day.")
    assert "The first spade" not in client.get(proposal.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "move",
    [
        ("bob", "declined", "submitted"),
        ("bob", "submitted", "published"),
        *(
            ("carol", "published", status)
            for status in ("review", "accepted", "declined", "building", "done")
        ),
        ("charlie", "published", "withdrawn"),
    ],
)
def test_followers_hear_of_every_status_in_words(request, move, charlie, alice, log_in):
    who, before, status = move
    proposal = ProposalFactory(author=charlie, status=before)
    follow(user=alice, thing=proposal)
    actor = request.getfixturevalue(who)
    change_status(actor=actor, proposal=proposal, status=status, reason="The lamps are paid for.")
    words = f"has a new status: {Proposal.Status(status).label}"
    assert words in log_in(alice).get("/me/notices/").content.decode()
    assert Notice.objects.filter(person=charlie, event="proposal-status").exists() == (who != "charlie")


def test_followers_and_author_hear_of_a_merge(bob, charlie, alice, log_in):
    old = ProposalFactory(author=charlie)
    follow(user=alice, thing=old)
    new = ProposalFactory(process=old.process)
    merge_proposals(actor=bob, proposal=old, into=new, reason="The same lamps.")
    for person in (alice, charlie):
        assert "has a new status: Merged" in log_in(person).get("/me/notices/").content.decode()


@pytest.mark.parametrize("name", ["alice", "charlie", "bob", "fiona", "audrey"])
def test_others_neither_answer_nor_set_milestones(request, name):
    someone, proposal = request.getfixturevalue(name), ProposalFactory()
    with pytest.raises(PermissionDenied):
        answer_proposal(actor=someone, proposal=proposal, text="Yes")
    with pytest.raises(PermissionDenied):
        add_milestone(actor=someone, proposal=proposal, day=date(2026, 5, 1), title="x")


def test_empty_answer_is_refused(carol):
    with pytest.raises(ValidationError):
        answer_proposal(actor=carol, proposal=ProposalFactory(), text="<script></script>")
