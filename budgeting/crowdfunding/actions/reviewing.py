"""An officer looks a campaign over before it goes public, and declares who is connected to it."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from budgeting.crowdfunding import rules
from budgeting.crowdfunding.actions.accounts import lock_accounts, match_back
from budgeting.crowdfunding.models import Campaign
from budgeting.ledger.actions import post
from participation import live
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.clock import database_now


@transaction.atomic
def review_campaign(*, actor: User, campaign: Campaign, evidence: str) -> Campaign:
    """Say what shows who receives the money; from its start on everyone sees the campaign then.

    Another officer than who set it up does. Raises PermissionDenied, and ValidationError on `evidence`.
    """
    campaign = Campaign.objects.locked().get(pk=campaign.pk)
    if refusal := rules.review_refusal(actor, campaign):
        raise PermissionDenied(refusal)
    if not evidence.strip():
        raise ValidationError({"evidence": _("Say what shows who they are.")})
    now = database_now()
    if campaign.minimum_by <= now:
        raise ValidationError(_("Its time is over already. Set it up anew with a later end."), code="late")
    campaign.payee_evidence, campaign.reviewed_by, campaign.reviewed_at = evidence.strip(), actor, now
    campaign.save(update_fields=["payee_evidence", "reviewed_by", "reviewed_at"])
    record(verb="review_campaign", actor=actor, acting_as=OFFICER, target=campaign, note=evidence.strip())
    return campaign


@transaction.atomic
def declare_connected(*, actor: User, campaign: Campaign, people: Iterable[User], reason: str) -> Campaign:
    """People connected to who is paid, found out after the set-up: their pledges earn no match any more.

    What the council added to them goes back to its fund. Raises PermissionDenied, and ValidationError naming
    the field, or once the campaign is over.
    """
    if not rules.may_manage(actor):
        raise PermissionDenied(_("Only officers of the council declare who is connected."))
    campaign = Campaign.objects.locked().get(pk=campaign.pk)
    lock_accounts(campaign)
    if refusal := rules.connect_refusal(campaign):
        raise ValidationError(refusal, code="over")
    known = set(campaign.connected.values_list("pk", flat=True))
    new = [person for person in people if person.pk not in known]
    if not new:
        raise ValidationError({"people": _("Name somebody who is not declared yet.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say how they are connected.")})
    campaign.connected.add(*new)
    back = _give_their_match_back(campaign, new, actor)
    facts = {"people": len(new), "match_back": back}
    record(
        verb="declare_connected",
        actor=actor,
        acting_as=OFFICER,
        target=campaign,
        note=reason.strip(),
        facts=facts,
    )
    return campaign


def _give_their_match_back(campaign: Campaign, people: list[User], actor: User) -> int:
    own = campaign.pledges.filter(identity__user__in=people, match__gt=0)
    back: int = own.aggregate(sum=Sum("match", default=0))["sum"]
    if lines := match_back(campaign, back):
        memo = (_("Given back: backers connected to “%(title)s”") % {"title": campaign.title})[:200]
        # Each declaration names somebody new, so their number tells one from the other.
        key = f"campaign:{campaign.pk}:connected:{campaign.connected.count()}"
        post(key=key, memo=memo, lines=lines, posted_by=actor)
        own.update(match=0)
        live.changed(f"campaign:{campaign.pk}")
    return back
