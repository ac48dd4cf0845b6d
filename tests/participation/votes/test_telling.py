"""Followers of a poll and its process are told when it opens, ends soon and is counted; each once."""

from datetime import timedelta

import pytest

from participation.clock import database_now
from participation.models import Notice
from participation.notices.actions import follow
from participation.votes import due
from tests.factories.people import IdentityFactory
from tests.factories.polls import PollFactory, vote
from tests.factories.talk import ProcessFactory

pytestmark = pytest.mark.django_db


def told(person) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("event", flat=True))


def test_followers_of_the_process_hear_once_that_it_opened(alice, charlie):
    process = ProcessFactory()
    follow(user=alice, thing=process)
    PollFactory(process=process, told="")
    assert due.run_due() == "1 polls told of"
    assert due.run_due() == ""
    assert told(alice) == ["poll-open"]
    assert told(charlie) == []


def test_only_who_has_not_voted_hears_that_it_ends_soon(alice):
    poll = PollFactory(closes_at=database_now() + timedelta(hours=20))
    other = IdentityFactory().user
    for person in (alice, other):
        follow(user=person, thing=poll)
    vote(poll, 1, voter=alice.identity)
    due.run_due()
    due.run_due()
    assert told(other) == ["poll-soon"]
    assert told(alice) == []


def test_short_poll_is_announced_once(alice):
    now = database_now()
    poll = PollFactory(opens_at=now - timedelta(hours=1), closes_at=now + timedelta(hours=20), told="")
    follow(user=alice, thing=poll)
    due.run_due()
    due.run_due()
    assert told(alice) == ["poll-open"]


def test_followers_hear_of_the_result(alice):
    poll = PollFactory(closed=True)
    follow(user=alice, thing=poll)
    due.run_due()
    assert told(alice) == ["poll-result"]


def test_coming_and_planned_polls_are_not_told_of(alice):
    process = ProcessFactory()
    follow(user=alice, thing=process)
    PollFactory(process=process, coming=True, told="")
    PollFactory(process=process, published=False, told="")
    assert due.run_due() == ""
    assert told(alice) == []
