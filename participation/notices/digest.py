"""Which notices are due for mail, and handing them over: each to one mail, however many clocks tick."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from participation.clock import database_now
from participation.notices.models import HowOften, Notice, NoticeQuerySet
from participation.notices.tasks import send_digest

# The hour, local time, from which daily mail goes out; weekly mail on Mondays.
MORNING = 7
# People a run hands over at most, so that one run stays short; the next takes the others.
MOST_PEOPLE = 2000


def hand_over_mail() -> int:
    """Hands every notice that is due to the worker, one mail a person; returns how many mails."""
    now = database_now()
    people = due(now).order_by("person").values_list("person", flat=True).distinct()[:MOST_PEOPLE]
    return sum(hand_over(pk, now) for pk in list(people))


@transaction.atomic
def hand_over(person: int, now: datetime) -> bool:
    """Takes this person's due notices off the wait and enqueues their mail, in one transaction."""
    locked = due(now).filter(person=person).select_for_update().order_by("pk")
    pks = list(locked.values_list("pk", flat=True))
    if not pks:
        return False
    Notice.objects.filter(pk__in=pks).update(waits_for="")
    # Inside the transaction: the worker's row is written with it, so that no mail is lost between the two.
    send_digest.enqueue(person, pks)
    return True


def due(now: datetime) -> NoticeQuerySet:
    """Notices whose mail should be under way: at once, or told before the last morning or Monday morning."""
    morning = last_morning(now)
    monday = morning - timedelta(days=morning.weekday())
    return Notice.objects.filter(
        Q(waits_for=HowOften.NOW)
        | Q(waits_for=HowOften.DAILY, told_at__lt=morning)
        | Q(waits_for=HowOften.WEEKLY, told_at__lt=monday)
    )


def last_morning(now: datetime) -> datetime:
    """The newest MORNING o'clock, local time, that has come."""
    local = timezone.localtime(now)
    today = local.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    return today if today <= local else today - timedelta(days=1)
