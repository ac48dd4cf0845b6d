"""Which card payments are asked after now: messages of providers may be lost."""

from datetime import timedelta
from functools import partial

from django.db import transaction

from budgeting.crowdfunding.payments.looking import look_at
from budgeting.crowdfunding.payments.models import Payment
from participation.clock import database_now

# So that one turn of the clock fills no queue; the rest comes with the next.
AT_ONCE = 200
# Meanwhile the worker looks; if it is stopped in the middle, it looks again.
CLAIM = timedelta(minutes=5)


@transaction.atomic
def look_at_what_is_due() -> int:
    """Hands each to the worker, once; returns how many."""
    now = database_now()
    due = Payment.objects.to_look_at(now).select_for_update().order_by("next_look_at", "pk")
    pks = [payment.pk for payment in due[:AT_ONCE]]
    Payment.objects.filter(pk__in=pks).update(next_look_at=now + CLAIM)
    for pk in pks:
        transaction.on_commit(partial(look_at.enqueue, pk))
    return len(pks)
