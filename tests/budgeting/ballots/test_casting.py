"""Casting a ballot: who may, what is valid, when it is too late, and what a repeat does."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from budgeting.ballots.actions import cast_ballot, drop_draft, read_draft, read_own_choices, save_draft
from budgeting.ballots.refusals import BallotRefused
from budgeting.models import BallotDraft, CastKey, PollBookEntry, SealedBallot
from budgeting.rounds.keys import destroy_key
from participation.accounts.rules import identity_of
from participation.clock import database_now
from participation.models import Area, AuditEvent
from tests.factories.people import IdentityFactory, ward
from tests.factories.rounds import (
    ProjectFactory,
    RoundFactory,
    RoundPotFactory,
    cast,
    ended,
    move,
    open_round,
    opened,
)

pytestmark = pytest.mark.django_db


def refused(code: str):
    """Expects BallotRefused with this code."""
    return pytest.raises(BallotRefused, check=lambda refusal: refusal.code == code)


def nothing_kept() -> bool:
    return not any(model.objects.exists() for model in (PollBookEntry, SealedBallot, CastKey, BallotDraft))


def test_cast_ballot_puts_one_ballot_in_the_box_and_no_event_in_the_log(alice):
    round, voter = open_round(), identity_of(alice)
    receipt = cast(round, [2, 1, 2], voter)
    entry = PollBookEntry.objects.get()
    assert (entry.receipt, entry.identity, entry.channel) == (receipt, voter, "online")
    assert read_own_choices(round=round, identity=voter) == (1, 2)
    assert not AuditEvent.objects.exists()


def test_cast_ballot_again_keeps_the_receipt_and_replaces_the_choices(alice):
    round, voter = open_round(), identity_of(alice)
    first = cast(round, [1, 2], voter, key="one")
    assert cast(round, [3], voter, key="two") == first
    assert read_own_choices(round=round, identity=voter) == (3,)
    assert PollBookEntry.objects.count() == SealedBallot.objects.count() == 1


def test_cast_ballot_repeated_with_the_same_key_does_not_bring_an_old_ballot_back(alice):
    round, voter = open_round(), identity_of(alice)
    first = cast(round, [1], voter, key="one")
    cast(round, [2], voter, key="two")
    assert cast(round, [1], voter, key="one") == first
    assert read_own_choices(round=round, identity=voter) == (2,)


def test_cast_ballot_with_a_used_key_and_other_choices_is_refused(alice):
    round, voter = open_round(), identity_of(alice)
    cast(round, [1], voter, key="one")
    with refused("key_reused"):
        cast(round, [2], voter, key="one")
    assert read_own_choices(round=round, identity=voter) == (1,)


def test_two_voters_may_send_the_same_key():
    round = open_round()
    assert cast(round, [1], key="same") != cast(round, [2], key="same")


def test_cast_ballot_of_charlie_who_is_not_verified_is_refused(charlie):
    with pytest.raises(PermissionDenied):
        cast_ballot(
            round=open_round(),
            identity=identity_of(charlie),
            choices=[1],
            channel="online",
            key="k",
            arrived_at=database_now(),
        )
    assert nothing_kept()


def test_save_draft_of_charlie_is_refused(charlie):
    with pytest.raises(PermissionDenied):
        save_draft(round=open_round(), identity=identity_of(charlie), choices=[1], arrived_at=database_now())
    assert nothing_kept()


@pytest.mark.parametrize(
    ("changes", "choices", "code"),
    [
        ({}, [], "empty"),
        ({}, [99], "unknown"),
        ({"projects": 5}, [3, 4], "too_dear"),
        ({"ballot_type": "approval", "max_choices": 2}, [1, 2, 3], "too_many"),
        ({"ballot_type": "choose-1"}, [1, 2], "too_many"),
    ],
)
def test_cast_ballot_refuses_choices_that_break_the_rules(changes, choices, code):
    round = open_round(**changes)
    with refused(code):
        cast(round, choices)
    assert nothing_kept()


@pytest.mark.parametrize(
    ("changes", "choices"),
    [
        ({"projects": 5}, [2, 3]),
        ({"projects": 5}, [5]),
        ({"ballot_type": "approval", "max_choices": 2}, [2, 3]),
        ({"ballot_type": "approval", "projects": 5}, [1, 2, 3, 4, 5]),
        ({"ballot_type": "choose-1", "max_choices": 5}, [3]),
    ],
)
def test_cast_ballot_takes_choices_right_up_to_the_limit(changes, choices):
    cast(open_round(**changes), choices)
    assert SealedBallot.objects.count() == 1


@pytest.fixture
def wards_and_town():
    """A round with a pot for Harbour ward (1), one for Northgate (2) and one for the town (3)."""
    round = RoundFactory(projects=0)
    round.pots.all().delete()
    town = Area.objects.create(kind=Area.Kind.CITY, name="Town", slug="town")
    for number, area in enumerate([ward("Harbour ward"), ward("Northgate"), town], 1):
        share = RoundPotFactory(round=round, pot__area=area)
        ProjectFactory(round_pot=share, number=number)
    return opened(round)


def test_a_resident_chooses_in_the_own_ward_and_in_the_town(wards_and_town):
    cast(wards_and_town, [1, 3])
    cast(wards_and_town, [2, 3], IdentityFactory(area=ward("Northgate")))
    assert SealedBallot.objects.count() == 2


def test_a_resident_of_a_neighbourhood_chooses_in_its_ward(wards_and_town):
    quay = Area.objects.create(kind="neighbourhood", name="Quay", slug="quay", parent=ward("Harbour ward"))
    cast(wards_and_town, [1], IdentityFactory(area=quay))
    with refused("other_ward"):
        cast(wards_and_town, [2], IdentityFactory(area=quay))


def test_a_resident_of_another_ward_is_refused(wards_and_town):
    with refused("other_ward"):
        cast(wards_and_town, [1, 2])
    assert nothing_kept()


def test_a_round_of_other_wards_tells_a_resident_so():
    round = RoundFactory(projects=0)
    round.pots.all().delete()
    ProjectFactory(round_pot=RoundPotFactory(round=round, pot__area=ward("Northgate")), number=1)
    with refused("no_pot"):
        cast(opened(round), [1])


def test_a_late_ballot_is_refused_and_kept_nowhere(alice):
    round = ended(open_round(), ago=timedelta(seconds=1))
    with refused("late") as refusal:
        cast(round, [1], identity_of(alice))
    assert "after the end" in refusal.value.sentence
    with refused("late"):
        save_draft(round=round, identity=identity_of(alice), choices=[1], arrived_at=database_now())
    assert nothing_kept()


def test_a_late_change_says_that_the_first_ballot_still_counts(alice):
    round, voter = open_round(), identity_of(alice)
    cast(round, [1], voter)
    ended(round)
    with refused("late_change") as refusal:
        cast(round, [2], voter, key="two")
    assert "still counts" in refusal.value.sentence
    assert read_own_choices(round=round, identity=voter) == (1,)


def test_a_ballot_is_late_from_the_very_second_of_the_end():
    round = open_round()
    cast(round, [1], arrived_at=round.phase.end - timedelta(seconds=1))
    with refused("late"):
        cast(round, [1], arrived_at=round.phase.end)


def test_a_punctual_voter_who_waited_past_the_end_is_taken_in():
    round = open_round()
    arrived = database_now()
    ended(round, ago=timedelta(0))
    move(round, end=timedelta(0))
    cast(round, [1], arrived_at=arrived - timedelta(seconds=5))
    assert SealedBallot.objects.count() == 1


def test_a_ballot_before_the_start_or_before_opening_is_refused():
    waiting = opened(move(RoundFactory(), start=timedelta(hours=1), end=timedelta(hours=2)))
    for round in (RoundFactory(), waiting):
        with refused("planned"):
            cast(round, [1])
    assert nothing_kept()


def test_without_its_key_file_a_round_takes_nothing_and_says_so(alice):
    round, voter = open_round(), identity_of(alice)
    destroy_key(round.key_id)
    acts = [
        lambda: cast(round, [1], voter),
        lambda: save_draft(round=round, identity=voter, choices=[1], arrived_at=database_now()),
        lambda: read_own_choices(round=round, identity=voter),
    ]
    for act in acts:
        with refused("key") as refusal:
            act()
        assert "key" in refusal.value.sentence
    assert nothing_kept()


def test_a_draft_follows_its_voter_and_goes_when_the_ballot_is_cast(alice):
    round, voter = open_round(projects=5), identity_of(alice)
    kept = save_draft(round=round, identity=voter, choices=[5, 4, 99], arrived_at=database_now())
    assert kept == read_draft(round=round, identity=voter) == (4, 5)
    assert read_draft(round=round, identity=IdentityFactory()) is None
    cast(round, [1], voter)
    assert read_draft(round=round, identity=voter) is None


def test_a_dropped_draft_leaves_the_cast_ballot(alice):
    round, voter = open_round(), identity_of(alice)
    cast(round, [1], voter)
    save_draft(round=round, identity=voter, choices=[2], arrived_at=database_now())
    drop_draft(round=round, identity=voter)
    assert read_draft(round=round, identity=voter) is None
    assert read_own_choices(round=round, identity=voter) == (1,)
