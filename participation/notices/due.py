"""What falls due: mail of notices, and forgetting old ones."""

from datetime import timedelta

from participation.accounts.privacy.keeping import NOTICES_KEPT
from participation.clock import database_now
from participation.notices.digest import hand_over_mail
from participation.notices.models import Notice

# Said on the page of notices.
KEPT_DAYS = NOTICES_KEPT.days


def run_due() -> str:
    mails = hand_over_mail()
    old = Notice.objects.filter(told_at__lt=database_now() - timedelta(days=KEPT_DAYS))
    forgotten, _ = old.delete()
    done = [
        f"{mails} mails of notices" if mails else "",
        f"{forgotten} old notices gone" if forgotten else "",
    ]
    return ", ".join(filter(None, done))
