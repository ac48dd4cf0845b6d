"""How many notices a person has not read: for the head of each page, kept for a minute in the cache."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.core.cache import cache
from django.db import transaction

from participation import live
from participation.notices.models import Notice
from participation.notices.topic import unread_topic

KEPT_SECONDS = 60


def unread_count(user: Any) -> int:
    if user is None or not user.is_authenticated:
        return 0
    if "_unread_notices" not in user.__dict__:
        user._unread_notices = cache.get_or_set(_key(user.pk), lambda: _count(user.pk), KEPT_SECONDS)
    return user._unread_notices


def forget_counts(people: Iterable[int]) -> None:
    """What was counted before is counted anew, from the commit on, also on pages that are open."""
    found = list(people)
    if found:
        transaction.on_commit(partial(cache.delete_many, [_key(pk) for pk in found]), robust=True)
        live.changed(*(unread_topic(pk) for pk in found))


def _count(pk: int) -> int:
    return Notice.objects.filter(person=pk).unread().count()


def _key(pk: int) -> str:
    return f"notices:unread:{pk}"
