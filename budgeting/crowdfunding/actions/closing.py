"""What the clock does to a campaign once it has ended."""

from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.crowdfunding.actions.accounts import lock_accounts, promises
from budgeting.crowdfunding.backers import tell_backers
from budgeting.crowdfunding.models import Campaign
from budgeting.crowdfunding.querysets import CLOSE_WAIT
from budgeting.crowdfunding.rules import waits_for_match
from budgeting.ledger.actions import Line, post
from participation import live
from participation.audit.actions import record
from participation.clock import database_now


@transaction.atomic
def close_campaign(*, campaign: Campaign) -> bool:
    """Once, `CLOSE_WAIT` after the end: below its minimum a campaign gives all back.

    Where its fund shares its money at the end, not before that. Returns whether it succeeded; before that
    time, whether it would.
    """
    campaign = Campaign.objects.locked().get(pk=campaign.pk)
    lock_accounts(campaign)
    now = database_now()
    succeeded = campaign.raised >= campaign.minimum
    if campaign.closed_at is not None or now < campaign.end + CLOSE_WAIT or waits_for_match(campaign):
        return succeeded
    raised = campaign.raised
    if not succeeded:
        _give_back(campaign)
    campaign.closed_at = now
    campaign.save(update_fields=["closed_at"])
    live.changed(f"campaign:{campaign.pk}")
    tell_backers(campaign, "campaign-succeeded" if succeeded else "campaign-failed")
    record(verb="close_campaign", target=campaign, facts={"succeeded": succeeded, "raised": raised})
    return succeeded


def _give_back(campaign: Campaign) -> None:
    lines: list[Line] = []
    if pledged := campaign.pledged.balance:
        lines += [(campaign.pledged, -pledged), (promises(campaign.currency), pledged)]
    if (matched := campaign.matched.balance) and campaign.match_fund is not None:
        lines += [(campaign.matched, -matched), (campaign.match_fund.account, matched)]
    if lines:
        memo = (_("Given back: “%(title)s” did not reach its minimum") % {"title": campaign.title})[:200]
        post(key=f"campaign:{campaign.pk}:give-back", memo=memo, lines=lines)
