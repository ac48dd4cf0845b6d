"""Voting: once a person, changeable until the end, refused with a reason that helps."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from participation.clock import database_now
from participation.models import AuditEvent, Poll, Vote
from participation.votes.actions import answer_statement, cast_vote
from tests.factories.people import IdentityFactory, UserFactory
from tests.factories.polls import PollFactory, counted, ranked, things, vote

pytestmark = pytest.mark.django_db


def stands(poll, user) -> dict[str, int]:
    row = Vote.objects.get(poll=poll, **({"identity": user.identity} if poll.by_identity else {"user": user}))
    return dict(row.choices.values_list("option__title", "value"))


def keys(poll, *values) -> dict[int, int]:
    return {thing.pk: value for thing, value in zip(things(poll), values, strict=False) if value is not None}


def test_resident_votes_and_changes_her_vote(alice):
    poll = PollFactory()
    cast_vote(user=alice, poll=poll, choices=keys(poll, 1))
    cast_vote(user=alice, poll=poll, choices=keys(poll, None, 1))
    assert stands(poll, alice) == {"A ferry": 1}
    assert Vote.objects.count() == 1


def test_vote_leaves_no_trace_in_the_log_of_acts(alice):
    poll = PollFactory()
    cast_vote(user=alice, poll=poll, choices=keys(poll, 1))
    assert not AuditEvent.objects.exists()


def test_identity_has_one_vote_across_accounts(alice):
    """Who erases an account and verifies anew is the same person, and changes the vote that stands."""
    poll, identity = PollFactory(), alice.identity
    cast_vote(user=alice, poll=poll, choices=keys(poll, 1))
    again = UserFactory()
    identity.user = again
    identity.save()
    cast_vote(user=again, poll=poll, choices=keys(poll, None, 1))
    assert Vote.objects.get(poll=poll).identity == identity
    assert stands(poll, again) == {"A ferry": 1}


def test_account_has_one_vote_where_anyone_registered_may(charlie, alice):
    poll = PollFactory(who=Poll.Who.REGISTERED)
    for person in (charlie, charlie, alice):
        cast_vote(user=person, poll=poll, choices=keys(poll, 1))
    assert set(Vote.objects.values_list("user", "identity")) == {(charlie.pk, None), (alice.pk, None)}


@pytest.mark.parametrize("who", Poll.Who.values)
def test_database_refuses_a_second_vote_of_one_person(who):
    poll, identity = PollFactory(who=who), IdentityFactory()
    voter = identity if poll.by_identity else identity.user
    vote(poll, 1, voter=voter)
    with pytest.raises(IntegrityError), transaction.atomic():
        vote(poll, 1, voter=voter)


@pytest.mark.parametrize("who", Poll.Who.values)
def test_database_refuses_a_vote_of_the_wrong_sort_of_voter(who):
    poll, identity = PollFactory(who=who), IdentityFactory()
    wrong = {"user": identity.user} if poll.by_identity else {"identity": identity}
    with pytest.raises(IntegrityError, match="not for this poll"), transaction.atomic():
        Vote.objects.create(poll=poll, **wrong)


@pytest.mark.parametrize("values", [(1, 1), (None,), (2,)])
def test_single_poll_takes_exactly_one(alice, values):
    poll = PollFactory()
    with pytest.raises(ValidationError):
        cast_vote(user=alice, poll=poll, choices=keys(poll, *values))
    assert not Vote.objects.exists()


@pytest.mark.parametrize(("values", "ok"), [((1,), False), ((1, 1), True), ((1, 1, 1), True)])
def test_multiple_poll_keeps_to_its_numbers(alice, values, ok):
    poll = PollFactory(kind=Poll.Kind.MULTIPLE, min_choices=2, max_choices=3)
    if ok:
        cast_vote(user=alice, poll=poll, choices=keys(poll, *values))
        assert len(stands(poll, alice)) == len(values)
        return
    with pytest.raises(ValidationError, match="at least 2"):
        cast_vote(user=alice, poll=poll, choices=keys(poll, *values))


@pytest.mark.parametrize("values", [(1, 1), (2,), (1, 3), (0, 1), ()])
def test_ranked_poll_refuses_places_that_make_no_order(alice, values):
    poll = ranked()
    with pytest.raises(ValidationError):
        cast_vote(user=alice, poll=poll, choices=keys(poll, *values))


def test_ranked_poll_takes_fewer_places_than_it_offers(alice):
    poll = ranked()
    cast_vote(user=alice, poll=poll, choices=keys(poll, 2, 1))
    assert stands(poll, alice) == {"A ferry": 1, "A bridge": 2}


@pytest.mark.parametrize("values", [(6,), (-1,), ()])
def test_scored_poll_refuses_points_that_it_does_not_give(alice, values):
    poll = PollFactory(kind=Poll.Kind.SCORED, max_points=5)
    with pytest.raises(ValidationError):
        cast_vote(user=alice, poll=poll, choices=keys(poll, *values))


def test_option_of_another_poll_is_refused(alice):
    poll, other = PollFactory(), PollFactory()
    with pytest.raises(ValidationError, match="options of this poll"):
        cast_vote(user=alice, poll=poll, choices=keys(other, 1))


@pytest.mark.parametrize(
    ("state", "reason"),
    [({"closed": True}, "closed"), ({"coming": True}, "opens"), ({"published": False}, "not published")],
)
def test_vote_outside_the_time_of_the_poll_is_refused(alice, state, reason):
    poll = PollFactory(**state)
    with pytest.raises(PermissionDenied, match=reason):
        cast_vote(user=alice, poll=poll, choices=keys(poll, 1))
    assert not Vote.objects.exists()


def test_who_came_in_the_last_second_is_not_late_and_a_second_later_is(alice):
    poll = PollFactory(closed=True)
    cast_vote(user=alice, poll=poll, choices=keys(poll, 1), arrived_at=poll.closes_at - timedelta(seconds=1))
    with pytest.raises(PermissionDenied, match="closed"):
        cast_vote(user=alice, poll=poll, choices=keys(poll, None, 1), arrived_at=poll.closes_at)
    assert stands(poll, alice) == {"A bridge": 1}


def test_counted_poll_takes_nothing_however_early_it_was_sent(alice):
    poll = counted(PollFactory(closed=True))
    with pytest.raises(PermissionDenied, match="counted already"):
        cast_vote(user=alice, poll=poll, choices=keys(poll, 1), arrived_at=poll.opens_at)
    with pytest.raises(IntegrityError, match="not for this poll"), transaction.atomic():
        vote(poll, 1)


def test_blocked_resident_is_refused(alice):
    alice.blocked_at = database_now()
    poll = PollFactory()
    with pytest.raises(PermissionDenied, match="blocked"):
        cast_vote(user=alice, poll=poll, choices=keys(poll, 1))


def test_outsider_is_refused_where_residents_vote(charlie):
    poll = PollFactory()
    with pytest.raises(PermissionDenied, match="shown that they live here"):
        cast_vote(user=charlie, poll=poll, choices=keys(poll, 1))


def test_answer_to_a_statement_can_be_changed(alice):
    poll = PollFactory(kind=Poll.Kind.STATEMENTS)
    statement = things(poll)[0]
    for value in (1, -1, 0):
        answer_statement(user=alice, statement=statement, value=value)
    assert list(statement.answers.values_list("value", flat=True)) == [0]


def test_statement_poll_takes_no_choices_and_no_fourth_answer(alice):
    poll = PollFactory(kind=Poll.Kind.STATEMENTS)
    with pytest.raises(ValidationError):
        cast_vote(user=alice, poll=poll, choices={1: 1})
    with pytest.raises(ValidationError):
        answer_statement(user=alice, statement=things(poll)[0], value=2)


@pytest.mark.parametrize("change", [{"hidden_at": "now"}, {"held": True}])
def test_hidden_and_waiting_statements_take_no_answer(alice, change):
    poll = PollFactory(kind=Poll.Kind.STATEMENTS)
    statement = things(poll)[0]
    poll.statements.filter(pk=statement.pk).update(
        **{name: database_now() if value == "now" else value for name, value in change.items()}
    )
    with pytest.raises(PermissionDenied, match="cannot be answered"):
        answer_statement(user=alice, statement=statement, value=1)
