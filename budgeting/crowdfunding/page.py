"""The facts that the campaign's pages show."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from budgeting.crowdfunding import rules
from budgeting.crowdfunding.models import Campaign, MatchFund, Pledge
from participation.money import format_money

NAMED_SHOWN = 24


def state_words(campaign: Campaign, now: datetime) -> tuple[str, str]:
    """(label, tone) of where the campaign stands at `now`."""
    if now < campaign.start:
        return _("Being prepared"), "info"
    if now < campaign.end:
        return (_("Running"), "brand") if campaign.to_go else (_("Target reached"), "good")
    if campaign.raised >= campaign.minimum and not _fell_short(campaign):
        return _("Succeeded"), "good"
    return _("Did not reach its minimum"), "warn"


def _fell_short(campaign: Campaign) -> bool:
    """A closed campaign whose money went back holds nothing any more."""
    return campaign.closed_at is not None and campaign.raised == 0


def facts(user: Any, campaign: Campaign, now: datetime) -> dict[str, Any]:
    label, tone = state_words(campaign, now)
    return {
        "campaign": campaign,
        "state_label": label,
        "state_tone": tone,
        "is_running": campaign.start <= now < campaign.end,
        "refusal": rules.pledge_refusal(user, campaign, now),
        "verified": rules.is_verified(user),
        "match_words": match_words(campaign.match_fund),
        "lines": [{"words": words, "amount": amount} for words, amount in campaign.budget_lines],
        "named": Pledge.objects.named_backers(campaign)[:NAMED_SHOWN],
    }


def match_words(fund: MatchFund | None) -> str:
    """How council money follows a pledge, in two sentences; "" without a fund."""
    if fund is None:
        return ""
    currency = fund.pot.currency
    unit = 100 * fund.ratio_pledge
    sentence = _("For each %(pledge)s that a resident pledges, the council adds %(match)s.") % {
        "pledge": format_money(unit, currency),
        "match": format_money(100 * fund.ratio_match, currency),
    }
    limits = _("It adds up to %(person)s for one person, and up to %(campaign)s for one campaign.") % {
        "person": format_money(fund.cap_per_person, currency),
        "campaign": format_money(fund.cap_per_campaign, currency),
    }
    return f"{sentence} {limits}"
