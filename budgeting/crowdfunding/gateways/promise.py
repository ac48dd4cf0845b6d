"""The gateway that needs nobody: a promise now, and a bank reference by mail once the campaign succeeds."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q, Sum

from budgeting.crowdfunding.gateways.protocol import Ability, Disputed, HoldTooLong, Order, Standing, Status
from budgeting.crowdfunding.models import Pledge
from budgeting.crowdfunding.payment_references import pledges_named_in
from budgeting.crowdfunding.tasks import mail_pay_request

State = Pledge.State
STATUS = {
    State.PROMISED: Status.OPEN,
    State.ASKED: Status.OPEN,
    State.COLLECTED: Status.TAKEN,
    State.PAID_OUT: Status.TAKEN,
    State.REFUNDED: Status.TAKEN,
}


class PromiseGateway:
    """Its provider is the council's own bank account: what came in is read from the bank's statements.

    An order's key is the pledge's reference. Money goes back by hand, by an act of two people.
    """

    key = "promise"
    ability = Ability.PROMISE
    longest_hold: timedelta | None = None

    def off(self) -> str:
        return ""

    def start(self, order: Order) -> Standing:
        if order.hold_until is not None:
            raise HoldTooLong("a promise sets no money aside")
        return self.confirm(order)

    def confirm(self, order: Order) -> Standing:
        pledge = self._with_bank(Q(pk__in=pledges_named_in(order.key))).first()
        return _standing(pledge) if pledge else Standing(Status.UNKNOWN, key=order.key)

    def collect(self, order: Order) -> Standing:
        """Tells the backer where to pay, with which reference."""
        for pk in pledges_named_in(order.key):
            transaction.on_commit(partial(mail_pay_request.enqueue, pk))
        return Standing(Status.OPEN, key=order.key)

    def release(self, order: Order) -> Standing:
        """Nobody outside knows of a promise."""
        return self.confirm(order)

    def refund(self, order: Order, refundable: int) -> Standing:
        """A person pays it back at the bank, so nothing has gone back yet."""
        return self.confirm(order)

    def disputes(self, since: datetime) -> Iterator[Disputed]:
        """Nobody takes a bank transfer back."""
        return iter(())

    def reconcile(self, since: datetime) -> Iterator[Standing]:
        """What the bank's statements say of each pledge that they paid."""
        paid = self._with_bank(Q(bank_lines__state="counted", collected_at__gte=since))
        return (_standing(pledge) for pledge in paid.iterator(chunk_size=2000))

    def _with_bank(self, which: Q) -> Any:
        counted = Q(bank_lines__state="counted")
        return Pledge.objects.filter(which).annotate(in_bank=Sum("bank_lines__amount", filter=counted))


def _standing(pledge: Any) -> Standing:
    return Standing(
        STATUS.get(pledge.state, Status.ENDED),
        provider_id=pledge.reference,
        key=pledge.reference,
        amount=pledge.in_bank or 0,
    )
