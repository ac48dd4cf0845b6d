"""How often one person may do something: less on the first day of an account that nobody has verified."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from participation.accounts.models import User
from participation.accounts.rules import is_staff, is_verified
from participation.clock import database_now
from participation.limits.counting import count_act
from participation.limits.table import Limit

NEW_FOR = timedelta(hours=24)
# So much may the clocks of the site and of its database differ.
CLOCKS = timedelta(hours=1)


def is_newcomer(user: Any) -> bool:
    """Registered within the last day and not verified. Costs nothing for anyone who came earlier."""
    if not user.is_authenticated or user.joined_at < timezone.now() - NEW_FOR - CLOCKS:
        return False
    return user.joined_at > database_now() - NEW_FOR and not user.is_staff and not is_verified(user)


def count_act_of(user: User, limit: Limit, *, times: int = 1) -> None:
    """Count an act of this person. Staff at work have no limit. Raises TooOftenError."""
    if is_staff(user):
        return
    newcomer = limit.newcomer is not None and is_newcomer(user)
    count_act(limit, f"person:{user.pk}", newcomer=newcomer, times=times)
