"""Who may pledge, and who may set up campaigns and funds."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from budgeting.crowdfunding.match_funds import MatchFund
from budgeting.crowdfunding.models import Campaign, Pledge
from participation.accounts.rules import FINANCE, OFFICER, has_role, is_active, is_staff, is_verified


def may_see(user: Any, campaign: Campaign, now: datetime | None = None) -> bool:
    """Everyone, once it was reviewed and has started; before that the council's staff."""
    return has_started(campaign, now) or is_staff(user)


def has_started(campaign: Campaign, now: datetime | None = None) -> bool:
    if now is None:
        return Campaign.objects.public().filter(pk=campaign.pk).exists()
    return campaign.reviewed_at is not None and campaign.start <= now


def may_pledge(user: Any, campaign: Campaign, now: datetime) -> bool:
    return not pledge_refusal(user, campaign, now)


def pledge_refusal(user: Any, campaign: Campaign, now: datetime) -> str:
    """Why this person cannot pledge at `now`; "" when they can."""
    if refusal := closed_refusal(campaign, now):
        return refusal
    if not is_active(user):
        if user is not None and user.is_authenticated:
            return _("Your account is blocked, so you cannot take part.")
        return _("Log in to pledge.")
    return "" if is_verified(user) else _("Show that you live here first. Then you can pledge.")


def closed_refusal(campaign: Campaign, now: datetime) -> str:
    """Why nobody can pledge at `now`; "" while the campaign runs and needs money."""
    if not has_started(campaign, now):
        return _("This campaign has not started yet.")
    if now >= campaign.end or campaign.closed_at is not None:
        return _("This campaign has ended, so no pledge can be added.")
    if now >= campaign.next_end:
        return _("The first round has ended. In a minute you see here if the campaign goes on.")
    return "" if campaign.to_go else _("This campaign has reached its target. Thank you.")


def close_fund_refusal(fund: MatchFund) -> str:
    """Why a fund cannot be ended by hand now; "" when all of its campaigns are over."""
    if fund.settled_at is not None:
        return _("This match fund is settled already.")
    if fund.end is not None and fund.frozen_at is not None:
        return _("People have pledged, so this fund ends on the day that was declared.")
    if fund.campaigns.filter(closed_at__isnull=True).exists():
        return _("A campaign of this fund is not over yet. Close the fund after it.")
    return ""


def add_to_fund_refusal(fund: MatchFund) -> str:
    """Why no money can be added to a fund; "" before it is settled."""
    return _("This match fund is settled already.") if fund.settled_at is not None else ""


def waits_for_match(campaign: Campaign) -> bool:
    """Whether its fund shares its money at its end, and has not yet."""
    fund = campaign.match_fund
    return fund is not None and not fund.at_once and fund.settled_at is None


def cancel_refusal(pledge: Pledge, campaign: Campaign, now: datetime) -> str:
    """Why a backer cannot take this promise back at `now`; "" while the campaign runs."""
    # What is paid before the end was paid by card, and goes back to it.
    states = (Pledge.State.PROMISED, Pledge.State.COLLECTED)
    if pledge.state not in states or campaign.closed_at is not None or now >= campaign.next_end:
        return _("This campaign has ended, so pledges to it cannot be taken back.")
    return ""


def card_refusal(pledge: Pledge, campaign: Campaign, now: datetime) -> str:
    """Why this pledge cannot be paid by card at `now`; "" while it is promised or asked for.

    Between a campaign's end and its closing nobody knows whether it goes ahead, so nobody pays.
    """
    if pledge.state == Pledge.State.ASKED:
        return ""
    if pledge.state != Pledge.State.PROMISED:
        return _("There is nothing to pay for this pledge.")
    if now < campaign.next_end:
        return ""
    return _("The campaign has ended. You are told when it is time to pay.")


def comment_refusal(user: Any, campaign: Campaign, now: datetime | None = None) -> str:
    """Why this person cannot comment; "" when they can."""
    if not may_see(user, campaign, now):
        return _("This campaign is not open for comments.")
    if is_active(user):
        return ""
    if user is not None and user.is_authenticated:
        return _("Your account is blocked, so you cannot take part.")
    return _("Log in to write a comment.")


def may_manage(user: Any) -> bool:
    """Officers set up campaigns."""
    return has_role(user, OFFICER)


def review_refusal(user: Any, campaign: Campaign) -> str:
    """Why this person cannot let a campaign go public; "" for another officer than who set it up."""
    if not may_manage(user):
        return _("Only officers of the council review campaigns.")
    if campaign.reviewed_at is not None:
        return _("This campaign was reviewed already.")
    if campaign.set_up_by_id == user.pk:
        return _("You set this campaign up, so another officer reviews it.")
    if campaign.organiser_id == user.pk or campaign.connected.filter(pk=user.pk).exists():
        return _("This campaign is yours or close to you, so another officer reviews it.")
    return ""


def connect_refusal(campaign: Campaign) -> str:
    """Why nobody can be declared connected any more; "" until its money is settled."""
    if campaign.closed_at is not None:
        return _("This campaign is over. What the council added stays as it was settled.")
    return ""


def may_fund(user: Any) -> bool:
    """Officers and finance put money aside for matching."""
    return has_role(user, OFFICER, FINANCE)
