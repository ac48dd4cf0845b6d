"""Acts are counted in the database: the last allowed one passes once, however many ask at the same moment."""

import pytest
from django.db import connection, transaction

from participation.accounts.pace import count_act_of
from participation.limits.counting import count_act, key_of
from participation.limits.due import run_due
from participation.limits.refusal import TooOftenError, wait_words
from participation.limits.table import COMMENTS, OF_ONE_CONNECTION, OF_ONE_PERSON, REPORTS
from participation.models import ActCount, Report, User
from participation.moderation.actions import report
from tests.factories.talk import CommentFactory, ProposalFactory
from tests.participation.limits.pace import period_passes, person, used_up
from tests.races import race

TIMES = 10


def passed(act) -> int:
    """How many of ten acts at the same moment pass."""

    def once(number) -> bool:
        try:
            act(number)
        except TooOftenError:
            return False
        return True

    return sum(race(once, range(TIMES)))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_acts_at_once_never_pass_the_limit():
    used_up(COMMENTS, "person:1", left=3)

    def act(_number):
        with transaction.atomic():
            count_act(COMMENTS, "person:1")

    assert passed(act) == 3


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_without_the_one_statement_reading_first_and_writing_then_loses_acts():
    """The control: what a look at the count before writing it is worth."""
    used_up(COMMENTS, "person:1", left=TIMES)
    key = key_of(COMMENTS, "person:1")
    before = ActCount.objects.get(key=key).count
    from threading import Barrier

    everyone_has_read = Barrier(TIMES)

    def act(_number):
        count = ActCount.objects.get(key=key).count
        everyone_has_read.wait()
        ActCount.objects.filter(key=key).update(count=count + 1)

    race(act, range(TIMES))

    assert ActCount.objects.get(key=key).count == before + 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_reports_at_once_never_pass_the_limit(charlie):
    comments = [CommentFactory(thread=ProposalFactory().thread) for _ in range(TIMES)]
    used_up(REPORTS, person(charlie), left=2)

    def act(number):
        report(reporter=User.objects.get(pk=charlie.pk), target=comments[number], reason="spam")

    assert passed(act) == 2
    assert Report.objects.count() == 2


@pytest.mark.django_db
def test_refused_act_does_not_make_the_wait_longer():
    used_up(COMMENTS, "person:1")
    ends_at = ActCount.objects.get().ends_at

    with pytest.raises(TooOftenError) as refused, transaction.atomic():
        count_act(COMMENTS, "person:1")

    assert 0 < refused.value.seconds <= 3600
    assert ActCount.objects.get().ends_at == ends_at
    assert ActCount.objects.get().count == COMMENTS.most


@pytest.mark.django_db
def test_after_the_period_counting_begins_anew():
    used_up(COMMENTS, "person:1")
    period_passes(COMMENTS)

    for _ in range(COMMENTS.most):
        count_act(COMMENTS, "person:1")

    with pytest.raises(TooOftenError):
        count_act(COMMENTS, "person:1")


@pytest.mark.django_db
def test_each_person_and_each_act_has_a_count_of_its_own():
    used_up(COMMENTS, "person:1")

    count_act(COMMENTS, "person:2")
    count_act(REPORTS, "person:1")


@pytest.mark.django_db
def test_staff_at_work_have_no_limit(bob):
    used_up(COMMENTS, person(bob))

    count_act_of(bob, COMMENTS)


@pytest.mark.django_db
def test_no_address_and_no_person_can_be_read_in_the_counts(charlie):
    count_act(COMMENTS, "network:203.0.113.7")
    count_act_of(charlie, COMMENTS)

    with connection.cursor() as cursor:
        cursor.execute("SELECT key, count FROM participation_actcount")
        rows = str(cursor.fetchall())
    assert "203.0.113" not in rows
    assert "person" not in rows
    assert "network" not in rows


@pytest.mark.django_db
def test_tick_forgets_counts_whose_time_is_over():
    count_act(COMMENTS, "person:1")
    assert run_due() == ""
    period_passes(COMMENTS)

    assert run_due() == "1 old counts forgotten"
    assert not ActCount.objects.exists()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "in 1 second"),
        (59, "in 59 seconds"),
        (60, "in 1 minute"),
        (61, "in 2 minutes"),
        (3600, "in 1 hour"),
        (80000, "in 23 hours"),
    ],
)
def test_wait_is_said_in_words_and_never_too_short(seconds, words):
    assert wait_words(seconds) == words


def test_each_limit_is_named_once_and_new_accounts_never_have_more():
    limits = [*OF_ONE_PERSON, *OF_ONE_CONNECTION]

    assert len({limit.key for limit in limits}) == len(limits)
    assert all(limit.newcomer is None or 0 < limit.newcomer < limit.most for limit in limits)
