"""A planned round's vote gets another start and end; an opened one never."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from budgeting.rounds.actions import create_round, move_vote, open_round
from participation.clock import database_now
from participation.models import AuditEvent, Phase
from tests.factories.rounds import PotFactory, RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(carol):
    start = database_now() + timedelta(days=40)
    return create_round(
        actor=carol,
        template="ward_budgets",
        title="Harbour budget",
        slug="harbour-budget",
        purpose="Share out the money.",
        pots=[(PotFactory(), 50_000)],
        ballot_start=start,
        ballot_end=start + timedelta(days=14),
    )


def phases(round) -> dict[str, tuple]:
    return {phase.kind: (phase.start, phase.end) for phase in round.process.phases.all()}


def test_phases_stay_without_gaps_when_the_vote_moves(planned, carol):
    before, start = phases(planned), planned.phase.start + timedelta(days=3)
    move_vote(actor=carol, round=planned, start=start, end=planned.phase.end + timedelta(days=10))
    after = phases(planned)
    kinds = Phase.Kind
    assert after[kinds.BALLOT] == (start, before[kinds.BALLOT][1] + timedelta(days=10))
    assert after[kinds.PROPOSE] == before[kinds.PROPOSE]
    assert after[kinds.REVIEW] == (before[kinds.REVIEW][0], start)
    for kind in (kinds.COUNT, kinds.DELIVER):
        assert after[kind] == tuple(moment + timedelta(days=10) for moment in before[kind])
    event = AuditEvent.objects.get(verb="move_vote")
    assert (event.actor_id, event.facts["new_start"]) == (carol.pk, start.isoformat())


@pytest.mark.parametrize(
    ("start", "end", "field"), [(-1, 14, "start"), (20, 20, "end"), (20, 19, "end"), (1, 14, "start")]
)
def test_impossible_times_are_refused_and_nothing_moves(start, end, field, planned, carol):
    """A day from now the phase before the vote has not begun."""
    now, before = database_now(), phases(planned)
    with pytest.raises(ValidationError) as refusal:
        move_vote(
            actor=carol, round=planned, start=now + timedelta(days=start), end=now + timedelta(days=end)
        )
    assert field in refusal.value.message_dict
    assert phases(planned) == before


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "fiona", "audrey"])
def test_vote_is_moved_by_officers_alone(who, request, planned):
    before = phases(planned)
    with pytest.raises(PermissionDenied):
        move_vote(
            actor=request.getfixturevalue(who),
            round=planned,
            start=planned.phase.start + timedelta(days=1),
            end=planned.phase.end,
        )
    assert phases(planned) == before


def test_vote_of_an_opened_round_stays(carol):
    round = open_round(actor=carol, round=RoundFactory())
    before = phases(round)
    later = database_now() + timedelta(days=30)
    with pytest.raises(ValidationError, match="fixed since this round was opened"):
        move_vote(actor=carol, round=round, start=later, end=later + timedelta(days=3))
    assert phases(round) == before
