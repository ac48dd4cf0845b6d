"""What the clock does to a campaign once it has ended."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.crowdfunding.actions.accounts import (
    lock_accounts,
    match_back,
    open_money_accounts,
    promise_ends,
)
from budgeting.crowdfunding.asking import ask_backers
from budgeting.crowdfunding.backers import tell_backers
from budgeting.crowdfunding.models import Campaign, Pledge
from budgeting.crowdfunding.payments.models import Payment
from budgeting.crowdfunding.payments.sending_back import all_back_to_cards, look_soon
from budgeting.crowdfunding.querysets import CLOSE_WAIT
from budgeting.crowdfunding.rules import waits_for_match
from budgeting.ledger.actions import post
from participation import live
from participation.audit.actions import record
from participation.clock import database_now

State = Pledge.State


@transaction.atomic
def close_campaign(*, campaign: Campaign) -> bool:
    """Once, `CLOSE_WAIT` after the end: below its minimum a campaign gives all back, else backers are asked.

    One of two rounds is asked at the end of the first: below its minimum it ends there, else it goes on.
    Where its fund shares its money at the end, not before that. Returns whether it succeeded; before that
    time, whether it would.
    """
    campaign = Campaign.objects.locked().get(pk=campaign.pk)
    lock_accounts(campaign)
    now = database_now()
    succeeded = campaign.raised >= campaign.minimum
    if campaign.closed_at is not None or now < campaign.next_end + CLOSE_WAIT or waits_for_match(campaign):
        return succeeded if campaign.succeeded is None else campaign.succeeded
    if succeeded and campaign.next_end < campaign.end:
        _begin_second_round(campaign, now)
        return True
    raised = campaign.raised
    promised = campaign.pledges.filter(state=State.PROMISED)
    if succeeded:
        open_money_accounts(campaign)
        promised.update(state=State.ASKED, asked_at=now)
        transaction.on_commit(partial(ask_backers.enqueue, campaign.pk))
    else:
        _give_back(campaign)
        campaign.pledges.filter(state__in=[State.PROMISED, State.COLLECTED]).update(state=State.RELEASED)
    campaign.closed_at, campaign.succeeded = now, succeeded
    campaign.save(update_fields=["closed_at", "succeeded", "collected", "paid_out"])
    look_soon(Payment.objects.filter(pledge__campaign=campaign))
    live.changed(f"campaign:{campaign.pk}")
    tell_backers(campaign, "campaign-succeeded" if succeeded else "campaign-failed")
    record(verb="close_campaign", target=campaign, facts={"succeeded": succeeded, "raised": raised})
    return succeeded


def _begin_second_round(campaign: Campaign, now: datetime) -> None:
    campaign.second_round_at = now
    campaign.save(update_fields=["second_round_at"])
    tell_backers(campaign, "campaign-second-round")
    record(verb="begin_second_round", target=campaign, facts={"raised": campaign.raised})


def _give_back(campaign: Campaign) -> None:
    lines = promise_ends(campaign, campaign.pledged.balance) + match_back(campaign, campaign.matched.balance)
    lines += all_back_to_cards(campaign)
    if lines:
        memo = (_("Given back: “%(title)s” did not reach its minimum") % {"title": campaign.title})[:200]
        post(key=f"campaign:{campaign.pk}:give-back", memo=memo, lines=lines)
