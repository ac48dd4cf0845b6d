"""A provider's message names a payment. Nothing else in it is used: the payment is read again."""

from functools import partial
from typing import Any

from django.db import transaction

from budgeting.crowdfunding.payments.looking import look_at, look_at_disputes
from budgeting.crowdfunding.payments.models import Payment


@transaction.atomic
def hear(*, gateway: str, kind: str, told: dict[str, Any]) -> None:
    """Has the named payment looked at in the background. One that we do not know is left to the daily
    comparison. Raises KeyError or TypeError for a message that names none."""
    named = told["resource_id"] if kind == "payment" else told["resource"]["payment_id"]
    payment = Payment.objects.filter(gateway=gateway, provider_id=str(named)).first() if named else None
    if payment is not None:
        heard_by = look_at_disputes if kind == "dispute" else look_at
        transaction.on_commit(partial(heard_by.enqueue, payment.pk))
