"""A backer begins to pay a pledge by card, or goes on with what they began."""

import logging
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from budgeting.crowdfunding import rules
from budgeting.crowdfunding.gateways.protocol import (
    Gateway,
    Refused,
    Standing,
    Status,
    Unanswered,
    hold_refusal,
)
from budgeting.crowdfunding.gateways.registry import CARDS, card_gateway
from budgeting.crowdfunding.models import Campaign, Pledge
from budgeting.crowdfunding.payments.following import LOOK_AGAIN, follow, note_no_answer, order_of
from budgeting.crowdfunding.payments.models import Payment
from budgeting.crowdfunding.querysets import CLOSE_WAIT
from participation.accounts.models import Identity
from participation.clock import database_now

log = logging.getLogger(__name__)
State = Payment.State
# The clock closes a campaign, the worker takes what is held: room for both to be late.
HOLD_ROOM = timedelta(hours=12)


def pay_by_card(*, pledge: Pledge, identity: Identity | None, return_address: str) -> tuple[Payment, str]:
    """The payment, and where the payer goes on; "" when nothing is left to do there.

    At most one payment of a pledge is under way, and the same one is gone on with. Raises PermissionDenied,
    and ValidationError when the pledge cannot be paid now or the service gives no answer.
    """
    payment = _begun(pledge, identity)
    gateway = CARDS[payment.gateway]
    try:
        standing = _started(gateway, payment, return_address)
    except Unanswered as problem:
        note_no_answer(payment)
        words = _("The card service does not answer just now. Nothing was taken. Try again in a minute.")
        raise ValidationError(words, code="no_answer") from problem
    except Refused as problem:
        note_no_answer(payment)
        log.error("the card service began no payment: %s", problem.code)
        words = _("The card service did not take this payment. Nothing was taken. You can pay by bank.")
        raise ValidationError(words, code="refused") from problem
    return follow(payment=payment, standing=standing), standing.address


@transaction.atomic
def _begun(pledge: Pledge, identity: Identity | None) -> Payment:
    """The live payment of this pledge, or a new one, kept before the provider hears of it."""
    campaign = Campaign.objects.locked().get(pk=pledge.campaign_id)
    pledge = Pledge.objects.get(pk=pledge.pk)
    if identity is None or pledge.identity_id != identity.pk:
        raise PermissionDenied(_("This is somebody else’s pledge."))
    if live := pledge.payments.live().select_related("pledge").first():
        return live
    gateway = card_gateway()
    if gateway is None:
        raise ValidationError(_("Cards cannot be used just now. You can pay by bank."), code="closed")
    now = database_now()
    if refusal := rules.card_refusal(pledge, campaign, now):
        raise ValidationError(refusal, code="closed")
    return Payment.objects.create(
        pledge=pledge,
        gateway=gateway.key,
        key=f"{pledge.reference}-{get_random_string(12).lower()}",
        amount=pledge.amount,
        currency=campaign.currency,
        hold_until=_hold_until(gateway, campaign, pledge, now),
        next_look_at=now + LOOK_AGAIN[State.STARTING],
    )


def _hold_until(gateway: Gateway, campaign: Campaign, pledge: Pledge, now: datetime) -> datetime | None:
    """Money is only held where the gateway can hold it until the campaign is closed; else it is taken."""
    if pledge.state != Pledge.State.PROMISED:
        return None
    fund = campaign.match_fund
    ends = [campaign.end, *([fund.end] if fund is not None and fund.end else [])]
    until = max(ends) + CLOSE_WAIT + HOLD_ROOM
    return None if hold_refusal(gateway, now, until) else until


def _started(gateway: Gateway, payment: Payment, return_address: str) -> Standing:
    """Begun, or read again: never begun twice, for the key is the same."""
    title = payment.pledge.campaign.title
    order = order_of(payment, description=title, return_address=return_address)
    standing = gateway.confirm(order) if payment.state != State.STARTING or payment.unanswered else None
    if standing is None or (standing.status == Status.UNKNOWN and payment.state == State.STARTING):
        standing = gateway.start(order)
    return standing
