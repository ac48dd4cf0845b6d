"""What a provider says of a payment goes into the books; each step once, in whatever order it is heard."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.crowdfunding.actions.collecting import collect_pledge
from budgeting.crowdfunding.gateways.protocol import Order, Standing, Status
from budgeting.crowdfunding.models import Campaign, Pledge
from budgeting.crowdfunding.payments.accounts import at_the_service, refunds_due
from budgeting.crowdfunding.payments.models import LIVE, Payment
from budgeting.ledger.actions import post
from participation import live
from participation.audit.actions import record
from participation.clock import database_now

State = Payment.State
PledgeState = Pledge.State
# After these nothing more happens by itself.
BOOKED = (State.TAKEN, State.REFUND_DUE, State.REFUNDED, State.LOST)
# A payer has 90 minutes; a message may be lost on its way.
LOOK_AGAIN = {
    State.STARTING: timedelta(minutes=1),
    State.OPEN: timedelta(minutes=5),
    State.HELD: timedelta(minutes=30),
    State.REFUND_DUE: timedelta(minutes=30),
}
# A beginning that the provider still does not know by then did not happen.
GIVE_UP_STARTING = timedelta(minutes=90)
LONGEST_WAIT = timedelta(hours=4)


def order_of(payment: Payment, *, description: str = "", return_address: str = "") -> Order:
    return Order(
        key=payment.key,
        amount=payment.amount,
        currency=payment.currency,
        description=description,
        return_address=return_address,
        provider_id=payment.provider_id,
        hold_until=payment.hold_until,
        refunding=payment.state == State.REFUND_DUE,
    )


@transaction.atomic
def follow(*, payment: Payment, standing: Standing) -> Payment:
    """Write down how the payment stands at its provider, and move the money that this means.

    Harmless when repeated or heard out of order. A standing of another amount or key than we asked for moves
    nothing: the daily comparison lists it.
    """
    campaign = Campaign.objects.locked().get(pk=payment.pledge.campaign_id)
    payment = Payment.objects.select_for_update().get(pk=payment.pk)
    payment.pledge = Pledge.objects.get(pk=payment.pledge_id)
    known = standing.status != Status.UNKNOWN
    if known and (standing.key, standing.amount) != (payment.key, payment.amount):
        return payment
    if known:
        payment.provider_id = standing.provider_id
    _move(campaign, payment, standing)
    now = database_now()
    wait = LOOK_AGAIN.get(State(payment.state))
    payment.next_look_at = now + wait if wait else None
    payment.unanswered = 0
    payment.save()
    return payment


def _move(campaign: Campaign, payment: Payment, standing: Standing) -> None:
    if standing.status == Status.TAKEN and payment.state not in BOOKED:
        _take(campaign, payment)
    elif standing.status == Status.ENDED and payment.state in LIVE and payment.state != State.TAKEN:
        payment.state, payment.reason = State.ENDED, standing.reason[:40]
    elif standing.status == Status.HELD and payment.state in (State.STARTING, State.OPEN):
        payment.state = State.HELD
    elif standing.status == Status.OPEN and payment.state == State.STARTING:
        payment.state = State.OPEN
    elif standing.status == Status.UNKNOWN and _never_began(payment):
        payment.state, payment.reason = State.ENDED, "never begun"
    if payment.state == State.REFUND_DUE and standing.refunded >= payment.amount:
        _refunded(campaign, payment)


def _never_began(payment: Payment) -> bool:
    return payment.state == State.STARTING and database_now() > payment.created_at + GIVE_UP_STARTING


def _take(campaign: Campaign, payment: Payment) -> None:
    """Money came in: for its pledge if that still waits for it, else straight back to the card."""
    source = at_the_service(payment.gateway, payment.currency)
    if payment.pledge.state in (PledgeState.PROMISED, PledgeState.ASKED) and payment.state in LIVE:
        collect_pledge(pledge=payment.pledge, source=source, early=True)
        payment.state = State.TAKEN
        return
    memo = (_("Paid too late or twice: “%(title)s”") % {"title": campaign.title})[:200]
    lines = [(source, -payment.amount), (refunds_due(payment.currency), payment.amount)]
    post(key=f"payment:{payment.pk}:stray", memo=memo, lines=lines)
    payment.state = State.REFUND_DUE


def _refunded(campaign: Campaign, payment: Payment) -> None:
    memo = (_("Back on the card: “%(title)s”") % {"title": campaign.title})[:200]
    service = at_the_service(payment.gateway, payment.currency)
    lines = [(refunds_due(payment.currency), -payment.amount), (service, payment.amount)]
    post(key=f"payment:{payment.pk}:refunded", memo=memo, lines=lines)
    payment.state = State.REFUNDED
    record(verb="refund_card_payment", target=payment.pledge, facts={"amount": payment.amount})
    live.changed(f"campaign:{campaign.pk}")


@transaction.atomic
def note_no_answer(payment: Payment) -> None:
    """Ask again later, each time after twice as long, up to four hours."""
    payment = Payment.objects.select_for_update().get(pk=payment.pk)
    if payment.state in LOOK_AGAIN:
        wait = min(timedelta(minutes=2 ** min(payment.unanswered, 10)), LONGEST_WAIT)
        payment.next_look_at, payment.unanswered = database_now() + wait, min(payment.unanswered + 1, 100)
        payment.save(update_fields=["next_look_at", "unanswered"])
