"""Merging and splitting: supports carry over once a person, addresses lead on, no loops, nobody is lost."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from participation.models import AuditEvent, Notice, Proposal
from participation.proposals.actions import (
    give_support,
    merge_proposals,
    split_proposal,
    withdraw_support,
)
from tests.factories.talk import (
    CommentFactory,
    ProcessFactory,
    ProposalFactory,
    SupportFactory,
    close_phases,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    process = ProcessFactory()
    return ProposalFactory(process=process, title="Seats"), ProposalFactory(process=process, title="Benches")


def merge(actor, old, new, reason="They ask for the same."):
    return merge_proposals(actor=actor, proposal=old, into=new, reason=reason)


def fresh(proposal):
    return Proposal.objects.get(pk=proposal.pk)


def test_supports_count_once_and_supporters_hear_and_take_back(bob, alice, pair, log_in):
    old, new = pair
    both = SupportFactory(proposal=old).identity
    SupportFactory(proposal=new, identity=both)
    SupportFactory(proposal=old, identity=alice.identity)
    merge(bob, old, new)
    assert (old.supports.count(), new.supports.count()) == (0, 2)
    assert Notice.objects.filter(person=alice, event="proposal-merged").exists()
    facts = AuditEvent.objects.get(verb="merge_proposals").facts
    assert facts.items() >= {"into": new.pk, "carried": 1, "already_there": 1}.items()
    page = log_in(alice).get(new.get_absolute_url()).content.decode()
    assert "was merged into this one" in page
    close_phases(new.process)
    withdraw_support(user=alice, proposal=fresh(new))
    assert new.supports.get().identity == both


def test_old_address_leads_on_and_its_comments_stay_readable(bob, pair, client):
    old, new = pair
    address = old.get_absolute_url()
    comment = CommentFactory(thread=old.thread, text="My mother sits there.")
    merge(bob, old, new)
    answer = client.get(address)
    assert (answer.status_code, answer.url) == (301, new.get_absolute_url())
    before = client.get(f"/proposals/{old.pk}/before/").content.decode()
    assert "My mother sits there." in before
    assert "They ask for the same." in before
    assert f"/proposals/{old.pk}/before/" in client.get(new.get_absolute_url()).content.decode()
    assert f"/proposals/{old.pk}/before/" in client.get(comment.get_absolute_url()).url
    listed = client.get(f"/processes/{new.process.slug}/proposals/").content.decode()
    assert "Seats" not in listed


def test_chain_leads_to_the_last_and_never_back(bob, pair):
    first, second = pair
    third = ProposalFactory(process=first.process)
    merge(bob, first, second)
    merge(bob, second, third)
    assert fresh(first).merged_into == third
    for old, new in ((third, first), (third, second), (third, third), (first, third)):
        with pytest.raises(ValidationError):
            merge(bob, old, new)


def test_support_for_a_merged_one_is_given_to_the_other(bob, alice, pair):
    old, new = pair
    merge(bob, old, new)
    give_support(user=alice, proposal=old)  # as it stood on a page that was opened before
    assert new.supports.get().identity == alice.identity


def test_button_on_a_page_from_before_the_merge_works(bob, alice, pair, log_in):
    old, new = pair
    merge(bob, old, new)
    answer = log_in(alice).post(f"/proposals/{old.pk}/support/")
    assert answer.url == new.get_absolute_url()
    assert new.supports.get().identity == alice.identity


@pytest.mark.parametrize("name", ["alice", "charlie", "carol", "audrey"])
def test_others_neither_merge_nor_split(request, name, pair):
    someone = request.getfixturevalue(name)
    with pytest.raises(PermissionDenied):
        merge(someone, *pair)
    words = {"title": "a", "what": "b", "why": "c"}
    with pytest.raises(PermissionDenied):
        split_proposal(actor=someone, proposal=pair[0], first=words, second=words, reason="x")


def test_what_is_decided_elsewhere_or_without_a_reason_is_not_merged(bob, pair):
    old, new = pair
    with pytest.raises(ValidationError):
        merge(bob, old, new, reason=" ")
    with pytest.raises(ValidationError):
        merge(bob, old, ProposalFactory())
    Proposal.objects.filter(pk=new.pk).update(status="declined")
    with pytest.raises(ValidationError):
        merge(bob, old, new)


def test_split_keeps_the_supports_and_tells_of_the_second(bob, alice, pair, client):
    old = pair[0]
    SupportFactory(proposal=old, identity=alice.identity)
    first = {"title": "Seats", "what": "Two seats.", "why": "To sit."}
    second = {"title": "A lamp", "what": "One lamp.", "why": "To see."}
    new = split_proposal(actor=bob, proposal=old, first=first, second=second, reason="Two wishes.")
    assert (fresh(old).what, old.supports.count(), new.supports.count()) == ("Two seats.", 1, 0)
    assert (new.author, new.area, new.process) == (old.author, old.area, old.process)
    assert Notice.objects.filter(person=alice, event="proposal-split").exists()
    assert client.get(new.get_absolute_url()).status_code == 200
    page = client.get(f"/proposals/{old.pk}/versions/").content.decode()
    assert "Facilitator" in page
    assert "Bob" not in page


def test_cap_of_supports_a_person(alice):
    process = ProcessFactory(support_cap=1)
    first, second = ProposalFactory(process=process), ProposalFactory(process=process)
    give_support(user=alice, proposal=first)
    give_support(user=alice, proposal=first)
    give_support(user=alice, proposal=ProposalFactory())
    with pytest.raises(PermissionDenied, match="Take that one back"):
        give_support(user=alice, proposal=second)
    withdraw_support(user=alice, proposal=first)
    give_support(user=alice, proposal=second)
