"""What a backer reads about their payment by card."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from budgeting.crowdfunding import rules
from budgeting.crowdfunding.models import Campaign, Pledge
from budgeting.crowdfunding.payments.models import Payment
from participation.money import format_money

State = Payment.State
# By the provider's code of why it ended.
REASONS = {"P0020": "late", "P0030": "payer", "P0040": "us"}


def newest(payments: Iterable[Payment]) -> Payment | None:
    return max(payments, key=lambda payment: payment.pk, default=None)


def is_settled(payment: Payment | None) -> bool:
    """Nothing is left for the payer to do: it is held, and is taken by itself."""
    return payment is not None and payment.state == State.HELD


def pay_label(pledge: Pledge, campaign: Campaign, payment: Payment | None, now: datetime) -> str:
    """What the button says that leads to the card page; "" where there is nothing to pay by card."""
    if rules.card_refusal(pledge, campaign, now) or is_settled(payment):
        return ""
    amount = {"amount": format_money(pledge.amount, campaign.currency)}
    if payment is not None and payment.state in (State.STARTING, State.OPEN):
        return _("Go on with the payment of %(amount)s") % amount
    return _("Pay %(amount)s by card") % amount


def words_of(payment: Payment | None) -> str:
    """One or two sentences of where it stands; "" without one, and where the pledge says it already."""
    if payment is None:
        return ""
    if payment.state == State.ENDED:
        return _ended(REASONS.get(payment.reason, ""))
    return {
        State.STARTING: _("Your card payment was begun. We do not know yet if it went through."),
        State.OPEN: _("Your card payment is not finished. If you have just paid, look again in a minute."),
        State.HELD: _(
            "The amount is held on your card. It is taken if the campaign goes ahead, and set free if not."
        ),
        State.REFUND_DUE: _("Your money goes back to your card. That takes a few days."),
        State.REFUNDED: _("Your money went back to your card."),
        State.LOST: _("Your bank took the money back for you."),
    }.get(State(payment.state), "")


def _ended(why: str) -> str:
    return {
        "late": _("The card payment was not finished in time. Nothing was taken. You can try again."),
        "payer": _("You cancelled the card payment. Nothing was taken."),
        "us": _("The card payment was cancelled. Nothing was taken."),
    }.get(why) or _("The card was not accepted. Nothing was taken. Try again, or use another card.")
