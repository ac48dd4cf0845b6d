"""Once a day each gateway that is on is compared with the books, in the background."""

import logging
from datetime import timedelta
from functools import partial

from django.db import transaction
from django_tasks import task

from budgeting.crowdfunding.gateways.protocol import Refused, Unanswered
from budgeting.crowdfunding.gateways.registry import CARDS, PROMISE
from budgeting.treasury.reconciling.comparing import compare
from budgeting.treasury.reconciling.models import Comparison
from participation.clock import database_now

DAILY = timedelta(hours=24)
# One that did not end by then is begun again.
STOPPED = timedelta(hours=1)
log = logging.getLogger(__name__)


def run_due() -> str:
    """Has each gateway compared that was not within a day; says how many."""
    begun = sum(begin_if_due(gateway.key) for gateway in (PROMISE, *CARDS.values()) if not gateway.off())
    return f"comparing {begun} gateways with the books" if begun else ""


@transaction.atomic
def begin_if_due(gateway: str) -> bool:
    now = database_now()
    own = Comparison.objects.filter(gateway=gateway)
    if own.filter(ended_at__isnull=False, begun_at__gt=now - DAILY).exists():
        return False
    if own.filter(ended_at__isnull=True, begun_at__gt=now - STOPPED).exists():
        return False
    comparison = Comparison.objects.create(gateway=gateway)
    transaction.on_commit(partial(compare_with_books.enqueue, comparison.pk))
    return True


@task()
def compare_with_books(comparison_pk: int) -> int:
    """One comparison; returns how many payments the provider told of."""
    comparison = Comparison.objects.get(pk=comparison_pk)
    try:
        return compare(comparison).payments
    except (Unanswered, Refused) as problem:
        log.warning("no comparison with %s: %s", comparison.gateway, type(problem).__name__)
        return 0
