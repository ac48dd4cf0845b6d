"""A ballot is annulled while its voter casts and changes it: it is out, and nothing of it is acknowledged."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from budgeting.ballots.actions import annul_ballot, cast_ballot, casting, save_draft
from budgeting.ballots.annulments import Annulment
from budgeting.models import (
    BallotDraft,
    CastKey,
    PollBookEntry,
    Round,
    SealedBallot,
)
from participation.accounts.rules import identity_of
from participation.clock import database_now
from participation.models import AuditEvent
from tests.factories.rounds import cast, open_round
from tests.races import AT_ONCE, closing, kinds, together, without_transaction

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def annulling(officer, round, voter, *, again=False):
    terms = {"ground": "pressure", "reason": "Somebody paid for it.", "may_vote_again": again}
    return lambda: annul_ballot(actor=officer, round=round, identity=voter, **terms)


def changing(round, voter, number, act=cast_ballot):
    given = {"choices": [number % 3 + 1], "arrived_at": database_now()}
    return lambda: act(round=round, identity=voter, channel="online", key=f"key {number}", **given)


def drafting(round, voter, number):
    given = {"choices": [number % 3 + 1, 9], "arrived_at": database_now()}
    return lambda: save_draft(round=round, identity=voter, **given)


def half_annulled(voter, carol, *, again=False):
    """The voter has a ballot, and one of two officers has agreed that it goes."""
    round = open_round()
    receipt = cast(round, [1], voter, key="first")
    assert annulling(carol, round, voter, again=again)() is None
    return round, receipt


def annul_among_changes(round, voter, dave, *, again=False):
    acts = [changing(round, voter, number) for number in range(AT_ONCE - 6)]
    drafts = [drafting(round, voter, number) for number in range(5)]
    middle = len(acts) // 2
    return together([*acts[:middle], *drafts, annulling(dave, round, voter, again=again), *acts[middle:]])


def test_a_ballot_annulled_among_changes_and_drafts_is_out_with_all_that_belongs_to_it(alice, carol, dave):
    voter = identity_of(alice)
    round, _receipt = half_annulled(voter, carol)
    outcomes = annul_among_changes(round, voter, dave)
    assert kinds(outcomes).keys() <= {"done", "annulled"}, outcomes
    for model in (PollBookEntry, SealedBallot, CastKey, BallotDraft):
        assert not model.objects.exists(), model
    assert Annulment.objects.count() == 1


def test_who_may_vote_again_has_one_ballot_under_a_new_receipt_or_none(alice, carol, dave):
    voter = identity_of(alice)
    round, old = half_annulled(voter, carol, again=True)
    outcomes = annul_among_changes(round, voter, dave, again=True)
    assert kinds(outcomes) == {"done": AT_ONCE}, outcomes
    receipts = {each for each in outcomes if isinstance(each, str)}
    now = set(PollBookEntry.objects.values_list("receipt", flat=True))
    assert old not in now
    assert receipts == now | (receipts & {old})
    assert SealedBallot.objects.count() == len(now) <= 1


def test_many_officers_at_once_annul_a_ballot_once(alice, carol, dave):
    voter = identity_of(alice)
    round, _receipt = half_annulled(voter, carol)
    found = kinds(together([annulling(dave, round, voter), annulling(carol, round, voter)] * (AT_ONCE // 2)))
    assert found.keys() <= {"done", "no_ballot", "same_person"}
    assert found["done"] == Annulment.objects.count() == 1
    assert AuditEvent.objects.filter(verb="annul_ballot").count() == 1


def annul_around_a_writer(monkeypatch, round, voter, dave, act):
    """The voter passed the rule, the second officer annuls, and then the voter goes on to the poll book."""
    inside, annulled = threading.Event(), threading.Event()
    enter_poll_book = casting.enter_poll_book

    def enter_later(*given):
        inside.set()
        assert annulled.wait(30)
        return enter_poll_book(*given)

    monkeypatch.setattr(casting, "enter_poll_book", enter_later)
    with ThreadPoolExecutor(1) as pool:
        writer = pool.submit(closing(changing(round, voter, 1, act)))
        assert inside.wait(30)
        try:
            assert annulling(dave, round, voter)() is not None
        finally:
            annulled.set()
        return writer.result(30)


def test_control_without_the_box_s_lock_an_annulled_person_is_in_the_box(alice, carol, dave, monkeypatch):
    voter = identity_of(alice)
    round, old = half_annulled(voter, carol)
    unlocked = Round.objects.select_related("process", "phase")
    monkeypatch.setattr(casting, "enter_box", lambda round: unlocked.get(pk=round.pk))
    receipt = annul_around_a_writer(monkeypatch, round, voter, dave, without_transaction(cast_ballot))
    assert receipt != old
    assert PollBookEntry.objects.get().receipt == receipt
    assert Annulment.objects.filter(may_vote_again=False).count() == 1
