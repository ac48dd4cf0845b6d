"""After a campaign succeeded: backers are reminded, what is not paid falls away, and the group is paid."""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from budgeting.crowdfunding.actions.accounts import lock_accounts, match_back, promise_ends
from budgeting.crowdfunding.asking import ask_backers
from budgeting.crowdfunding.backers import tell_backers
from budgeting.crowdfunding.collection_plan import last_moment, reminders_due
from budgeting.crowdfunding.models import Campaign, Pledge
from budgeting.crowdfunding.payments.models import Payment
from budgeting.crowdfunding.payments.sending_back import all_back_to_cards, look_soon
from budgeting.ledger.actions import Line, post
from participation import live
from participation.accounts.models import User
from participation.audit.actions import record
from participation.clock import database_now
from participation.money import format_money

State = Pledge.State


@transaction.atomic
def carry_on_collecting(*, campaign: Campaign) -> bool:
    """What the clock does by the published plan: remind; settle once all was paid or time is over.

    Idempotent. Returns whether the campaign was settled by this call.
    """
    campaign = Campaign.objects.locked().get(pk=campaign.pk)
    if campaign.closed_at is None or not campaign.succeeded or campaign.settled_at is not None:
        return False
    now, closed_at = database_now(), campaign.closed_at
    if now < last_moment(closed_at) and campaign.pledges.filter(state=State.ASKED).exists():
        _remind(campaign, reminders_due(closed_at, now))
        return False
    _settle(campaign)
    return True


def _remind(campaign: Campaign, due: int) -> None:
    if campaign.reminded < due:
        campaign.reminded = due
        campaign.save(update_fields=["reminded"])
        transaction.on_commit(partial(ask_backers.enqueue, campaign.pk))


def _settle(campaign: Campaign) -> None:
    """What was not paid falls away, and its match with it unless the fund counts what was pledged.

    With less than the minimum left, or nothing paid in, the campaign fails. Then all match returns, what was
    paid by card goes back to the cards, and the rest of what was paid in waits to be paid back.
    """
    accounts = lock_accounts(campaign)
    unpaid = campaign.pledges.filter(state=State.ASKED)
    sums = unpaid.aggregate(amount=Sum("amount", default=0), match=Sum("match", default=0))
    stays = campaign.match_fund is not None and campaign.match_fund.follows_promises
    lines = promise_ends(campaign, sums["amount"]) + match_back(campaign, 0 if stays else sums["match"])
    if lines:
        memo = (_("Not paid in time: “%(title)s”") % {"title": campaign.title})[:200]
        post(key=f"campaign:{campaign.pk}:unpaid", memo=memo, lines=lines)
    unpaid.update(state=State.UNPAID, **({} if stays else {"match": 0}))
    for account in accounts.values():
        account.refresh_from_db(fields=["balance"])
    # Money of the council alone carries nothing: somebody has to have paid.
    paid_in = campaign.collected.balance if campaign.collected else 0
    campaign.succeeded = campaign.raised >= campaign.minimum and paid_in > 0
    if not campaign.succeeded:
        _give_match_back(campaign)
        _give_card_money_back(campaign)
        tell_backers(campaign, "campaign-failed")
    campaign.settled_at = database_now()
    campaign.save(update_fields=["succeeded", "settled_at"])
    look_soon(Payment.objects.filter(pledge__campaign=campaign))
    live.changed(f"campaign:{campaign.pk}")
    facts = {"succeeded": campaign.succeeded, "raised": campaign.raised, "unpaid": sums["amount"]}
    record(verb="settle_campaign", target=campaign, facts=facts)


def _give_match_back(campaign: Campaign) -> None:
    if lines := match_back(campaign, campaign.matched.balance):
        memo = (_("Given back: too little was paid for “%(title)s”") % {"title": campaign.title})[:200]
        post(key=f"campaign:{campaign.pk}:match-back", memo=memo, lines=lines)
        campaign.pledges.update(match=0)


def _give_card_money_back(campaign: Campaign) -> None:
    paid = campaign.pledges.filter(payments__state=Payment.State.TAKEN).values_list("pk", flat=True)
    pledges = list(paid)
    if lines := all_back_to_cards(campaign):
        memo = (_("Back to the cards: too little was paid for “%(title)s”") % {"title": campaign.title})[:200]
        post(key=f"campaign:{campaign.pk}:cards-back", memo=memo, lines=lines)
        campaign.pledges.filter(pk__in=pledges).update(state=State.REFUNDED)


def payable(campaign: Campaign) -> int:
    """Minor units that the group is to be paid: what backers paid in and the council added."""
    paid_in = campaign.collected.balance if campaign.collected else 0
    return paid_in + campaign.matched.balance


def payout_refusal(campaign: Campaign) -> str:
    """Why the group cannot be paid now; "" when it can. Needs the accounts loaded."""
    if campaign.settled_at is None:
        return _("Backers are still being asked for their money.")
    if not campaign.succeeded:
        return _("This campaign did not go ahead.")
    if campaign.paid_out_at is not None:
        return _("The group was paid already.")
    return "" if payable(campaign) else _("No money came in.")


@transaction.atomic
def pay_out(*, campaign: Campaign, amount: int, posted_by: User) -> Campaign:
    """Pay the group all that was paid in and matched, once. Called by an act of two people.

    Raises ValidationError when that is not possible now, or not `amount` any more.
    """
    campaign = Campaign.objects.locked().get(pk=campaign.pk)
    lock_accounts(campaign)
    if refusal := payout_refusal(campaign):
        raise ValidationError(refusal, code="not_now")
    if amount != payable(campaign):
        now = format_money(payable(campaign), campaign.currency)
        raise ValidationError(
            _("The campaign holds %(now)s now. Decline this and propose it again.") % {"now": now},
            code="changed",
        )
    post(
        key=f"campaign:{campaign.pk}:payout",
        memo=(_("Paid to “%(payee)s”") % {"payee": campaign.payee})[:200],
        lines=_payout_lines(campaign, amount),
        posted_by=posted_by,
    )
    campaign.pledges.filter(state=State.COLLECTED).update(state=State.PAID_OUT)
    campaign.paid_out_at = database_now()
    campaign.save(update_fields=["paid_out_at"])
    return campaign


def _payout_lines(campaign: Campaign, amount: int) -> list[Line]:
    into, out = campaign.paid_out, campaign.collected
    if into is None or out is None:
        raise ValidationError(_("No money came in."), code="not_now")
    lines: list[Line] = [(into, amount)]
    lines += [(account, -account.balance) for account in (out, campaign.matched) if account.balance]
    return lines
