"""{{ phase.end|deadline }}, {{ phase.start|opening }}, {{ moment|when }}: times in words."""

from datetime import datetime

from django import template

from participation import when as words

register = template.Library()


@register.filter
def when(moment: datetime | None) -> str:
    return words.when_words(moment) if moment else ""


@register.filter
def deadline(end: datetime | None) -> str:
    return words.deadline_words(end) if end else ""


@register.filter
def opening(start: datetime | None) -> str:
    return words.opening_words(start) if start else ""


@register.filter
def away(moment: datetime | None) -> str:
    return words.away_words(moment) if moment else ""
