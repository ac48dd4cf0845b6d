"""Identities of erased people are kept while a tally can still move with them, and then forgotten."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError, QuerySet

from participation.accounts.models import Identity
from participation.accounts.privacy.keeping import IDENTITY_RESTS
from participation.clock import database_now
from participation.kinds import personal

AT_ONCE = 500


def forgettable(now: datetime) -> QuerySet[Identity]:
    """Erased a while ago, and in no tally that is still open."""
    found = Identity.objects.filter(user=None, erased_at__lte=now - IDENTITY_RESTS)
    for holding in personal.all_holdings():
        if holding.counting is not None:
            found = found.exclude(pk__in=holding.counting())
    return found


@transaction.atomic
def forget_identities() -> int:
    """Let go of those that nothing waits for. Idempotent."""
    going = list(forgettable(database_now()).select_for_update().order_by("pk")[:AT_ONCE])
    for identity in going:
        _forget(identity)
    return len(going)


def _forget(identity: Identity) -> None:
    """The row goes; where closed tallies stand on it, it stays without a trace of the person."""
    try:
        with transaction.atomic():
            identity.delete()
    except ProtectedError:
        Identity.objects.filter(pk=identity.pk).update(
            key=secrets.token_hex(32),
            area=None,
            birth_year=None,
            second_way="",
            phone_key="",
            subject_key="",
            erased_at=None,
        )
