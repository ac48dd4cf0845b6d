"""What falls due: tries to be verified and old codes are forgotten, and what else is not kept any longer."""

from participation.accounts.letters import Letter
from participation.accounts.models import VerificationAttempt
from participation.accounts.privacy import due as privacy
from participation.accounts.privacy.keeping import DESK_CODE_KEPT, TRIES_KEPT
from participation.accounts.ways import DeskCode, PhoneCode
from participation.clock import database_now


def run_due() -> str:
    now = database_now()
    forgotten, _ = VerificationAttempt.objects.filter(tried_at__lte=now - TRIES_KEPT).delete()
    unused, _ = PhoneCode.objects.filter(day__lt=now.date()).delete()
    letters, _ = Letter.objects.old(now).delete()
    old, _ = DeskCode.objects.filter(made_at__lte=now - DESK_CODE_KEPT).delete()
    counted = {
        "old tries forgotten": forgotten,
        "old codes forgotten": unused + old,
        "old letters forgotten": letters,
        **privacy.run_due(),
    }
    return ", ".join(f"{number} {words}" for words, number in counted.items() if number)
