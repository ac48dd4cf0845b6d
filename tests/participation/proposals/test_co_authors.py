"""Writing together: asked by name or address, yes or no, both edit, the first author alone withdraws."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from participation.models import CoAuthor, Notice
from participation.proposals.actions import (
    answer_invitation,
    ask_co_author,
    change_proposal,
    change_status,
)
from tests.factories.people import UserFactory
from tests.factories.talk import ProposalFactory, close_phases

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(alice):
    return ProposalFactory(author=alice, title="A bench")


def ask(author, proposal, whom="Charlie"):
    ask_co_author(author=author, proposal=proposal, whom=whom)


@pytest.mark.parametrize("whom", ["charlie", "CHARLIE@example.org "])
def test_who_was_asked_says_yes_and_both_edit(whom, alice, charlie, proposal, log_in):
    ask(alice, proposal, whom)
    assert Notice.objects.filter(person=charlie, event="author-asked").exists()
    with pytest.raises(PermissionDenied):
        change_proposal(editor=charlie, proposal=proposal, base=1, title="Mine")
    page = log_in(charlie)
    assert "You are asked to write this together" in page.get(proposal.get_absolute_url()).content.decode()
    page.post(f"/proposals/{proposal.pk}/authors/", {"answer": "yes"})
    assert Notice.objects.filter(person=alice, event="author-yes").exists()
    assert "together with Charlie" in page.get(proposal.get_absolute_url()).content.decode()
    change_proposal(editor=charlie, proposal=proposal, base=1, title="A seat")
    change_proposal(editor=alice, proposal=proposal, base=2, title="A chair")
    with pytest.raises(PermissionDenied):
        change_status(actor=charlie, proposal=proposal, status="withdrawn", reason="x")
    page.post(f"/proposals/{proposal.pk}/authors/", {"answer": "no"})
    with pytest.raises(PermissionDenied):
        change_proposal(editor=charlie, proposal=proposal, base=3, title="Mine")


def test_nobody_answers_without_being_asked_or_asks_for_others(alice, charlie, bob, proposal, log_in):
    with pytest.raises(PermissionDenied):
        answer_invitation(person=charlie, proposal=proposal, accept=True)
    with pytest.raises(PermissionDenied):
        ask(charlie, proposal, "Bob")
    assert log_in(charlie).get(f"/proposals/{proposal.pk}/authors/").status_code == 404
    close_phases(proposal.process)
    with pytest.raises(PermissionDenied):
        ask(alice, proposal)


def test_address_does_not_tell_who_has_an_account(alice, charlie, proposal, log_in):
    client, address = log_in(alice), f"/proposals/{proposal.pk}/authors/"
    pages = []
    for whom in ("charlie@example.org", "nobody@example.org"):
        shown = client.post(address, {"ask": "yes", "whom": whom}, follow=True).content.decode()
        pages.append("If someone here has this name or address, they are asked now." in shown)
        assert "Charlie" not in shown
    assert pages == [True, True]
    assert CoAuthor.objects.get().person == charlie


def test_name_must_be_one_persons(alice, proposal):
    UserFactory.create_batch(2, display_name="Sam")
    for whom in ("Sam", "Nobody Known", "Alice"):
        with pytest.raises(ValidationError):
            ask(alice, proposal, whom)


def test_first_author_takes_it_back(alice, charlie, proposal, log_in):
    ask(alice, proposal)
    log_in(alice).post(f"/proposals/{proposal.pk}/authors/", {"remove": str(charlie.pk)})
    with pytest.raises(PermissionDenied):
        answer_invitation(person=charlie, proposal=proposal, accept=True)
