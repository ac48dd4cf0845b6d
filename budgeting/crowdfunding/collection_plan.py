"""When backers of a campaign that goes ahead are asked for what they promised. Published on its page."""

from datetime import datetime, timedelta

# Days after the campaign was closed.
REMINDERS = (7, 14)
LAST_DAY = 28


def reminders_due(closed_at: datetime, now: datetime) -> int:
    """How many reminders should have gone out by now."""
    return sum(now >= closed_at + timedelta(days=days) for days in REMINDERS)


def last_moment(closed_at: datetime) -> datetime:
    """What has not been paid by then falls away."""
    return closed_at + timedelta(days=LAST_DAY)
