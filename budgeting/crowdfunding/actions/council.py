"""What officers set up: campaigns, and news for the backers."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.crowdfunding import rules
from budgeting.crowdfunding.actions.accounts import new_account
from budgeting.crowdfunding.backers import tell_backers
from budgeting.crowdfunding.eligibility import fund_refusal
from budgeting.crowdfunding.match_funds import MatchFund
from budgeting.crowdfunding.models import Campaign, CampaignUpdate
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.areas.models import Area
from participation.audit.actions import record
from participation.debate.models import Thread
from participation.processes.models import Category
from participation.proposals.models import Proposal
from participation.proposals.pictures import read_picture


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
    first_end: datetime | None = None,
    mode: str = Campaign.Mode.FROM_MINIMUM,
    if_it_fails: str = "",
    area: Area | None = None,
    organiser: User | None = None,
    proposal: Proposal | None = None,
    category: Category | None = None,
    match_fund: MatchFund | None = None,
    connected: Iterable[User] = (),
    picture: File | str = "",
    picture_alt: str = "",
) -> Campaign:
    """A campaign with its accounts and its discussion; it is public from its start, once it was reviewed.

    `budget_lines` are (words, minor units) that add up to `target`; the council follows no pledge of the
    organiser and of those `connected` to who is paid; `picture` is an uploaded file, which is
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
        first_end=first_end,
        set_up_by=actor,
        mode=mode,
        if_it_fails=if_it_fails,
        area=area,
        organiser=organiser,
        proposal=proposal,
        category=category,
        match_fund=match_fund,
        picture=picture if isinstance(picture, str) else read_picture(picture)[0],
        picture_alt=picture_alt,
        pledged=new_account("pledged", _("Pledged: %(title)s") % {"title": title}, currency),
        matched=new_account("matched", _("Matched: %(title)s") % {"title": title}, currency),
        thread=Thread.objects.create(),
    )
    _check_campaign(campaign)
    campaign.save()
    campaign.connected.set(connected)
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


def _check_campaign(campaign: Campaign) -> None:
    problems = {}
    amounts = [amount for _words, amount in campaign.budget_lines]
    if any(amount <= 0 for amount in amounts) or sum(amounts) != campaign.target:
        problems["budget_lines"] = _("What the money buys must add up to the target.")
    if not 0 < campaign.minimum <= campaign.target:
        problems["minimum"] = _("The least amount must be above zero and at most the target.")
    elif campaign.mode == Campaign.Mode.ALL_OR_NOTHING and campaign.minimum != campaign.target:
        problems["minimum"] = _("All or nothing: the least amount is the target.")
    if campaign.end <= campaign.start:
        problems["end"] = _("The end must come after the start.")
    if campaign.mode == Campaign.Mode.TWO_ROUNDS:
        if campaign.first_end is None or not campaign.start < campaign.first_end < campaign.end:
            problems["first_end"] = _("Say when the first round ends: between the start and the end.")
        if campaign.minimum == campaign.target:
            problems["minimum"] = _("Two rounds: the least amount is below the target.")
    elif campaign.first_end is not None:
        problems["first_end"] = _("Only a campaign of two rounds has this. Leave it empty.")
    if campaign.match_fund is not None and (refusal := fund_refusal(campaign, campaign.match_fund)):
        problems["match_fund"] = refusal
    if campaign.picture and not campaign.picture_alt:
        problems["picture_alt"] = _("Say in a few words what the picture shows.")
    if problems:
        raise ValidationError(problems)
    campaign.full_clean()
