"""Accounts that nobody uses: two warnings by mail, then they are erased as a former resident's."""

from datetime import datetime
from functools import partial

from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from participation.accounts.models import User
from participation.accounts.privacy.erasing import erase_person
from participation.accounts.privacy.keeping import FIRST_WARNING, IDLE_ACCOUNT_KEPT, SECOND_WARNING
from participation.accounts.privacy.models import IdleWarning
from participation.accounts.tasks import warn_idle
from participation.audit.actions import record
from participation.clock import database_now

AT_ONCE = 200


def idle_since(then: datetime) -> QuerySet[User]:
    """Nobody logged in since, no visit goes on, and no role is held. Emptied rows are nobody's account."""
    used = User.objects.annotate(used_at=Coalesce("last_login", "joined_at"))
    visited = UserSession.objects.filter(user=OuterRef("pk"))
    found: QuerySet[User] = used.filter(used_at__lte=then, is_active=True, groups=None)
    return found.exclude(Exists(visited)).order_by("pk")


def tend_idle_accounts() -> dict[str, int]:
    """What falls due, however late this runs: between two steps lies at least the time that was promised."""
    now = database_now()
    IdleWarning.objects.filter(person__last_login__gt=F("sent_at")).delete()
    idle = idle_since(now - IDLE_ACCOUNT_KEPT + FIRST_WARNING)
    warned_first = IdleWarning.objects.filter(number=1, sent_at__lte=now - FIRST_WARNING + SECOND_WARNING)
    warned_second = IdleWarning.objects.filter(number=2, sent_at__lte=now - SECOND_WARNING)
    gone = [_erase(person) for person in idle.filter(pk__in=warned_second.values("person"))[:AT_ONCE]]
    again = idle.filter(pk__in=warned_first.values("person")).exclude(pk__in=_warned(2))
    return {
        "idle accounts erased": sum(gone),
        "idle accounts warned again": _warn(again, 2),
        "idle accounts warned": _warn(idle.exclude(pk__in=_warned(1)), 1),
    }


def _warned(number: int) -> QuerySet:
    return IdleWarning.objects.filter(number=number).values("person")


@transaction.atomic
def _warn(people: QuerySet[User], number: int) -> int:
    """Each person once: the unique constraint is the guard."""
    keys = list(people.values_list("pk", flat=True)[:AT_ONCE])
    now = database_now()
    IdleWarning.objects.bulk_create(
        [IdleWarning(person_id=key, number=number, sent_at=now) for key in keys], ignore_conflicts=True
    )
    for key in keys:
        transaction.on_commit(partial(warn_idle.enqueue, key, number))
    return len(keys)


@transaction.atomic
def _erase(person: User) -> bool:
    """False while something stands in the way; then it is tried again."""
    try:
        erase_person(person=person, keep_words=True)
    except ValidationError:
        return False
    record(verb="erase_idle_account", facts={"account": person.pk})
    return True
