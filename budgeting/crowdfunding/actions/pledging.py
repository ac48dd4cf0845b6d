"""A pledge, and the council money that follows it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.crowdfunding import rules
from budgeting.crowdfunding.actions.accounts import lock_accounts, promises
from budgeting.crowdfunding.actions.matching import match_for, match_waiting
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
    waiting = match_waiting(campaign, identity, amount, arrived_at)
    match = match_for(campaign, identity, amount, arrived_at)
    made = Pledge.objects.create(
        campaign=campaign, identity=identity, key=key, amount=amount, match=match, named=named
    )
    post_pledge(campaign, made, waiting)
    live.changed(f"campaign:{campaign.pk}")
    return made


def post_pledge(campaign: Campaign, made: Pledge, waiting: int = 0) -> None:
    """The pledge, its match and what the council adds to those who waited, in the ledger as one transfer."""
    lines: list[Line] = [(promises(campaign.currency), -made.amount), (campaign.pledged, made.amount)]
    if (match := made.match + waiting) and campaign.match_fund is not None:
        lines += [(campaign.match_fund.account, -match), (campaign.matched, match)]
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
