"""Counting a closed poll: the tally stays, votes and voters go."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from participation import live
from participation.audit.actions import record
from participation.clock import database_now
from participation.notices.actions import tell_followers
from participation.votes.locks import hold_poll_alone
from participation.votes.models import Poll, Tally
from participation.votes.tallies import count_now

# Who voted in time may still wait for a lock when the poll closes.
LATE_ARRIVALS = timedelta(seconds=60)


@transaction.atomic
def count_poll(*, poll: Poll) -> Tally:
    """Count a poll that closed a minute ago, and forget who voted how. A second time gives the same tally."""
    poll = hold_poll_alone(poll)
    if poll.counted_at is not None:
        return Tally.objects.get(poll=poll)
    now = database_now()
    if poll.published_at is None or now < poll.closes_at + LATE_ARRIVALS:
        raise ValidationError(_("A poll is counted once it has closed."))
    tally = count_now(poll)
    tally.save(force_insert=True)
    poll.votes.all().delete()
    poll.counted_at = now
    poll.save(update_fields=["counted_at"])
    live.changed(f"poll:{poll.pk}")
    tell_followers(thing=poll, event="poll-result")
    record(verb="count_poll", target=poll, facts={"turnout": tally.turnout})
    return tally
