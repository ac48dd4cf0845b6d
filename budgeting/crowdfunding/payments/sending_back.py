"""Card money that is not for a campaign any more goes back to its card: said once in the books, then done."""

from django.db.models import QuerySet

from budgeting.crowdfunding.actions.accounts import match_back
from budgeting.crowdfunding.models import Campaign, Pledge
from budgeting.crowdfunding.payments.accounts import refunds_due
from budgeting.crowdfunding.payments.models import Payment
from budgeting.ledger.actions import Line
from participation.clock import database_now

State = Payment.State


def taken_for(pledge: Pledge) -> Payment | None:
    """The card payment that paid this pledge."""
    return pledge.payments.filter(state=State.TAKEN).first()


def back_to_card(campaign: Campaign, pledge: Pledge, payment: Payment) -> list[Line]:
    """The lines with which a paid pledge's money leaves its campaign, and its match goes back to the fund.

    Marks the payment. Call it under the campaign's lock; the caller posts them.
    """
    return _out_of(campaign, [payment]) + match_back(campaign, pledge.match)


def all_back_to_cards(campaign: Campaign) -> list[Line]:
    """The lines with which all card money leaves a campaign that does not go ahead; none for nothing."""
    taken = Payment.objects.filter(
        pledge__campaign=campaign, pledge__state=Pledge.State.COLLECTED, state=State.TAKEN
    )
    return _out_of(campaign, list(taken))


def look_soon(payments: QuerySet[Payment]) -> None:
    """Pledges changed: what is open or held is released or taken, what is due sent back, at the next look."""
    waiting = payments.filter(state__in=[State.STARTING, State.OPEN, State.HELD, State.REFUND_DUE])
    waiting.update(next_look_at=database_now())


def _out_of(campaign: Campaign, payments: list[Payment]) -> list[Line]:
    if not payments or campaign.collected is None:
        return []
    Payment.objects.filter(pk__in=[each.pk for each in payments]).update(state=State.REFUND_DUE)
    amount = sum(each.amount for each in payments)
    return [(campaign.collected, -amount), (refunds_due(campaign.currency), amount)]
