"""What falls due: tries to match the register are forgotten after a day."""

from datetime import timedelta

from participation.accounts.models import VerificationAttempt
from participation.clock import database_now


def run_due() -> str:
    forgotten, _ = VerificationAttempt.objects.filter(
        tried_at__lte=database_now() - timedelta(days=1)
    ).delete()
    return f"{forgotten} old tries forgotten" if forgotten else ""
