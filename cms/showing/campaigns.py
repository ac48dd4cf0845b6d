"""Campaigns that people pledge to, with their three-part goal."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from budgeting.crowdfunding.models import Campaign
from budgeting.crowdfunding.page import state_words
from cms.showing.cards import Decision
from participation.clock import database_now
from participation.money import format_money
from participation.when import until_words


@dataclass(frozen=True)
class CampaignCard:
    campaign: Campaign
    label: str
    tone: str


def open_campaigns() -> list[Decision]:
    """Campaigns that run by the database clock, in one query."""
    return [
        Decision(
            phase=_("Pledges are open"),
            title=campaign.title,
            href=campaign.get_absolute_url(),
            verb=_("Pledge to this campaign"),
            purpose=campaign.purpose,
            end=campaign.end,
            deadline=until_words(campaign.end),
            money=format_money(campaign.target, campaign.currency),
            money_label=_("Its target"),
            size=(0, campaign.target),
        )
        for campaign in Campaign.objects.running()
    ]


def campaign_card(campaign: Campaign | None) -> CampaignCard | None:
    """A campaign with its money and its state in words, or None when it is gone or still prepared."""
    if campaign is None:
        return None
    found = Campaign.objects.public().with_money().filter(pk=campaign.pk).first()
    return CampaignCard(found, *state_words(found, database_now())) if found else None
