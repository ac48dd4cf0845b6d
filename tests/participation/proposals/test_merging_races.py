"""Supports that arrive while proposals merge, crosswise merges, the last support of a person: raced."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, connections

from participation.models import Proposal, Support, User
from participation.proposals.actions import give_support, merge_proposals, merging, supporting
from tests.conftest import staff
from tests.factories.people import IdentityFactory
from tests.factories.talk import ProcessFactory, ProposalFactory
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
TIMES = 6


def support(pk, proposal):
    give_support(user=User.objects.get(pk=pk), proposal=proposal)


def two_proposals(**process):
    process = ProcessFactory(**process)
    return ProposalFactory(process=process), ProposalFactory(process=process)


def arrive_while_merging(old, new, people):
    """Supporters and a facilitator at the same moment; returns what each got."""
    bob = staff("Bob", "facilitator")

    def act(who):
        if who == "bob":
            return merge_proposals(actor=bob, proposal=old, into=new, reason="The same.")
        return support(who, Proposal.objects.select_related("process").get(pk=old.pk))

    return race(act, [*people, "bob"])


def test_support_that_arrives_while_merging_ends_on_the_other_once():
    old, new = two_proposals()
    people = [IdentityFactory().user.pk for _each in range(TIMES)]
    arrive_while_merging(old, new, people)
    assert not Support.objects.filter(proposal=old).exists()
    assert Support.objects.filter(proposal=new).count() == TIMES


def merge_between_look_and_write(monkeypatch, old, new, *, guarded: bool) -> None:
    """A support looked at `old`, then the merge committed, then the support writes."""
    bob, person = staff("Bob", "facilitator"), IdentityFactory().user
    looked, merged = threading.Event(), threading.Event()
    write = supporting.stand_behind

    def write_later(key, identity):
        looked.set()
        assert merged.wait(30)
        return write(key, identity) if guarded else write_unguarded(key, identity)

    monkeypatch.setattr(supporting, "stand_behind", write_later)

    def one():
        try:
            support(person.pk, Proposal.objects.select_related("process").get(pk=old.pk))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(one)
        assert looked.wait(30)
        merge_proposals(actor=bob, proposal=old, into=new, reason="The same.")
        merged.set()
        done.result(30)


def write_unguarded(key, identity):
    Support.objects.create(proposal_id=key, identity_id=identity)
    return key, 1


def test_support_that_looked_before_the_merge_goes_to_the_other(monkeypatch):
    old, new = two_proposals()
    merge_between_look_and_write(monkeypatch, old, new, guarded=True)
    assert (old.supports.count(), new.supports.count()) == (0, 1)


def test_without_the_second_look_the_support_is_left_behind(monkeypatch):
    old, new = two_proposals()
    merge_between_look_and_write(monkeypatch, old, new, guarded=False)
    assert (old.supports.count(), new.supports.count()) == (1, 0)


def merge_crosswise(first, second) -> list[str]:
    bob = staff("Bob", "facilitator")

    def act(pair):
        try:
            merge_proposals(actor=bob, proposal=pair[0], into=pair[1], reason="The same.")
        except ValidationError:
            return "refused"
        except IntegrityError:
            return "broken"
        return "merged"

    return race(act, [(first, second), (second, first)])


def test_crosswise_merges_make_no_loop():
    first, second = two_proposals()
    assert sorted(merge_crosswise(first, second)) == ["merged", "refused"]
    assert Proposal.objects.filter(merged_into=None).count() == 1


def test_with_rows_read_before_the_lock_the_same_race_breaks(monkeypatch):
    """Both believe that they may: they make a loop, or the constraint of the table stops the second."""
    first, second = two_proposals()
    rows = Proposal.objects.select_related("process", "author")
    stale = iter([{each.pk: each for each in rows.all()} for _time in range(2)])

    def stale_pair(proposal, into):
        found = next(stale)
        return found[proposal.pk], found[into.pk]

    monkeypatch.setattr(merging, "locked_pair", stale_pair)
    assert sorted(merge_crosswise(first, second)) in (["merged", "merged"], ["broken", "merged"])
    Proposal.objects.update(status="published", merged_into=None)


def give_two_at_once(person, proposals) -> list[str]:
    def act(proposal):
        try:
            support(person.pk, Proposal.objects.select_related("process").get(pk=proposal.pk))
        except PermissionDenied:
            return "refused"
        return "given"

    return race(act, proposals)


def test_last_support_of_a_person_is_given_once():
    person, proposals = IdentityFactory().user, two_proposals(support_cap=1)
    assert sorted(give_two_at_once(person, proposals)) == ["given", "refused"]
    assert Support.objects.count() == 1


def test_without_the_lock_of_the_person_both_are_given(monkeypatch):
    """Both have counted before either writes, as without the lock."""
    person, proposals = IdentityFactory().user, two_proposals(support_cap=1)
    both = threading.Barrier(2)

    def count_unlocked(identity, proposal, key):
        given = Support.objects.filter(identity=identity, proposal__process=proposal.process_id)
        assert given.exclude(proposal_id=key).count() == 0
        both.wait(20)

    monkeypatch.setattr(supporting, "_refuse_beyond_cap", count_unlocked)
    monkeypatch.setattr(supporting, "held_against_merging", lambda key: key)
    if connection.vendor == "sqlite":
        # Without its transaction, which would keep the other out by itself.
        monkeypatch.setattr(supporting, "_give_within_cap", supporting._give_within_cap.__wrapped__)

    def act(proposal):
        support(person.pk, Proposal.objects.select_related("process").get(pk=proposal.pk))
        return "given"

    assert race(act, proposals) == ["given", "given"]
    assert Support.objects.count() == 2
