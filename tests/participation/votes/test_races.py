"""Ten votes of one person at once leave one, of an account and of an identity; controls show why."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from participation.models import Choice, Poll, Tally, User, Vote
from participation.votes.actions import cast_vote, count_poll
from participation.votes.frozen import VOTE, guards
from tests.factories.people import IdentityFactory, UserFactory
from tests.factories.polls import PollFactory, things, vote
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
TIMES = 10
WHO = [(Poll.Who.VERIFIED, "one_identity_one_vote"), (Poll.Who.REGISTERED, "one_account_one_vote")]


def vote_at_once(poll, person) -> list:
    options = things(poll)

    def act(number):
        try:
            cast_vote(user=User.objects.get(pk=person.pk), poll=poll, choices={options[number % 3].pk: 1})
        except Exception as error:
            return error

    return race(act, range(TIMES))


@pytest.mark.parametrize(("who", "constraint"), WHO)
def test_votes_of_one_person_at_once_leave_one_with_one_choice(who, constraint):
    poll, person = PollFactory(who=who), IdentityFactory().user
    assert vote_at_once(poll, person) == [None] * TIMES
    assert Vote.objects.filter(poll=poll).count() == 1
    assert Choice.objects.filter(vote__poll=poll).count() == 1


def written_at_once(poll, identity) -> int:
    """What the first write of a vote leaves, done ten times at the same moment."""
    voter = {"identity": identity} if poll.by_identity else {"user": identity.user}
    race(lambda _n: Vote.objects.bulk_create([Vote(poll=poll, **voter)], ignore_conflicts=True), range(TIMES))
    return Vote.objects.filter(poll=poll).count()


@pytest.mark.parametrize(("who", "name"), WHO)
def test_without_the_constraint_the_same_write_leaves_ten(who, name, monkeypatch):
    poll, identity = PollFactory(who=who), IdentityFactory()
    assert written_at_once(poll, identity) == 1
    Vote.objects.all().delete()
    constraint = next(each for each in Vote._meta.constraints if each.name == name)
    others = [each for each in Vote._meta.constraints if each.name != name]
    with monkeypatch.context() as without, connection.schema_editor() as editor:
        without.setattr(Vote._meta, "constraints", others)  # SQLite makes the table anew from these
        editor.remove_constraint(Vote, constraint)
    try:
        assert written_at_once(poll, identity) == TIMES
    finally:
        Vote.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Vote, constraint)
        if connection.vendor == "sqlite":  # a table that was made anew has lost its triggers
            with connection.cursor() as cursor:
                for statement in guards("sqlite", VOTE):
                    cursor.execute(statement)


def test_counting_and_late_votes_lose_nobody():
    """Whoever was let in is in the tally, and nobody is let in after it."""
    poll = PollFactory(who=Poll.Who.REGISTERED, closed=True)
    vote(poll, 1)
    option, people = things(poll)[0].pk, [UserFactory() for _each in range(TIMES)]

    def act(person):
        if person is None:
            return count_poll(poll=poll)
        try:
            cast_vote(user=person, poll=poll, choices={option: 1}, arrived_at=poll.opens_at)
        except PermissionDenied:
            return "refused"
        return "in"

    done = race(act, [*people[:5], None, *people[5:]])
    assert Tally.objects.get(poll=poll).turnout == 1 + done.count("in")
    assert not Vote.objects.filter(poll=poll).exists()
