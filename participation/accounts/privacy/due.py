"""What falls due: whatever the table in keeping.py says is not kept any longer."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from participation.accounts.privacy.exporting import remove_old_exports
from participation.accounts.privacy.forgetting import forget_identities
from participation.accounts.privacy.idle import tend_idle_accounts
from participation.accounts.privacy.keeping import ERASURE_WISH_KEPT, WORK_KEPT
from participation.accounts.privacy.models import ErasureRequest
from participation.clock import database_now


def run_due() -> dict[str, int]:
    """How many of each went, in words for the log."""
    now = database_now()
    wishes, _rows = ErasureRequest.objects.filter(made_at__lte=now - ERASURE_WISH_KEPT).delete()
    work, _rows = DBTaskResult.objects.filter(finished_at__lte=now - WORK_KEPT).delete()
    Session.objects.filter(expire_date__lte=now).delete()
    # Device and address are kept with a visit, not after it.
    visits, _rows = UserSession.objects.exclude(
        session_key__in=Session.objects.values("session_key")
    ).delete()
    return {
        "old exports gone": remove_old_exports(),
        "erasures not confirmed": wishes,
        "identities forgotten": forget_identities(),
        "old visits forgotten": visits,
        "old work forgotten": work,
        **tend_idle_accounts(),
    }
