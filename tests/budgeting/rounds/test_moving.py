"""A planned round's vote gets another start and end; an opened one never."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

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


def test_vote_moves_over_no_phase_that_must_end_before_or_start_after_it(planned, carol):
    """A check that ends a day before the vote does not move with it; nor does a count that began early."""
    vote, day = planned.phase, timedelta(days=1)
    planned.process.phases.filter(kind="review").update(end=vote.start - day)
    before = phases(planned)
    with pytest.raises(ValidationError) as refusal:
        move_vote(actor=carol, round=planned, start=vote.start - 3 * day, end=vote.end)
    assert "must end before people vote" in refusal.value.message_dict["start"][0]
    assert phases(planned) == before
    planned.process.phases.filter(kind="count").update(start=vote.end - day)
    with pytest.raises(ValidationError) as refusal:
        move_vote(actor=carol, round=planned, start=vote.start, end=vote.end + day)
    assert "can start once voting has ended" in refusal.value.message_dict["end"][0]


def test_desk_says_which_gaps_a_move_leaves(planned, carol, log_in):
    vote = planned.phase
    planned.process.phases.filter(kind="review").update(end=vote.start - timedelta(days=1))
    address = reverse("rounds:act", args=[planned.pk, "move"])
    later = {"start": vote.start + timedelta(days=2), "end": vote.end + timedelta(days=2)}
    sent = {name: timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") for name, moment in later.items()}
    shown = log_in(carol).post(address, sent, follow=True).content.decode()
    assert "Voting now runs" in shown
    assert "Between “The council checks and costs them” and “Vote” nothing is open" in shown


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
