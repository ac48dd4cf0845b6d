"""Sealing takes two officers and a minute; it empties the box into canonical order and destroys the key."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from budgeting.ballots import due
from budgeting.ballots.actions import save_draft, seal_box
from budgeting.ballots.actions.sealing import box_digest
from budgeting.ballots.refusals import BallotRefused
from budgeting.models import (
    BallotDraft,
    CastKey,
    CountedBallot,
    PollBookEntry,
    Round,
    SealApproval,
    SealedBallot,
)
from budgeting.rounds.keys import destroy_key, key_lies_there
from participation.clock import database_now
from participation.models import AuditEvent
from tests.factories.people import IdentityFactory
from tests.factories.rounds import cast, ended, open_round, sealed

pytestmark = pytest.mark.django_db


def cannot(code: str):
    return pytest.raises(ValidationError, check=lambda refusal: refusal.code == code)


@pytest.fixture
def box():
    """A round in which five people voted; its vote is over."""
    round = open_round()
    for choices in ([3], [1, 2], [2], [1], [1, 2]):
        cast(round, choices)
    save_draft(round=round, identity=IdentityFactory(), choices=[1], arrived_at=database_now())
    return ended(round)


def test_two_officers_seal_and_choices_lie_in_canonical_order(
    box, carol, dave, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert seal_box(actor=carol, round=box) is False
        assert seal_box(actor=dave, round=box) is True
    rows = list(CountedBallot.objects.order_by("pk").values_list("number", "choices"))
    assert rows == [(1, [1]), (2, [1, 2]), (3, [1, 2]), (4, [2]), (5, [3])]
    for model in (SealedBallot, BallotDraft, CastKey):
        assert not model.objects.exists()
    assert not key_lies_there(box.key_id)
    assert PollBookEntry.objects.count() == 5
    box.refresh_from_db()
    assert box.state() == "sealed"


def test_sealing_logs_a_count_and_a_digest_that_fits_the_counted_ballots(box, carol, dave):
    sealed(box, carol, dave)
    first, second = AuditEvent.objects.all()
    assert (first.verb, first.actor_id, first.facts) == ("approve_sealing", carol.pk, {})
    choices = [tuple(row) for row in CountedBallot.objects.values_list("choices", flat=True)]
    assert second.facts == {"ballots": 5, "digest": box_digest(box.box_salt, choices)}
    assert (second.verb, second.actor_id) == ("seal_box", dave.pk)


def test_one_officer_alone_cannot_seal(box, carol):
    seal_box(actor=carol, round=box)
    with cannot("same_person"):
        seal_box(actor=carol, round=box)
    assert not CountedBallot.objects.exists()


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "fiona", "audrey"])
def test_sealing_by_anyone_but_an_officer_is_refused(request, box, who):
    with pytest.raises(PermissionDenied):
        seal_box(actor=request.getfixturevalue(who), round=box)
    assert not SealApproval.objects.exists()


@pytest.mark.parametrize("seconds", [-3600, 0, 50])
def test_sealing_before_a_minute_after_the_end_is_refused(carol, seconds):
    round = ended(open_round(), ago=timedelta(seconds=seconds))
    with cannot("too_early"):
        seal_box(actor=carol, round=round)


def test_sealing_twice_is_refused(box, carol, dave):
    sealed(box, carol, dave)
    with cannot("sealed"):
        seal_box(actor=carol, round=box)
    assert CountedBallot.objects.count() == 5


def test_sealing_without_the_key_is_refused_from_the_first_person_on(box, carol):
    destroy_key(box.key_id)
    with cannot("key"):
        seal_box(actor=carol, round=box)
    assert SealedBallot.objects.count() == 5


def test_sealing_stops_with_both_numbers_when_box_and_poll_book_differ(box, carol, dave):
    SealedBallot.objects.first().delete()
    seal_box(actor=carol, round=box)
    with cannot("mismatch") as refusal:
        seal_box(actor=dave, round=box)
    assert "5 voters" in refusal.value.messages[0]
    assert "4 ballots" in refusal.value.messages[0]
    assert not CountedBallot.objects.exists()
    assert key_lies_there(box.key_id)


def test_sealing_stops_when_a_ballot_belongs_to_nobody_in_the_poll_book(box, carol, dave):
    """Equal numbers are not enough: each ballot must be that of one voter."""
    PollBookEntry.objects.filter(pk=PollBookEntry.objects.first().pk).update(identity=IdentityFactory())
    seal_box(actor=carol, round=box)
    with cannot("mismatch"):
        seal_box(actor=dave, round=box)


def test_sealing_stops_at_a_ballot_that_was_altered_or_moved(box, carol, dave):
    """Someone with the database swaps two boxes, or writes one of their own: both are noticed."""
    first, second = SealedBallot.objects.all()[:2]
    for forged in (bytes(second.box), b"\x00" * len(first.box), b""):
        SealedBallot.objects.filter(pk=first.pk).update(box=forged)
        with transaction.atomic():
            SealApproval.objects.get_or_create(round=box, approved_by=carol)
        with cannot("damaged"):
            seal_box(actor=dave, round=box)
    assert not CountedBallot.objects.exists()


def test_a_sealed_box_takes_no_ballot_however_early_it_arrived(box, carol, dave):
    arrived = box.phase.end - timedelta(seconds=1)
    sealed(box, carol, dave)
    with pytest.raises(BallotRefused, check=lambda refusal: refusal.code == "sealed"):
        cast(box, [1], arrived_at=arrived)
    assert PollBookEntry.objects.count() == 5


def test_counted_ballots_cannot_be_changed_or_deleted(box, carol, dave):
    sealed(box, carol, dave)
    for act in (CountedBallot.objects.all().delete, lambda: CountedBallot.objects.update(choices=[1])):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_a_key_that_outlived_its_sealing_is_destroyed_when_due(box, carol, dave):
    """As after a crash between the commit and the destruction: callbacks do not run inside a test."""
    sealed(box, carol, dave)
    unsealed = open_round()
    assert key_lies_there(box.key_id)
    call_command("tick", verbosity=0)
    assert due.run_due() == ""
    assert not key_lies_there(box.key_id)
    assert key_lies_there(unsealed.key_id)


def test_an_empty_box_is_sealed_with_no_ballots(carol, dave):
    round = sealed(open_round(), carol, dave)
    assert Round.objects.sealed().get() == round
    assert AuditEvent.objects.get(verb="seal_box").facts["ballots"] == 0
