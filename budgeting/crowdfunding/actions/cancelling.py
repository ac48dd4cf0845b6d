"""A backer takes a promise back while the campaign runs."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.crowdfunding import rules
from budgeting.crowdfunding.actions.accounts import lock_accounts, match_back, promise_ends
from budgeting.crowdfunding.models import Campaign, Pledge
from budgeting.crowdfunding.payments.sending_back import back_to_card, look_soon, taken_for
from budgeting.ledger.actions import post
from participation import live
from participation.accounts.models import Identity


@transaction.atomic
def cancel_pledge(*, pledge: Pledge, identity: Identity | None, arrived_at: datetime) -> Pledge:
    """The promise ends and its match goes back to the fund, where later pledges find it; what was paid by
    card goes back to the card. Once; a repeat is harmless. `arrived_at` is the database clock read before
    this transaction.

    Raises PermissionDenied for somebody else's pledge, and ValidationError once the campaign has ended.
    """
    campaign = Campaign.objects.locked().get(pk=pledge.campaign_id)
    lock_accounts(campaign)
    pledge = Pledge.objects.get(pk=pledge.pk)
    if identity is None or pledge.identity_id != identity.pk:
        raise PermissionDenied(_("This is somebody else’s pledge."))
    if pledge.state == Pledge.State.CANCELLED:
        return pledge
    if refusal := rules.cancel_refusal(pledge, campaign, arrived_at):
        raise ValidationError(refusal, code="closed")
    memo = (_("Pledge taken back: “%(title)s”") % {"title": campaign.title})[:200]
    if paid := taken_for(pledge):
        post(key=f"pledge:{pledge.pk}:refund", memo=memo, lines=back_to_card(campaign, pledge, paid))
    else:
        lines = promise_ends(campaign, pledge.amount) + match_back(campaign, pledge.match)
        post(key=f"pledge:{pledge.pk}:release", memo=memo, lines=lines)
    pledge.state, pledge.match = Pledge.State.CANCELLED, 0
    pledge.save(update_fields=["state", "match"])
    look_soon(pledge.payments.all())
    live.changed(f"campaign:{campaign.pk}")
    return pledge
