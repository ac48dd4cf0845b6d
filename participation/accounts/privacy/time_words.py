"""Stretches of time in words, for promises that hold to the day."""

from datetime import timedelta

from django.utils.translation import ngettext


def how_long(time: timedelta) -> str:
    """ "3 years", "90 days", "1 day"; years where they come out even."""
    years, rest = divmod(time.days, 365)
    if years and not rest:
        return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}
    return ngettext("%(n)d day", "%(n)d days", time.days) % {"n": time.days}
