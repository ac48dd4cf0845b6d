"""Changing a published proposal: versions, their difference, changes that weigh, frozen text, redaction."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from participation.difference import difference
from participation.models import AuditEvent, Notice, Proposal, ProposalVersion
from participation.proposals.actions import (
    change_proposal,
    give_support,
    put_back,
    redact_proposal,
    take_in,
    withdraw_support,
)
from participation.proposals.material import material_changes
from tests.factories.people import ward
from tests.factories.talk import ProposalFactory, close_phases
from tests.participation.counting import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(charlie):
    return ProposalFactory(author=charlie, title="A bench", what="Two benches on the quay.")


def change(editor, proposal, base=1, **words):
    return change_proposal(editor=editor, proposal=proposal, base=base, **words)


def pieces(old, new):
    return [(piece.kind, piece.text) for piece in difference(old, new)]


def test_difference_is_by_words():
    assert pieces("Two benches on the quay.", "Three benches on the quay.") == [
        ("removed", "Two "),
        ("added", "Three "),
        ("same", "benches on the quay."),
    ]
    assert pieces("A bench", "A bench by the ferry") == [("same", "A bench "), ("added", "by the ferry")]
    assert pieces("", "new") == [("added", "new")]
    assert pieces("one\r\ntwo", "one\ntwo") == [("same", "one\ntwo")]


@pytest.mark.parametrize(
    ("changes", "weighs"),
    [
        ({"title": "A  bench "}, []),
        ({"title": "A seat"}, ["title"]),
        ({"what": "x"}, ["what"]),
        ({"place": "The park"}, ["place"]),
        ({"area": "another"}, ["area"]),
        ({"why": "x", "who_for": "x", "category": "x"}, []),
        ({"rough_cost": 120}, []),
        ({"rough_cost": 121}, ["rough_cost"]),
        ({"rough_cost": 79}, ["rough_cost"]),
        ({"rough_cost": None}, ["rough_cost"]),
    ],
)
def test_machine_says_what_weighs(changes, weighs):
    before = {
        **{"title": "A bench", "what": "w", "why": "y", "who_for": "", "place": "Quay"},
        **{"area": "here", "category": "parks", "rough_cost": 100},
    }
    assert material_changes(before, before | changes, 20) == weighs


def test_change_is_a_version_and_the_first_words_stay(charlie, proposal, client):
    assert change(charlie, proposal, why="It rains.") is not None
    first, second = proposal.versions.all()
    assert (first.number, first.what, second.why, second.material) == (1, proposal.what, "It rains.", [])
    page = client.get(f"/proposals/{proposal.pk}/versions/").content.decode()
    assert '<ins><span class="visually-hidden">Added: </span>It rains.' in page
    assert "<del>" in page
    assert "Charlie" in page


def test_nothing_different_writes_nothing(charlie, proposal):
    assert change(charlie, proposal, title="A bench") is None
    assert not ProposalVersion.objects.exists()


def test_supporters_hear_of_a_change_that_weighs_and_take_back_later(alice, charlie, proposal, log_in):
    give_support(user=alice, proposal=proposal)
    proposal.supports.update(given_at="2026-01-01T00:00Z")
    change(charlie, proposal, title="A statue")
    assert Notice.objects.get(person=alice).event == "proposal-changed-much"
    page = log_in(alice).get(proposal.get_absolute_url(), follow=True).content.decode()
    assert "This changed in an important way after you gave your support." in page
    close_phases(proposal.process)
    withdraw_support(user=alice, proposal=Proposal.objects.get(pk=proposal.pk))
    assert not proposal.supports.exists()


def test_small_change_tells_no_supporter(alice, charlie, proposal):
    give_support(user=alice, proposal=proposal)
    change(charlie, proposal, why="It rains.")
    assert not Notice.objects.filter(person=alice).exists()


@pytest.mark.parametrize("name", ["alice", "bob", "carol"])
def test_nobody_else_changes_it(request, name, proposal, log_in):
    someone = request.getfixturevalue(name)
    with pytest.raises(PermissionDenied):
        change(someone, proposal, title="Mine now")
    assert log_in(someone).get(f"/proposals/{proposal.pk}/change/").status_code == 403


def test_words_stand_still_when_the_phase_is_over_or_they_are_on_a_ballot(charlie, carol, proposal):
    take_in(actor=carol, proposal=proposal, reason="Costed.")
    with pytest.raises(PermissionDenied, match="ballot"):
        change(charlie, proposal, title="Other")
    put_back(actor=carol, proposal=proposal, reason="Not this year.")
    assert change(charlie, proposal, title="Other")
    close_phases(proposal.process)
    with pytest.raises(PermissionDenied, match="over"):
        change(charlie, proposal, base=2, title="Another")


def test_withdrawn_proposal_says_so_where_its_author_would_change_it(charlie, proposal, log_in):
    proposal.status = Proposal.Status.WITHDRAWN
    proposal.save()
    for page in ("change", "files"):
        answer = log_in(charlie).get(f"/proposals/{proposal.pk}/{page}/")
        words = answer.content.decode()
        assert answer.status_code == 403
        assert "<h1>You cannot change this proposal</h1>" in words
        assert "This proposal was withdrawn, so its words stay as they are." in words
        assert f'href="{proposal.get_absolute_url()}"' in words


def test_two_windows_see_each_others_words(charlie, proposal, log_in):
    client, address = log_in(charlie), f"/proposals/{proposal.pk}/change/"
    words = {
        **{"title": "A seat", "what": proposal.what, "why": proposal.why, "place": "", "who_for": ""},
        **{"area": proposal.area_id, "category": proposal.category_id, "rough_cost": "2,500", "base": "1"},
    }
    change(charlie, proposal, title="A chair")
    answer = client.post(address, words)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Someone else changed this proposal" in page
    assert "chair" in page
    assert 'value="A seat"' in page
    assert 'name="base" value="2"' in page
    assert client.post(address, words | {"base": "2"}).status_code == 302
    assert Proposal.objects.get(pk=proposal.pk).title == "A seat"


def test_versions_ask_the_same_for_2_and_30(charlie, proposal, client):
    change(charlie, proposal, title="Title 1")
    address = f"/proposals/{proposal.pk}/versions/"
    client.get(address)
    before = queries_of(client, address)
    for number in range(2, 30):
        change(charlie, proposal, base=number, title=f"Title {number}", area=ward(f"Ward {number}"))
    assert queries_of(client, address) == before


def test_redaction_reaches_every_version_and_logs_no_words(bob, charlie, carol, proposal, client):
    change(charlie, proposal, what="Ask Mr Grey of 12  Mill Lane.", reason="12 mill lane is empty")
    change(charlie, proposal, base=2, what="Ask the owner.")
    assert redact_proposal(actor=bob, proposal=proposal, phrase="12 Mill Lane") == 2
    texts = " ".join(f"{each.what} {each.reason}" for each in proposal.versions.all())
    assert "mill lane" not in texts.lower()
    assert "Ask Mr Grey of [removed]." in texts
    event = AuditEvent.objects.get(verb="redact_proposal")
    assert event.facts == {"fields": ["versions.reason", "versions.what"], "texts": 2}
    assert "ill" not in str(event.reason)
    assert "ill Lane" not in client.get(f"/proposals/{proposal.pk}/versions/").content.decode()
    with pytest.raises(PermissionDenied):
        redact_proposal(actor=carol, proposal=proposal, phrase="owner")
    with pytest.raises(ValidationError):
        redact_proposal(actor=bob, proposal=proposal, phrase=" a ")
