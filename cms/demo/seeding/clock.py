"""Turns the town's days and hours, counted from today, into times."""

from datetime import datetime, timedelta

from django.utils import timezone


def at_hour(days: int, hour: int) -> datetime:
    """The full hour on the day `days` from today, in the town's time zone."""
    today = timezone.localtime().replace(hour=hour, minute=0, second=0, microsecond=0)
    return today + timedelta(days=days)


def hours_ago(hours: int) -> datetime:
    return timezone.now().replace(microsecond=0) - timedelta(hours=hours)
