"""What a backer sees of their own pledges to one campaign."""

from datetime import datetime
from typing import Any

from django.conf import settings

from budgeting.crowdfunding import rules
from budgeting.crowdfunding.collection_plan import last_moment
from budgeting.crowdfunding.gateways.registry import card_gateway
from budgeting.crowdfunding.models import Campaign, Pledge
from budgeting.crowdfunding.payments.words import is_settled, newest, pay_label, words_of
from participation.accounts.rules import identity_of

State = Pledge.State
TONES = {
    State.PROMISED: "brand",
    State.ASKED: "warn",
    State.COLLECTED: "good",
    State.PAID_OUT: "good",
}


def own_facts(user: Any, campaign: Campaign, now: datetime) -> dict[str, Any]:
    """The person's pledges, newest first, with what they can do; and how to pay."""
    identity = identity_of(user)
    own = Pledge.objects.filter(campaign=campaign, identity=identity) if identity else Pledge.objects.none()
    return {
        "rows": [_row(pledge, campaign, now) for pledge in own.prefetch_related("payments")],
        "account": settings.COLLECTION_ACCOUNT,
        "last_moment": last_moment(campaign.closed_at) if campaign.closed_at else None,
    }


def _row(pledge: Pledge, campaign: Campaign, now: datetime) -> dict[str, Any]:
    payment = newest(pledge.payments.all())
    return {
        "pledge": pledge,
        "tone": TONES.get(pledge.state, "info"),
        "may_cancel": not rules.cancel_refusal(pledge, campaign, now),
        "to_pay": pledge.state == State.ASKED and not is_settled(payment),
        "payment_words": words_of(payment),
        "pay_label": pay_label(pledge, campaign, payment, now) if card_gateway() else "",
    }
