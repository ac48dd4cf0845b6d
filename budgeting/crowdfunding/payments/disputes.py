"""A payer's bank takes money back: once the provider lost the dispute, the books say who bears it.

Before the group was paid, the money comes out of its campaign and the match goes back to the fund. After that
the group keeps what it was paid, the match is not counted anew, and the council bears amount and fee. The
fee is always the council's.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.crowdfunding.actions.accounts import lock_accounts, match_back
from budgeting.crowdfunding.gateways.protocol import Disputed
from budgeting.crowdfunding.models import Campaign, Pledge
from budgeting.crowdfunding.payments.accounts import at_the_service, losses, refunds_due
from budgeting.crowdfunding.payments.models import Dispute, Payment
from budgeting.ledger.actions import Line, post
from participation import live
from participation.audit.actions import record
from participation.clock import database_now

State = Payment.State


@transaction.atomic
def follow_dispute(*, payment: Payment, disputed: Disputed) -> Dispute:
    """Write down how a dispute stands; a lost one is booked, once. Harmless when repeated.

    What the provider took must be its amount and fee; else nothing is booked, and the daily list has it.
    """
    campaign = Campaign.objects.locked().get(pk=payment.pledge.campaign_id)
    lock_accounts(campaign)
    payment = Payment.objects.select_for_update().get(pk=payment.pk)
    payment.pledge = Pledge.objects.get(pk=payment.pledge_id)
    dispute, _made = Dispute.objects.get_or_create(
        provider_id=disputed.provider_id,
        defaults={"payment": payment, "amount": disputed.amount, "status": disputed.status},
    )
    if dispute.booked_at is not None:
        return dispute
    dispute.status, dispute.is_over, dispute.fee = disputed.status, disputed.is_over, disputed.fee
    adds_up = -disputed.net_amount == disputed.amount + disputed.fee and disputed.amount == dispute.amount
    if disputed.is_lost and adds_up:
        _lose(campaign, payment, dispute)
    dispute.save()
    return dispute


def _lose(campaign: Campaign, payment: Payment, dispute: Dispute) -> None:
    dispute.booked_at = database_now()
    whole = dispute.amount == payment.amount
    lines = _out_of_where_it_lies(campaign, payment) if whole else []
    dispute.borne = dispute.fee + (0 if lines else dispute.amount)
    lines += [(at_the_service(payment.gateway, payment.currency), dispute.amount + dispute.fee)]
    lines += [(losses(payment.currency), -dispute.borne)] if dispute.borne else []
    memo = (_("Taken back by the payer’s bank: “%(title)s”") % {"title": campaign.title})[:200]
    post(key=f"dispute:{dispute.pk}:lost", memo=memo, lines=lines)
    if whole:
        payment.state, payment.next_look_at = State.LOST, None
        payment.save(update_fields=["state", "next_look_at"])
        payment.pledge.save(update_fields=["state", "match"])
    live.changed(f"campaign:{campaign.pk}")
    facts = {"amount": dispute.amount, "fee": dispute.fee, "council_bears": dispute.borne}
    record(verb="lose_dispute", target=payment.pledge, facts=facts)


def _out_of_where_it_lies(campaign: Campaign, payment: Payment) -> list[Line]:
    """The lines that take the amount from where it still is; none when it has left already."""
    pledge = payment.pledge
    if payment.state == State.REFUND_DUE:
        return [(refunds_due(payment.currency), -payment.amount)]
    if pledge.state != Pledge.State.COLLECTED or campaign.collected is None or payment.state != State.TAKEN:
        return []
    stays = campaign.match_fund is not None and campaign.match_fund.follows_promises
    lines = [(campaign.collected, -payment.amount), *match_back(campaign, 0 if stays else pledge.match)]
    pledge.state, pledge.match = Pledge.State.DISPUTED, pledge.match if stays else 0
    return lines
