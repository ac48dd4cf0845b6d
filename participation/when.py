"""Times in the words people use: "Thursday 18:00", "closes Thursday 18:00, in 3 days"."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# Further away than this, a date says more than a number of days.
DAYS_WORTH_COUNTING = 60


def when_words(moment: datetime, now: datetime | None = None) -> str:
    """ "today 18:00", "tomorrow 18:00", "Thursday 18:00" or "Thursday 3 December 2026, 18:00", local time."""
    local, today = _local(moment, now)
    days = (local.date() - today.date()).days
    clock = date_format(local, "H:i")
    if days == 0:
        return _("today %(time)s") % {"time": clock}
    if days == 1:
        return _("tomorrow %(time)s") % {"time": clock}
    if days == -1:
        return _("yesterday %(time)s") % {"time": clock}
    if 1 < days < 7:
        return date_format(local, "l H:i")
    return date_format(local, "l j F, H:i" if local.year == today.year else "l j F Y, H:i")


def away_words(moment: datetime, now: datetime | None = None) -> str:
    """ "in 3 days", "in 5 hours", "in 20 minutes"; "" for the past, tomorrow and far dates."""
    local, today = _local(moment, now)
    days = (local.date() - today.date()).days
    if local <= today or days == 1 or days > DAYS_WORTH_COUNTING:
        return ""
    if days > 1:
        return ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}
    minutes = int((local - today).total_seconds() // 60)
    if minutes >= 60:
        return ngettext("in %(n)d hour", "in %(n)d hours", minutes // 60) % {"n": minutes // 60}
    if minutes:
        return ngettext("in %(n)d minute", "in %(n)d minutes", minutes) % {"n": minutes}
    return _("in less than a minute")


def deadline_words(end: datetime, now: datetime | None = None) -> str:
    """ "closes Thursday 18:00, in 3 days", or "closed Monday 2 November, 18:00"."""
    if _local(end, now)[0] <= _local(end, now)[1]:
        return _("closed %(when)s") % {"when": when_words(end, now)}
    return _joined(_("closes %(when)s") % {"when": when_words(end, now)}, away_words(end, now))


def until_words(end: datetime, now: datetime | None = None) -> str:
    """ "Thursday 18:00, in 3 days": an end beside a label that says what ends."""
    return _joined(when_words(end, now), away_words(end, now))


def opening_words(start: datetime, now: datetime | None = None) -> str:
    """ "opens Monday 09:00, in 2 days", or "opened Monday 2 November, 09:00"."""
    if _local(start, now)[0] <= _local(start, now)[1]:
        return _("opened %(when)s") % {"when": when_words(start, now)}
    return _joined(_("opens %(when)s") % {"when": when_words(start, now)}, away_words(start, now))


def span_words(start: datetime, end: datetime) -> str:
    """ "3 to 17 November", "28 October to 4 November 2026": the days a phase runs, local time."""
    first, last = timezone.localtime(start), timezone.localtime(end)
    year = " Y" if last.year != timezone.localtime().year else ""
    if first.date() == last.date():
        return date_format(first, f"j F{year}")
    if (first.year, first.month) == (last.year, last.month):
        first_text = date_format(first, "j")
    else:
        first_text = date_format(first, "j F Y" if first.year != last.year else "j F")
    return _("%(first)s to %(last)s") % {"first": first_text, "last": date_format(last, f"j F{year}")}


def _joined(words: str, away: str) -> str:
    return f"{words}, {away}" if away else words


def _local(moment: datetime, now: datetime | None) -> tuple[datetime, datetime]:
    return timezone.localtime(moment), timezone.localtime(now or timezone.now())
