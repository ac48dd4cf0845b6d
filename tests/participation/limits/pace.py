"""Using up a limit, and letting its period pass."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from participation.limits.counting import key_of
from participation.limits.table import Limit
from participation.models import ActCount, User


def used_up(limit: Limit, who: str, *, left: int = 0, newcomer: bool = False) -> None:
    """As after all acts of the period but `left`."""
    ends_at = int(timezone.now().timestamp()) + int(limit.period.total_seconds())
    count = limit.most_for(newcomer) - left
    ActCount.objects.update_or_create(key=key_of(limit, who), defaults={"count": count, "ends_at": ends_at})


def person(user: User) -> str:
    return f"person:{user.pk}"


def period_passes(limit: Limit) -> None:
    seconds = int(limit.period.total_seconds()) + 1
    ActCount.objects.update(ends_at=F("ends_at") - seconds)


def registered_now(user: User, hours: int = 0) -> User:
    User.objects.filter(pk=user.pk).update(joined_at=timezone.now() - timedelta(hours=hours))
    user.refresh_from_db()
    return user
