"""Many at once: one ballot for each person, none lost or added at sealing, nobody late because of a queue.

Each guard has a control: the same race without the guard must go wrong, or the race proves nothing.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse

from budgeting.ballots.actions import cast_ballot, casting, seal_box
from budgeting.ballots.locks import hold_box_alone
from budgeting.ballots.refusals import BallotRefused
from budgeting.models import CountedBallot, PollBookEntry, Round, SealedBallot
from participation.accounts.rules import identity_of
from participation.clock import database_now
from participation.models import Phase
from tests.factories.people import IdentityFactory
from tests.factories.rounds import ended, move, open_round
from tests.races import AT_ONCE, closing, on_postgresql, together, without_constraint

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def ballots_of_one_person(round, voter):
    arrived = database_now()

    def act(number):
        return lambda: cast_ballot(
            round=round,
            identity=voter,
            choices=[number % 2 + 1],
            channel="online",
            key=f"key-{number}",
            arrived_at=arrived,
        )

    return [act(number) for number in range(AT_ONCE)]


def test_many_ballots_of_one_person_at_once_leave_one(alice):
    round = open_round()
    receipts = together(ballots_of_one_person(round, identity_of(alice)))
    entry = PollBookEntry.objects.get()
    assert set(receipts) == {entry.receipt}
    assert SealedBallot.objects.count() == 1


def test_control_without_the_constraint_the_same_race_leaves_more_than_one(alice):
    round = open_round()
    with without_constraint(PollBookEntry, "one_person_one_ballot"):
        together(ballots_of_one_person(round, identity_of(alice)))
        assert PollBookEntry.objects.count() > 1


def test_many_retries_of_one_cast_at_once_give_one_receipt(alice):
    round, voter, arrived = open_round(), identity_of(alice), database_now()

    def retry():
        return cast_ballot(
            round=round, identity=voter, choices=[2], channel="online", key="same", arrived_at=arrived
        )

    assert set(together([retry] * AT_ONCE)) == {PollBookEntry.objects.get().receipt}


def late_writers(round, voters):
    """Each came in time and reaches the box while it is being sealed."""
    arrived = round.phase.end - timedelta(seconds=1)

    def act(at, voter):
        return lambda: cast_ballot(
            round=round,
            identity=voter,
            choices=[at % 3 + 1],
            channel="online",
            key="key",
            arrived_at=arrived,
        )

    return [act(at, voter) for at, voter in enumerate(voters)]


def test_sealing_against_late_writers_loses_none_and_adds_none(carol, dave):
    round = ended(open_round())
    seal_box(actor=carol, round=round)
    voters = [IdentityFactory() for _ in range(4 + AT_ONCE - 1)]
    for act in late_writers(round, voters[:4]):
        act()
    writers = late_writers(round, voters[4:])
    middle = AT_ONCE // 2
    acts = [*writers[:middle], lambda: seal_box(actor=dave, round=round), *writers[middle:]]
    outcomes = together(acts)
    assert outcomes.pop(middle) is True
    refused = [each for each in outcomes if isinstance(each, BallotRefused)]
    taken = [each for each in outcomes if isinstance(each, str)]
    assert len(refused) + len(taken) == len(outcomes), outcomes
    assert {each.code for each in refused} <= {"sealed"}
    assert CountedBallot.objects.count() == PollBookEntry.objects.count() == 4 + len(taken)
    assert not SealedBallot.objects.exists()
    with pytest.raises(BallotRefused):
        late_writers(round, [IdentityFactory()])[0]()


def test_two_officers_who_seal_at_once_seal_once(carol, dave):
    round = ended(open_round())
    for act in late_writers(round, [IdentityFactory() for _ in range(5)]):
        act()
    outcomes = together(
        [lambda: seal_box(actor=carol, round=round), lambda: seal_box(actor=dave, round=round)]
    )
    assert sorted(outcomes) == [False, True]
    assert CountedBallot.objects.count() == 5


def test_a_voter_who_comes_in_time_and_waits_at_the_lock_past_the_end_is_taken_in(alice, log_in):
    round = move(open_round(), end=timedelta(seconds=3))
    client = log_in(alice)
    address = reverse("ballot_cast", args=[round.process.slug])

    def vote():
        return client.post(address, {"choice": ["1"], "key": "k" * 22})

    def hold_the_lock_past_the_end():
        with transaction.atomic():
            hold_box_alone(round)
            gate.set()
            while database_now() <= round.phase.end:
                pass
            return PollBookEntry.objects.count()

    gate = threading.Event()
    with ThreadPoolExecutor(2) as pool:
        holder = pool.submit(closing(hold_the_lock_past_the_end))
        assert gate.wait(timeout=10)
        voter = pool.submit(closing(vote))
        assert holder.result(timeout=30) == 0
        answer = voter.result(timeout=30)
    assert answer.url == reverse("ballot_in", args=[round.process.slug])
    assert PollBookEntry.objects.count() == 1
    assert database_now() > Phase.objects.get(pk=round.phase_id).end


@contextmanager
def writer_paused_inside(round, monkeypatch):
    """A voter stands in the middle of casting, past every check; gives the future and the event to go on."""
    inside, go_on = threading.Event(), threading.Event()
    enter_poll_book = casting.enter_poll_book

    def pause_first(*args):
        inside.set()
        assert go_on.wait(timeout=30)
        return enter_poll_book(*args)

    monkeypatch.setattr(casting, "enter_poll_book", pause_first)
    [late] = late_writers(round, [IdentityFactory()])
    with ThreadPoolExecutor(1) as pool:
        writer = pool.submit(closing(late))
        assert inside.wait(timeout=10)
        yield writer, go_on


def wait_for_a_waiter():
    with connection.cursor() as cursor:
        for _ in range(100_000):
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waits for a lock")


@on_postgresql
def test_sealing_waits_for_a_writer_inside(carol, dave, monkeypatch):
    round = ended(open_round())
    seal_box(actor=carol, round=round)
    with writer_paused_inside(round, monkeypatch) as (writer, go_on), ThreadPoolExecutor(1) as pool:
        sealing = pool.submit(closing(lambda: seal_box(actor=dave, round=round)))
        wait_for_a_waiter()
        go_on.set()
        assert isinstance(writer.result(timeout=30), str)
        assert sealing.result(timeout=30) is True
    assert CountedBallot.objects.count() == PollBookEntry.objects.count() == 1


@on_postgresql
def test_control_without_the_shared_lock_a_ballot_is_acknowledged_and_lost(carol, dave, monkeypatch):
    round = ended(open_round())
    seal_box(actor=carol, round=round)
    unlocked = Round.objects.select_related("process", "phase")
    monkeypatch.setattr(casting, "enter_box", lambda round: unlocked.get(pk=round.pk))
    with writer_paused_inside(round, monkeypatch) as (writer, go_on):
        assert seal_box(actor=dave, round=round) is True
        go_on.set()
        assert isinstance(writer.result(timeout=30), str)
    assert (CountedBallot.objects.count(), PollBookEntry.objects.count()) == (0, 1)
