"""From its opening on a poll stands still, whoever writes: by the acts, and in the database itself."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from participation.clock import database_now
from participation.models import AuditEvent, Poll, PollOption, Tally
from participation.votes.actions import change_poll, extend_poll, publish_poll, remove_poll, tighten_results
from participation.votes.actions.planning import Option
from tests.factories.people import ward
from tests.factories.polls import PollFactory, counted

pytestmark = pytest.mark.django_db
TWO = [Option("Yes"), Option("No")]


@pytest.mark.parametrize(
    "change",
    [
        {"question": "Another question?"},
        {"words": "Other words"},
        {"kind": "multiple"},
        {"max_choices": 2},
        {"max_points": 3},
        {"who": "registered"},
        {"age_on": "2026-01-01"},
        {"takes_statements": True},
        {"opens_at": database_now},
        {"published_at": None},
        {"closes_at": lambda: database_now() + timedelta(days=1)},
        {"shown": 0},
    ],
)
def test_database_holds_an_open_poll_still(change):
    poll = PollFactory(shown=Poll.Shown.VOTED)
    values = {name: value() if callable(value) else value for name, value in change.items()}
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Poll.objects.filter(pk=poll.pk).update(**values)


def test_database_holds_options_areas_and_the_poll_itself():
    poll = PollFactory()
    for act in (
        lambda: poll.options.update(title="Other"),
        poll.options.all()[0].delete,
        lambda: PollOption.objects.create(poll=poll, number=9, title="More"),
        lambda: poll.areas.add(ward("Northgate")),
        poll.delete,
    ):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            act()


def test_end_of_a_closed_poll_does_not_move():
    poll = PollFactory(closed=True)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Poll.objects.filter(pk=poll.pk).update(closes_at=database_now() + timedelta(days=1))


def test_tally_and_the_mark_of_a_count_stay():
    poll = counted(PollFactory(closed=True))
    with pytest.raises(IntegrityError), transaction.atomic():
        Tally.objects.filter(poll=poll).update(turnout=9)
    with pytest.raises(IntegrityError), transaction.atomic():
        Poll.objects.filter(pk=poll.pk).update(counted_at=None)


def test_planned_and_coming_polls_may_still_change(carol):
    for poll in (PollFactory(published=False), PollFactory(coming=True)):
        change_poll(actor=carol, poll=poll, options=TWO, question="Shall we?")
        poll.refresh_from_db()
        assert poll.question == "Shall we?"
        assert [option.title for option in poll.options.all()] == ["Yes", "No"]


def test_officer_cannot_change_an_open_poll(carol):
    with pytest.raises(PermissionDenied, match="has opened"):
        change_poll(actor=carol, poll=PollFactory(), options=TWO, question="Shall we?")


def test_officer_gives_more_time_once_with_a_reason_for_all(carol, client):
    poll = PollFactory()
    later = poll.closes_at + timedelta(days=2)
    with pytest.raises(ValidationError, match="Give a reason"):
        extend_poll(actor=carol, poll=poll, closes_at=later, reason=" ")
    extend_poll(actor=carol, poll=poll, closes_at=later, reason="The letters came late.")
    poll.refresh_from_db()
    assert poll.closes_at == later
    assert "The letters came late." in client.get(poll.get_absolute_url()).content.decode()
    assert AuditEvent.objects.get().verb == "extend_poll"


def test_closing_early_is_refused(carol):
    poll = PollFactory()
    with pytest.raises(ValidationError, match="never closes early"):
        extend_poll(actor=carol, poll=poll, closes_at=poll.closes_at - timedelta(days=1), reason="Enough.")


def test_closed_poll_gets_no_more_time(carol):
    with pytest.raises(PermissionDenied):
        extend_poll(
            actor=carol,
            poll=PollFactory(closed=True),
            closes_at=database_now() + timedelta(days=1),
            reason="More.",
        )


def test_results_are_tightened_and_never_loosened(carol):
    poll = PollFactory(shown=Poll.Shown.ALWAYS)
    tighten_results(actor=carol, poll=poll, shown=Poll.Shown.VOTED, reason="Calm.")
    for looser in (Poll.Shown.ALWAYS, Poll.Shown.VOTED, 7):
        with pytest.raises(ValidationError):
            tighten_results(actor=carol, poll=poll, shown=looser, reason="More light.")
    poll.refresh_from_db()
    assert poll.shown == Poll.Shown.VOTED
    with pytest.raises(PermissionDenied):
        change_poll(actor=carol, poll=poll, options=TWO, shown=Poll.Shown.ALWAYS)
    with pytest.raises(IntegrityError), transaction.atomic():
        Poll.objects.filter(pk=poll.pk).update(shown=Poll.Shown.ALWAYS)


def test_publishing_opens_at_once_when_the_start_has_passed(carol):
    poll = PollFactory(published=False)
    published = publish_poll(actor=carol, poll=poll)
    assert published.opens_at == published.published_at
    with pytest.raises(PermissionDenied):
        publish_poll(actor=carol, poll=poll)


def test_poll_whose_end_has_passed_is_not_published(carol):
    with pytest.raises(ValidationError, match="has passed"):
        publish_poll(actor=carol, poll=PollFactory(closed=True, published=False))


def test_plan_that_nobody_saw_is_removed_and_a_published_one_stays(carol):
    remove_poll(actor=carol, poll=PollFactory(published=False))
    assert not Poll.objects.exists()
    with pytest.raises(ValidationError, match="stays"):
        remove_poll(actor=carol, poll=PollFactory(coming=True))


@pytest.mark.parametrize("name", ["alice", "bob", "fiona", "audrey", "charlie"])
def test_none_but_officers_act_on_polls(name, request):
    person, poll, plan = request.getfixturevalue(name), PollFactory(), PollFactory(published=False)
    later = poll.closes_at + timedelta(days=1)
    for act in (
        lambda: change_poll(actor=person, poll=plan, options=TWO),
        lambda: publish_poll(actor=person, poll=plan),
        lambda: remove_poll(actor=person, poll=plan),
        lambda: extend_poll(actor=person, poll=poll, closes_at=later, reason="More."),
        lambda: tighten_results(actor=person, poll=poll, shown=2, reason="Less."),
    ):
        with pytest.raises(PermissionDenied):
            act()
