"""What the clock does to the books: they are proven each night."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from budgeting.treasury.models import ProofRun
from budgeting.treasury.proving import prove_books
from participation.clock import database_now

# While few people act.
HOUR = time(2)


def run_due() -> str:
    """Proves the books once a night; returns what it found."""
    if ProofRun.objects.filter(run_at__gte=_last_night(database_now())).exists():
        return ""
    run = prove_books()
    return f"{len(run.faults)} faults in the books" if run.faults else f"proved {run.transfers} transfers"


def _last_night(now: datetime) -> datetime:
    """The last time at which it was two in the morning."""
    local = timezone.localtime(now)
    due = timezone.make_aware(datetime.combine(local.date(), HOUR))
    return due if local >= due else due - timedelta(days=1)
