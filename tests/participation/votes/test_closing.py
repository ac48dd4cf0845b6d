"""After the end: votes are counted, then forgotten; only the tally stays."""

import pytest
from django.core.exceptions import ValidationError

from participation.models import Answer, AuditEvent, Choice, Poll, Tally, Vote
from participation.votes import due
from participation.votes.actions import count_poll
from participation.votes.kind import export_votes, votes_of
from participation.votes.tallies import FEWEST_FOR_LINES, numbers_of
from tests.factories.people import IdentityFactory
from tests.factories.polls import PollFactory, counted, ranked, things, vote

pytestmark = pytest.mark.django_db


def test_tick_counts_what_has_closed_and_nothing_else():
    closed, running = PollFactory(closed=True), PollFactory()
    assert due.run_due() == "1 polls counted"
    assert due.run_due() == ""
    assert list(Tally.objects.values_list("poll", flat=True)) == [closed.pk]
    running.refresh_from_db()
    assert running.counted_at is None


def test_running_poll_is_not_counted():
    with pytest.raises(ValidationError, match="once it has closed"):
        count_poll(poll=PollFactory())


def test_after_the_count_nothing_leads_from_a_vote_to_a_person(alice):
    poll = PollFactory(closed=True)
    vote(poll, None, 1, voter=alice.identity)
    vote(poll, None, 1)
    assert export_votes(alice)
    counted(poll)
    assert not Vote.objects.exists()
    assert not Choice.objects.exists()
    assert not votes_of(alice).exists()
    assert export_votes(alice) == []
    assert numbers_of(poll).votes(things(poll)[1].pk) == 2


def test_count_is_logged_without_what_was_chosen():
    poll = PollFactory(closed=True)
    vote(poll, 1)
    counted(poll)
    assert AuditEvent.objects.get().facts == {"turnout": 1}


def test_numbers_are_the_same_before_and_after_the_count():
    poll = PollFactory(kind=Poll.Kind.SCORED, closed=True)
    for points in ((5, 0), (4, None, 1), (5, 2)):
        vote(poll, *points)
    before = numbers_of(poll)
    after = numbers_of(counted(poll))
    assert (before.turnout, before.values) == (after.turnout, after.values)
    assert [after.points(option.pk) for option in things(poll)] == [14, 2, 1]


def test_erased_person_does_not_change_a_closed_tally():
    poll = PollFactory(who=Poll.Who.REGISTERED, closed=True)
    voter = vote(poll, 1).user
    counted(poll)
    voter.delete()
    assert numbers_of(poll).turnout == 1


def test_rankings_are_kept_for_recounting_from_enough_voters_alone():
    small, large = ranked(closed=True), ranked(closed=True)
    vote(small, 1, 2)
    for _each in range(FEWEST_FOR_LINES):
        vote(large, 1, 2)
    first, second = (option.pk for option in things(large)[:2])
    assert counted(small).tally.lines == []
    assert counted(large).tally.lines == [[[first, second], FEWEST_FOR_LINES]]


def test_matrix_of_statements_has_fresh_lines_in_an_order_that_says_nothing():
    poll = PollFactory(kind=Poll.Kind.STATEMENTS, closed=True)
    for number in range(FEWEST_FOR_LINES):
        vote(poll, 1 if number % 2 else -1, None, 0)
    lines = counted(poll).tally.lines
    assert lines == sorted(lines)
    assert set(lines) == {"+.0", "-.0"}
    assert not Answer.objects.exists()


def test_hidden_statements_do_not_come_into_the_tally():
    poll = PollFactory(kind=Poll.Kind.STATEMENTS, closed=True)
    vote(poll, 1, 1)
    hidden = things(poll)[0]
    hidden.hidden_at = poll.opens_at
    hidden.save()
    assert set(numbers_of(counted(poll)).values) == {things(poll)[1].pk}


def test_numbers_take_the_same_queries_for_many_votes(django_assert_num_queries):
    poll = PollFactory()
    for _round in range(2):
        with django_assert_num_queries(2):
            numbers_of(poll)
        for _each in range(30):
            vote(poll, 1, voter=IdentityFactory())
