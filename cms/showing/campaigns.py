"""Campaigns that people pledge to, with their three-part goal."""

from django.utils.translation import gettext as _

from budgeting.crowdfunding.models import Campaign
from cms.showing.cards import Decision
from participation.clock import DatabaseNow
from participation.money import format_money
from participation.when import deadline_words


def open_campaigns() -> list[Decision]:
    campaigns = Campaign.objects.filter(start__lte=DatabaseNow(), end__gt=DatabaseNow()).select_related(
        "pledged", "matched"
    )
    return [
        Decision(
            phase=_("Pledges are open"),
            title=campaign.title,
            href=campaign.get_absolute_url(),
            verb=_("Pledge to this campaign"),
            purpose=campaign.purpose,
            end=campaign.end,
            deadline=deadline_words(campaign.end),
            money=format_money(campaign.target, campaign.currency),
            size=(0, campaign.target),
        )
        for campaign in campaigns
    ]


def campaign_card(campaign: Campaign | None) -> dict | None:
    """A campaign with the numbers and words of its goal bar, or None when it is gone."""
    if campaign is None:
        return None
    pledged, matched = campaign.pledged.balance, campaign.matched.balance
    to_go = max(0, campaign.target - pledged - matched)
    return {
        "title": campaign.title,
        "href": campaign.get_absolute_url(),
        "purpose": campaign.purpose,
        "end": campaign.end,
        "deadline": deadline_words(campaign.end),
        "goal": campaign.target,
        "pledged": pledged,
        "matched": matched,
        **{
            f"{name}_text": format_money(amount, campaign.currency)
            for name, amount in (
                ("goal", campaign.target),
                ("pledged", pledged),
                ("matched", matched),
                ("togo", to_go),
            )
        },
    }
