"""Ten clicks leave one follow, two ticks one mail; the controls show what guards it."""

from datetime import timedelta

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from participation.clock import database_now
from participation.models import Follow, Notice, User
from participation.notices import digest
from participation.notices.actions import follow, tell
from participation.notices.digest import hand_over
from tests.factories.people import UserFactory
from tests.factories.talk import ProposalFactory
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
TIMES = 8


def follow_at_once(person, proposal) -> int:
    race(lambda pk: follow(user=User.objects.get(pk=pk), thing=proposal), [person.pk] * TIMES)
    return Follow.objects.count()


def test_parallel_clicks_leave_one_follow():
    assert follow_at_once(UserFactory(), ProposalFactory()) == 1


def test_without_the_constraint_they_leave_more(monkeypatch):
    person, proposal = UserFactory(), ProposalFactory()
    constraint = Follow._meta.constraints[0]
    with monkeypatch.context() as without, connection.schema_editor() as editor:
        without.setattr(Follow._meta, "constraints", [])  # SQLite makes the table anew from these
        editor.remove_constraint(Follow, constraint)
    try:
        assert follow_at_once(person, proposal) == TIMES
    finally:
        Follow.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Follow, constraint)


def hand_over_at_once() -> int:
    person = UserFactory()
    for _each in range(3):
        tell(people=[person], thing=ProposalFactory(), event="proposal-status", facts={"status": "done"})
    now = database_now()
    Notice.objects.update(told_at=now - timedelta(days=2))
    race(lambda pk: hand_over(pk, now), [person.pk] * TIMES)
    return DBTaskResult.objects.count()


def test_parallel_ticks_hand_over_one_mail():
    assert hand_over_at_once() == 1
    assert set(Notice.objects.values_list("waits_for", flat=True)) == {""}


def test_without_lock_and_transaction_they_hand_over_more(monkeypatch):
    """The same steps outside a transaction: each tick reads before any has written."""
    from threading import Barrier

    together = Barrier(TIMES)
    read = digest.due

    class Unlocked:
        def __init__(self, rows):
            self.rows = rows

        def filter(self, **asked):
            return Unlocked(self.rows.filter(**asked))

        def select_for_update(self):
            return self

        def order_by(self, *names):
            return self

        def values_list(self, *names, flat):
            found = list(self.rows.values_list(*names, flat=flat))
            together.wait(timeout=20)
            return found

    monkeypatch.setattr(digest, "due", lambda now: Unlocked(read(now)))
    monkeypatch.setattr("tests.participation.notices.test_races.hand_over", digest.hand_over.__wrapped__)
    assert hand_over_at_once() == TIMES
