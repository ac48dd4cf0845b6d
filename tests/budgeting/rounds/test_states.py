"""A round's state follows from the clock and recorded acts, to the second, in Python and in SQL alike."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from budgeting.models import Round
from budgeting.rounds.states import Acts, state_of
from participation.clock import database_now
from tests.factories.rounds import RoundFactory, ended, move, open_round, opened

START = datetime(2026, 11, 1, 9, tzinfo=UTC)
END = datetime(2026, 11, 15, 18, tzinfo=UTC)
SECOND = timedelta(seconds=1)
OPENED = Acts(opened_at=START - timedelta(days=3), sealed_at=None)
SEALED = replace(OPENED, sealed_at=END + timedelta(days=1))
COUNTED = replace(SEALED, counted_at=END + timedelta(days=1))
PUBLISHED = replace(COUNTED, published_at=END + timedelta(days=2), objections_end=END + timedelta(days=9))


@pytest.mark.parametrize(
    ("acts", "now", "state"),
    [
        (Acts(None, None), START + SECOND, "planned"),
        (OPENED, START - SECOND, "planned"),
        (OPENED, START, "open"),
        (OPENED, END - SECOND, "open"),
        (OPENED, END, "ended"),
        (OPENED, END + 59 * SECOND, "ended"),
        (OPENED, END + 60 * SECOND, "scrutiny"),
        (SEALED, END + timedelta(days=1), "sealed"),
        (COUNTED, END + timedelta(days=1), "counted"),
        (PUBLISHED, END + timedelta(days=9) - SECOND, "objections"),
        (PUBLISHED, END + timedelta(days=9), "provisional"),
        (replace(PUBLISHED, certified_at=END + timedelta(days=10)), END + timedelta(days=10), "certified"),
    ],
)
def test_state_at_each_turn(acts, now, state):
    assert state_of(acts, start=START, end=END, now=now) == state


@pytest.mark.django_db
def test_querysets_and_state_say_the_same():
    planned = RoundFactory()
    waiting = opened(move(RoundFactory(), start=timedelta(days=1), end=timedelta(days=2)))
    voting = open_round()
    over = ended(open_round())
    rounds = Round.objects
    assert set(rounds.planned()) == {planned, waiting}
    assert list(rounds.open()) == [voting]
    assert list(rounds.ended()) == list(rounds.to_seal(database_now())) == [over]
    assert {round.pk: str(round.state()) for round in rounds.with_clock()} == {
        planned.pk: "planned",
        waiting.pk: "planned",
        voting.pk: "open",
        over.pk: "scrutiny",
    }


@pytest.mark.django_db
def test_states_of_many_rounds_cost_one_query(django_assert_num_queries):
    for _ in range(4):
        open_round(projects=1)
    now = database_now()
    with django_assert_num_queries(1):
        assert [round.state(now) for round in Round.objects.with_clock()] == ["open"] * 4


@pytest.mark.django_db
def test_state_reads_the_newest_result():
    from budgeting.models import Result

    round = ended(open_round())
    Round.objects.filter(pk=round.pk).update(sealed_at=database_now())
    for version, published in ((1, database_now()), (2, None)):
        Result.objects.create(
            round=round,
            version=version,
            ballots=0,
            spent=0,
            counted_at=database_now(),
            published_at=published,
            document=b"",
            fingerprint="",
        )
    assert Round.objects.with_clock().get(pk=round.pk).state() == "counted"
    assert Round.objects.get(pk=round.pk).state() == "counted"
