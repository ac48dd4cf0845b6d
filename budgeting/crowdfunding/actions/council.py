"""What officers set up: match funds, campaigns, and news for the backers."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.crowdfunding import rules
from budgeting.crowdfunding.actions.accounts import new_account
from budgeting.crowdfunding.backers import tell_backers
from budgeting.crowdfunding.models import Campaign, CampaignUpdate, MatchFund
from budgeting.ledger.actions import post
from budgeting.rounds.models import Pot
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.areas.models import Area
from participation.audit.actions import record
from participation.debate.models import Thread
from participation.proposals.models import Proposal
from participation.proposals.pictures import read_picture


@transaction.atomic
def create_match_fund(
    *,
    actor: User,
    title: str,
    pot: Pot,
    amount: int,
    cap_per_person: int,
    cap_per_campaign: int,
    ratio_match: int = 1,
    ratio_pledge: int = 1,
) -> MatchFund:
    """Set `amount` minor units of the pot's free money aside for matching.

    Raises PermissionDenied, ValidationError naming the field, and Overdrawn when the pot holds less.
    """
    if not rules.may_fund(actor):
        raise PermissionDenied(_("Only officers and finance put match money aside."))
    fund = MatchFund(
        title=title.strip(),
        pot=pot,
        amount=amount,
        account=new_account("match-fund", title, pot.currency),
        ratio_match=ratio_match,
        ratio_pledge=ratio_pledge,
        cap_per_person=cap_per_person,
        cap_per_campaign=cap_per_campaign,
    )
    _check_fund(fund)
    fund.save()
    post(
        key=f"match-fund:{fund.pk}",
        memo=(_("Set aside for “%(fund)s”") % {"fund": title})[:200],
        lines=[(pot.free, -amount), (fund.account, amount)],
        posted_by=actor,
    )
    record(
        verb="create_match_fund",
        actor=actor,
        acting_as=OFFICER,
        target=fund,
        facts={"amount": amount, "pot": pot.pk},
    )
    return fund


@transaction.atomic
def create_campaign(
    *,
    actor: User,
    title: str,
    slug: str,
    purpose: str,
    story: str,
    budget_lines: Sequence[tuple[str, int]],
    payee: str,
    currency: str,
    target: int,
    minimum: int,
    start: datetime,
    end: datetime,
    if_it_fails: str = "",
    area: Area | None = None,
    organiser: User | None = None,
    proposal: Proposal | None = None,
    match_fund: MatchFund | None = None,
    picture: File | str = "",
    picture_alt: str = "",
) -> Campaign:
    """A campaign with its accounts and its discussion; it is public from its start.

    `budget_lines` are (words, minor units) that add up to `target`; `picture` is an uploaded file, which is
    re-encoded, or the name of a stored one. Raises PermissionDenied, and ValidationError naming the field.
    """
    if not rules.may_manage(actor):
        raise PermissionDenied(_("Only officers of the council set up campaigns."))
    campaign = Campaign(
        title=title.strip(),
        slug=slug,
        purpose=purpose,
        story=story,
        budget_lines=[[words, amount] for words, amount in budget_lines],
        payee=payee,
        currency=currency,
        target=target,
        minimum=minimum,
        start=start,
        end=end,
        if_it_fails=if_it_fails,
        area=area,
        organiser=organiser,
        proposal=proposal,
        match_fund=match_fund,
        picture=picture if isinstance(picture, str) else read_picture(picture)[0],
        picture_alt=picture_alt,
        pledged=new_account("pledged", _("Pledged: %(title)s") % {"title": title}, currency),
        matched=new_account("matched", _("Matched: %(title)s") % {"title": title}, currency),
        thread=Thread.objects.create(),
    )
    _check_campaign(campaign)
    campaign.save()
    record(
        verb="create_campaign",
        actor=actor,
        acting_as=OFFICER,
        target=campaign,
        facts={"target": target, "minimum": minimum},
    )
    return campaign


@transaction.atomic
def post_update(*, actor: User, campaign: Campaign, title: str, text: str, posted_on: date) -> CampaignUpdate:
    """News for the backers, written down by an officer. Raises PermissionDenied and ValidationError."""
    if not rules.may_manage(actor):
        raise PermissionDenied(_("Only officers of the council post updates."))
    update = CampaignUpdate(campaign=campaign, title=title.strip(), text=text, posted_on=posted_on)
    update.full_clean()
    update.save()
    tell_backers(campaign, "campaign-update", actor)
    record(
        verb="post_campaign_update",
        actor=actor,
        acting_as=OFFICER,
        target=campaign,
        facts={"update": update.pk},
    )
    return update


def _check_fund(fund: MatchFund) -> None:
    problems = {
        name: _("The amount must be above zero.")
        for name in ("amount", "cap_per_person", "cap_per_campaign")
        if getattr(fund, name) <= 0
    }
    if problems:
        raise ValidationError(problems)
    fund.full_clean()


def _check_campaign(campaign: Campaign) -> None:
    problems = {}
    amounts = [amount for _words, amount in campaign.budget_lines]
    if any(amount <= 0 for amount in amounts) or sum(amounts) != campaign.target:
        problems["budget_lines"] = _("What the money buys must add up to the target.")
    if not 0 < campaign.minimum <= campaign.target:
        problems["minimum"] = _("The least amount must be above zero and at most the target.")
    if campaign.end <= campaign.start:
        problems["end"] = _("The end must come after the start.")
    if campaign.match_fund is not None and campaign.match_fund.pot.currency != campaign.currency:
        problems["match_fund"] = _("The match fund must hold the campaign's currency.")
    if campaign.picture and not campaign.picture_alt:
        problems["picture_alt"] = _("Say in a few words what the picture shows.")
    if problems:
        raise ValidationError(problems)
    campaign.full_clean()
