"""What falls due: polls open, close soon, and are counted; followers are told of each."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F

from participation.accounts.models import User
from participation.clock import database_now
from participation.notices.actions import tell_followers
from participation.votes.actions import count_poll
from participation.votes.actions.closing import LATE_ARRIVALS
from participation.votes.models import Poll

SOON = timedelta(days=1)


def run_due() -> str:
    now = database_now()
    closed = Poll.objects.published().filter(counted_at=None, closes_at__lte=now - LATE_ARRIVALS)
    counted = [count_poll(poll=poll) for poll in closed]
    told = [_tell(poll, "open") for poll in Poll.objects.open().filter(told="")]
    # A poll that is short enough is not announced twice within a day or so.
    soon = Poll.objects.open().filter(told="open", closes_at__lte=now + SOON)
    told += [_tell(poll, "soon") for poll in soon.filter(closes_at__gt=F("opens_at") + 2 * SOON)]
    parts = [f"{len(counted)} polls counted" if counted else "", f"{len(told)} polls told of" if told else ""]
    return ", ".join(part for part in parts if part)


@transaction.atomic
def _tell(poll: Poll, what: str) -> None:
    """Once: who sees the mark changed by another says nothing."""
    if Poll.objects.filter(pk=poll.pk, told=poll.told).update(told=what):
        tell_followers(thing=poll, event=f"poll-{what}", but_not=_voters(poll) if what == "soon" else ())


def _voters(poll: Poll) -> list[User]:
    voted = poll.votes.values("identity__user" if poll.by_identity else "user")
    return list(User.objects.filter(pk__in=voted))
