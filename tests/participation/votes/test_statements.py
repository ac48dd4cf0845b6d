"""Statements: one at a time in a fair order, added by residents, looked at by staff, and answered fast."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from participation.clock import database_now
from participation.models import Answer, AuditEvent, Poll, Statement, Vote
from participation.votes.actions import add_statement, release_statement
from participation.votes.actions.statements import MOST_BY_ONE
from participation.votes.cards import fair_order, next_statement
from participation.votes.rules import may_report_statement, may_see_statement
from participation.votes.tallies import numbers_of
from tests.factories.people import IdentityFactory
from tests.factories.polls import PollFactory, things, vote

pytestmark = pytest.mark.django_db


def statements(count=3, **kwargs) -> Poll:
    options = tuple(f"Sentence number {number}" for number in range(count))
    return PollFactory(kind=Poll.Kind.STATEMENTS, options=options, **{"takes_statements": True, **kwargs})


def answer(client, poll, statement, value, **data):
    return client.post(f"/polls/{poll.pk}/statements/{statement.pk}/", {"answer": value, **data})


def test_what_fewest_have_answered_comes_first(alice):
    poll = statements()
    vote(poll, 1, 1)
    assert next_statement(poll, None, alice) == things(poll)[2]


def test_order_is_a_persons_own_and_stays(alice, bob):
    poll = statements(40)
    mine, again = ([each.pk for each in fair_order(poll.statements.all(), alice)] for _each in range(2))
    others = [each.pk for each in fair_order(poll.statements.all(), bob)]
    assert mine == again
    assert sorted(mine) == sorted(others)
    assert mine != others


def test_own_statement_comes_last(alice):
    poll = statements(2)
    vote(poll, 1, 1)
    own = add_statement(author=alice, poll=poll, text="My own thought")
    assert [each.pk for each in fair_order(poll.statements.shown(), alice)][-1] == own.pk


def test_hidden_and_waiting_ones_do_not_come(alice):
    poll = statements(2)
    first, second = things(poll)
    poll.statements.filter(pk=first.pk).update(hidden_at=database_now())
    poll.statements.filter(pk=second.pk).update(held=True)
    assert next_statement(poll, None, alice) is None


def test_answering_leads_to_the_next_and_shows_how_far_one_is(log_in, alice):
    poll, client = statements(), log_in(alice)
    for done in range(3):
        page = client.get(poll.get_absolute_url()).content.decode()
        assert f"You have answered {done} of 3 statements" in page
        shown = next(each for each in things(poll) if f'id="statement-{each.pk}"' in page)
        assert answer(client, poll, shown, "agree").status_code == 302
    page = client.get(poll.get_absolute_url()).content.decode()
    assert "You have answered every statement." in page
    assert Answer.objects.count() == 3
    assert Vote.objects.count() == 1


def test_answer_is_changed_on_the_page_of_my_answers(log_in, alice):
    poll, client = statements(), log_in(alice)
    statement = things(poll)[0]
    answer(client, poll, statement, "agree")
    led = answer(client, poll, statement, "pass", **{"from": "answers"})
    assert led.url == f"/polls/{poll.pk}/answers/"
    page = client.get(led.url).content.decode()
    assert statement.text in page
    assert page.count('aria-pressed="true"') == 1
    assert statement.answers.get().value == Answer.Value.PASS


def test_my_answers_are_for_who_is_logged_in(client):
    assert "login" in client.get(f"/polls/{statements().pk}/answers/").url


def test_answer_that_is_none_of_three_is_not_found(log_in, alice):
    poll = statements()
    assert answer(log_in(alice), poll, things(poll)[0], "maybe").status_code == 404


def test_refused_person_answers_nothing(log_in, charlie):
    poll = statements()
    page = log_in(charlie).post(
        f"/polls/{poll.pk}/statements/{things(poll)[0].pk}/", {"answer": "agree"}, follow=True
    )
    assert "shown that they live here" in page.content.decode()
    assert not Answer.objects.exists()


def test_resident_adds_a_statement(log_in, alice):
    poll, client = statements(), log_in(alice)
    client.post(f"/polls/{poll.pk}/statements/", {"text": "  Buses  should run\nat night "})
    added = Statement.objects.get(author=alice)
    assert (added.text, added.held) == ("Buses should run at night", False)


def test_statement_that_is_there_already_is_refused_with_what_was_typed(log_in, alice):
    poll = statements()
    answer = log_in(alice).post(f"/polls/{poll.pk}/statements/", {"text": "sentence NUMBER 1"})
    assert answer.status_code == 422
    assert "there already" in answer.content.decode()
    assert "sentence NUMBER 1" in answer.content.decode()


def test_one_person_adds_only_some(alice):
    poll = statements()
    for number in range(MOST_BY_ONE):
        add_statement(author=alice, poll=poll, text=f"Thought {number}")
    with pytest.raises(ValidationError, match="You can add"):
        add_statement(author=alice, poll=poll, text="One more")


@pytest.mark.parametrize(
    "state", [{"takes_statements": False}, {"closed": True}, {"coming": True}, {"published": False}]
)
def test_statement_is_not_added_where_or_when_none_is_taken(alice, state):
    with pytest.raises(PermissionDenied):
        add_statement(author=alice, poll=statements(**state), text="A thought")


def test_outsider_adds_nothing_where_residents_answer(charlie):
    with pytest.raises(PermissionDenied):
        add_statement(author=charlie, poll=statements(), text="A thought")


def test_held_statement_is_shown_once_staff_have_looked(alice, charlie, bob):
    poll = statements(hold_first=True)
    added = add_statement(author=alice, poll=poll, text="A thought")
    assert may_see_statement(alice, added)
    assert not may_see_statement(charlie, added)
    release_statement(actor=bob, statement=added)
    added.refresh_from_db()
    assert may_see_statement(charlie, added)
    assert AuditEvent.objects.get().acting_as == "facilitator"
    with pytest.raises(ValidationError):
        release_statement(actor=bob, statement=added)


@pytest.mark.parametrize("name", ["alice", "fiona", "audrey", "charlie"])
def test_only_facilitators_and_officers_show_what_waits(name, request, bob):
    statement = add_statement(author=IdentityFactory().user, poll=statements(hold_first=True), text="Hm")
    with pytest.raises(PermissionDenied):
        release_statement(actor=request.getfixturevalue(name), statement=statement)


def test_statement_is_reported_and_hidden(log_in, alice, bob):
    poll = statements()
    added = add_statement(author=alice, poll=poll, text="An ugly thought")
    assert may_report_statement(bob, added)
    page = log_in(bob).get(f"/report/statement/{added.pk}/")
    assert page.status_code == 200
    assert "An ugly thought" in page.content.decode()


def test_ten_thousand_answers_are_read_in_fixed_queries(alice, django_assert_num_queries):
    poll = statements(20)
    people = [IdentityFactory.build(user=None, area=None, key=f"x{number:063d}") for number in range(500)]
    identities = type(people[0]).objects.bulk_create(people)
    votes = Vote.objects.bulk_create(Vote(poll=poll, identity=each) for each in identities)
    every = things(poll)
    Answer.objects.bulk_create(
        Answer(vote=one, statement=each, value=(one.pk + each.pk) % 3 - 1) for one in votes for each in every
    )
    with django_assert_num_queries(2):
        numbers = numbers_of(poll)
    assert sum(sum(each.values()) for each in numbers.values.values()) == 10_000
    with django_assert_num_queries(1):
        next_statement(poll, None, alice)
