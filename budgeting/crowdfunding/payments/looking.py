"""Asks a provider how a payment stands, and does there what its pledge needs, while no lock is held."""

import logging
from datetime import timedelta

from django_tasks import task

from budgeting.crowdfunding.gateways.protocol import Gateway, Refused, Standing, Status, Unanswered
from budgeting.crowdfunding.gateways.registry import CARDS
from budgeting.crowdfunding.models import Pledge
from budgeting.crowdfunding.payments.disputes import follow_dispute
from budgeting.crowdfunding.payments.following import follow, note_no_answer, order_of
from budgeting.crowdfunding.payments.models import Payment

# Between the provider and us.
CLOCKS_DIFFER = timedelta(hours=1)
log = logging.getLogger(__name__)
State = Payment.State
# The campaign goes ahead, so what is held is taken.
GOES_AHEAD = (Pledge.State.ASKED,)
WAITS = (Pledge.State.PROMISED, Pledge.State.ASKED)


def look(payment: Payment) -> Payment:
    """How it stands, and the next step at the provider; the payment as it is then.

    Raises Unanswered and Refused, after which it is looked at again later.
    """
    gateway = CARDS[payment.gateway]
    try:
        standing = gateway.confirm(order_of(payment))
        payment = follow(payment=payment, standing=standing)
        return _next_step(gateway, payment, standing)
    except (Unanswered, Refused):
        note_no_answer(payment)
        raise


def _next_step(gateway: Gateway, payment: Payment, standing: Standing) -> Payment:
    order, state = order_of(payment), Pledge.objects.get(pk=payment.pledge_id).state
    if payment.state == State.REFUND_DUE and not standing.refunding and standing.status == Status.TAKEN:
        return follow(payment=payment, standing=gateway.refund(order, standing.refundable))
    if payment.state == State.HELD and state in GOES_AHEAD:
        return follow(payment=payment, standing=gateway.collect(order))
    if payment.state in (State.OPEN, State.HELD) and state not in WAITS:
        return follow(payment=payment, standing=gateway.release(order))
    return payment


@task()
def look_at(payment_pk: int) -> str:
    """`look`, in the background; returns the payment's state then."""
    payment = Payment.objects.select_related("pledge").get(pk=payment_pk)
    try:
        return str(look(payment).state)
    except (Unanswered, Refused) as problem:
        log.warning("a card payment could not be read: %s", type(problem).__name__)
        return "no answer"


@task()
def look_at_disputes(payment_pk: int) -> int:
    """Reads the disputes about one payment again; returns how many. The daily comparison reads all."""
    payment = Payment.objects.select_related("pledge").get(pk=payment_pk)
    try:
        found = CARDS[payment.gateway].disputes(payment.created_at - CLOCKS_DIFFER)
        own = [each for each in found if each.payment_id == payment.provider_id]
    except (Unanswered, Refused) as problem:
        log.warning("disputes could not be read: %s", type(problem).__name__)
        return 0
    for each in own:
        follow_dispute(payment=payment, disputed=each)
    return len(own)
