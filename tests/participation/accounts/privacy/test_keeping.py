"""Nothing is kept longer than the public page says: dates move, and the clock's work does the rest."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from participation.accounts.privacy.keeping import (
    FIRST_WARNING,
    IDLE_ACCOUNT_KEPT,
    REPORTS_KEPT,
    SECOND_WARNING,
    TABLE,
    WORK_KEPT,
)
from participation.accounts.privacy.time_words import how_long
from participation.accounts.tasks import warn_idle
from participation.clock import database_now
from participation.models import AuditEvent, Comment, Decision, IdleWarning, Report, User
from tests.factories.people import UserFactory
from tests.factories.talk import CommentFactory

pytestmark = pytest.mark.django_db
WARN_AT = IDLE_ACCOUNT_KEPT - FIRST_WARNING


def tick() -> None:
    call_command("tick", verbosity=0)


def unused_for(person: User, time: timedelta) -> None:
    then = database_now() - time
    User.objects.filter(pk=person.pk).update(last_login=then, joined_at=then)


def warned_ago(time: timedelta, number: int) -> None:
    IdleWarning.objects.filter(number=number).update(sent_at=database_now() - time)


@pytest.fixture
def idle(charlie):
    """An account of which nobody has heard for so long that the first warning is due."""
    unused_for(charlie, WARN_AT + timedelta(days=1))
    return charlie


def test_unused_account_goes_after_two_warnings_and_not_before(idle):
    CommentFactory(author=idle, text="It stays.")
    tick()
    tick()
    assert [each.number for each in IdleWarning.objects.all()] == [1]
    warned_ago(FIRST_WARNING - SECOND_WARNING, 1)
    tick()
    assert sorted(IdleWarning.objects.values_list("number", flat=True)) == [1, 2]
    unused_for(idle, IDLE_ACCOUNT_KEPT * 2)
    tick()
    assert User.objects.filter(pk=idle.pk).exists()
    warned_ago(SECOND_WARNING, 2)
    tick()
    tick()
    assert not User.objects.filter(pk=idle.pk).exists()
    assert (Comment.objects.get().author, Comment.objects.get().text) == (None, "It stays.")
    assert AuditEvent.objects.get(verb="erase_idle_account").facts == {"account": idle.pk}


def test_clock_that_stood_still_still_gives_the_promised_time(idle):
    unused_for(idle, IDLE_ACCOUNT_KEPT * 3)
    for _time in range(3):
        tick()
    assert User.objects.filter(pk=idle.pk).exists()
    assert IdleWarning.objects.get().number == 1


def test_warning_says_how_long_is_left_and_how_to_stay(idle):
    IdleWarning.objects.create(person=idle, number=2, sent_at=database_now())
    warn_idle.func(idle.pk, 2)
    (sent,) = mail.outbox
    assert sent.to == [idle.email]
    assert "In 14 days we will erase your account" in sent.body
    assert reverse("account_login") in sent.body
    IdleWarning.objects.all().delete()
    assert warn_idle.func(idle.pk, 2) == 0


def test_who_logs_in_again_stays_and_is_not_warned_again(idle):
    tick()
    User.objects.filter(pk=idle.pk).update(last_login=database_now() + timedelta(seconds=1))
    tick()
    assert not IdleWarning.objects.exists()


def visit(client, person: User) -> UserSession:
    """As django-allauth records a log-in."""
    key = client.session.session_key
    return UserSession.objects.create(user=person, ip="127.0.0.1", user_agent="Phone", session_key=key)


def test_who_is_still_logged_in_or_holds_a_role_is_not_warned(idle, carol, log_in):
    unused_for(carol, IDLE_ACCOUNT_KEPT)
    visit(log_in(idle), idle)
    unused_for(idle, IDLE_ACCOUNT_KEPT)
    tick()
    assert not IdleWarning.objects.exists()


def test_account_in_use_is_left_alone(charlie):
    unused_for(charlie, WARN_AT - timedelta(days=1))
    tick()
    assert not IdleWarning.objects.exists()


def test_nobody_is_warned_twice_of_the_same(idle):
    IdleWarning.objects.create(person=idle, number=1, sent_at=database_now())
    with pytest.raises(IntegrityError), transaction.atomic():
        IdleWarning.objects.create(person=idle, number=1, sent_at=database_now())


def test_reports_go_a_year_after_the_decision_which_stays(bob):
    comment = CommentFactory()
    decision = Decision.objects.create(target=comment, verdict="keep", reason="Fine.", decided_by=bob)
    decided = Report.objects.create(target=comment, reporter=UserFactory(), reason="other", decision=decision)
    waiting = Report.objects.create(target=comment, reporter=UserFactory(), reason="other")
    tick()
    assert Report.objects.filter(pk=decided.pk).exists()
    Decision.objects.update(decided_at=database_now() - REPORTS_KEPT)
    tick()
    assert list(Report.objects.all()) == [waiting]
    assert Decision.objects.filter(pk=decision.pk).exists()


def test_device_and_address_go_with_the_visit(charlie, log_in):
    client = log_in(charlie)
    visit(client, charlie)
    tick()
    assert UserSession.objects.filter(user=charlie).exists()
    client.session.delete()
    tick()
    assert not UserSession.objects.exists()


def test_record_of_work_goes_after_a_week(charlie):
    warn_idle.enqueue(charlie.pk, 1)
    DBTaskResult.objects.update(finished_at=database_now() - WORK_KEPT)
    tick()
    assert not DBTaskResult.objects.exists()


def test_page_says_everything_that_is_kept(client):
    page = client.get(reverse("what_we_keep")).content.decode()
    for line in TABLE:
        assert str(line.what) in page
        assert (how_long(line.time) if line.time else str(line.words)) in page
    assert "3 years" in page
    assert reverse("what_we_keep") in client.get("/accounts/login/").content.decode()
