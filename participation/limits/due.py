"""What falls due: counts whose time is over are forgotten."""

from participation.clock import database_now
from participation.limits.models import ActCount, SharedLimit


def run_due() -> str:
    now = database_now()
    forgotten, _ = ActCount.objects.filter(ends_at__lte=int(now.timestamp())).delete()
    SharedLimit.objects.filter(expires__lte=now).delete()
    return f"{forgotten} old counts forgotten" if forgotten else ""
