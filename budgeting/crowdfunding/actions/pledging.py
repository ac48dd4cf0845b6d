"""A pledge, and the council money that follows it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from budgeting.allocation.matching import Limits, PledgeLimits, first_come_match
from budgeting.crowdfunding import rules
from budgeting.crowdfunding.actions.accounts import lock_accounts, promises
from budgeting.crowdfunding.models import Campaign, Pledge
from budgeting.ledger.actions import Line, post
from participation import live
from participation.accounts.models import Identity
from participation.money import format_money


@transaction.atomic
def pledge(
    *,
    campaign: Campaign,
    identity: Identity | None,
    amount: int,
    key: str,
    arrived_at: datetime,
    named: bool = False,
) -> Pledge:
    """Promise `amount` minor units; council money follows at once, as far as the fund's limits let it.

    `arrived_at` is the database clock read before this transaction. The same `key` with the same pledge
    gives the first pledge again. Raises PermissionDenied without an identity, and ValidationError.
    """
    if identity is None:
        raise PermissionDenied(_("Only verified residents pledge."))
    # The campaign first, then its accounts by id: one order everywhere, so that nobody waits in a circle.
    campaign = Campaign.objects.locked().get(pk=campaign.pk)
    if earlier := Pledge.objects.filter(key=key).first():
        return _same(earlier, campaign, identity, amount)
    lock_accounts(campaign)
    if refusal := rules.closed_refusal(campaign, arrived_at):
        raise ValidationError(refusal, code="closed")
    _check_amount(campaign, amount)
    match = match_for(campaign, identity, amount)
    made = Pledge.objects.create(
        campaign=campaign, identity=identity, key=key, amount=amount, match=match, named=named
    )
    post_pledge(campaign, made)
    live.changed(f"campaign:{campaign.pk}")
    return made


def match_for(campaign: Campaign, identity: Identity, amount: int) -> int:
    """The match of a pledge of `amount` minor units; exact only while the campaign's accounts are locked."""
    fund = campaign.match_fund
    if fund is None or (campaign.organiser_id and identity.user_id == campaign.organiser_id):
        return 0
    earlier = Pledge.objects.of_fund(fund).filter(identity=identity)
    left = PledgeLimits(
        person_left=fund.cap_per_person - (earlier.aggregate(sum=Sum("match"))["sum"] or 0),
        campaign_left=min(fund.cap_per_campaign - campaign.matched.balance, campaign.to_go - amount),
        fund_left=fund.account.balance,
    )
    return first_come_match(amount, Limits(fund.ratio_match, fund.ratio_pledge), left)


def post_pledge(campaign: Campaign, made: Pledge) -> None:
    """The pledge and its match in the ledger, as one transfer."""
    lines: list[Line] = [(promises(campaign.currency), -made.amount), (campaign.pledged, made.amount)]
    if made.match and campaign.match_fund is not None:
        lines += [(campaign.match_fund.account, -made.match), (campaign.matched, made.match)]
    memo = (_("Pledge to “%(title)s”") % {"title": campaign.title})[:200]
    post(key=f"pledge:{made.pk}", memo=memo, lines=lines)


def _check_amount(campaign: Campaign, amount: int) -> None:
    if amount <= 0:
        raise ValidationError({"amount": _("Pledge more than nothing.")})
    if amount > campaign.to_go:
        left = format_money(campaign.to_go, campaign.currency)
        raise ValidationError({"amount": _("This campaign needs only %(left)s more.") % {"left": left}})


def _same(earlier: Pledge, campaign: Campaign, identity: Identity, amount: int) -> Pledge:
    if (earlier.campaign_id, earlier.identity_id, earlier.amount) != (campaign.pk, identity.pk, amount):
        raise ValidationError(_("This form was already used for another pledge. Start again."), code="key")
    return earlier
