"""Money for a pledge comes in, or goes back; each of it once."""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.crowdfunding.actions.accounts import (
    lock_accounts,
    match_back,
    open_money_accounts,
    promise_ends,
)
from budgeting.crowdfunding.models import Campaign, Pledge
from budgeting.crowdfunding.payments.sending_back import back_to_card, look_soon, taken_for
from budgeting.crowdfunding.tasks import mail_receipt
from budgeting.ledger.accounts import treasury
from budgeting.ledger.actions import Line, post
from budgeting.ledger.models import Account
from participation import live
from participation.accounts.models import User
from participation.clock import database_now

State = Pledge.State


@transaction.atomic
def collect_pledge(
    *, pledge: Pledge, source: Account, excess: int = 0, early: bool = False, posted_by: User | None = None
) -> Pledge:
    """The whole amount of an asked pledge, out of `source`; the promise ends. A receipt follows by mail.

    `early`: it may be paid while its campaign still runs. `excess` minor units more of the same payment go
    back to whoever paid, in the same transfer.
    Raises ValidationError for a pledge that waits for no money, and Overdrawn.
    """
    campaign, pledge = _locked(pledge)
    if campaign.collected is None:
        # The first payment before the end, or it was closed before there were accounts for payments.
        open_money_accounts(campaign)
        campaign.save(update_fields=["collected", "paid_out"])
    payable = (State.ASKED, State.PROMISED) if early else (State.ASKED,)
    if pledge.state not in payable or campaign.collected is None:
        raise ValidationError(
            _("%(reference)s waits for no money.") % {"reference": pledge.reference}, code="not_asked"
        )
    lines: list[Line] = [(source, -pledge.amount - excess), (campaign.collected, pledge.amount)]
    lines += [(treasury(campaign.currency), excess)] if excess else []
    memo = (_("Paid in for “%(title)s”") % {"title": campaign.title})[:200]
    lines += promise_ends(campaign, pledge.amount)
    post(key=f"pledge:{pledge.pk}:collect", memo=memo, lines=lines, posted_by=posted_by)
    pledge.state, pledge.collected_at = State.COLLECTED, database_now()
    pledge.save(update_fields=["state", "collected_at"])
    live.changed(f"campaign:{campaign.pk}")
    transaction.on_commit(partial(mail_receipt.enqueue, pledge.pk))
    return pledge


@transaction.atomic
def refund_pledge(*, pledge: Pledge, posted_by: User) -> Pledge:
    """Pay a collected pledge back the way it came, before the group was paid; its match returns to the fund.

    Called by an act of two people. Raises ValidationError for a pledge whose money is not here.
    """
    campaign, pledge = _locked(pledge)
    # The fund's account before those of the town: the order of all that touch it.
    lock_accounts(campaign)
    if refusal := refund_refusal(pledge):
        raise ValidationError(refusal, code="not_here")
    if paid := taken_for(pledge):
        lines = back_to_card(campaign, pledge, paid)
        look_soon(pledge.payments.all())
    else:
        lines = _back_by_bank(campaign, pledge)
    memo = (_("Paid back: “%(title)s”") % {"title": campaign.title})[:200]
    post(key=f"pledge:{pledge.pk}:refund", memo=memo, lines=lines, posted_by=posted_by)
    pledge.state, pledge.match = State.REFUNDED, 0
    pledge.save(update_fields=["state", "match"])
    live.changed(f"campaign:{campaign.pk}")
    return pledge


def _back_by_bank(campaign: Campaign, pledge: Pledge) -> list[Line]:
    lines: list[Line] = [(treasury(campaign.currency), pledge.amount)]
    if campaign.collected is not None:
        lines += [(campaign.collected, -pledge.amount)]
    return lines + match_back(campaign, pledge.match)


def refund_refusal(pledge: Pledge) -> str:
    """Why there is nothing to pay back; "" when there is."""
    if pledge.state == State.COLLECTED:
        return ""
    return _("%(reference)s: “%(state)s”. Only money that was paid in and not yet passed on can go back.") % {
        "reference": pledge.reference,
        "state": pledge.get_state_display(),
    }


def _locked(pledge: Pledge) -> tuple[Campaign, Pledge]:
    """The campaign under lock, and the pledge as it is now."""
    campaign = Campaign.objects.locked().get(pk=pledge.campaign_id)
    return campaign, Pledge.objects.get(pk=pledge.pk)
