"""Who pledged to a campaign, and telling them what came of it."""

from budgeting.crowdfunding.models import Campaign
from participation.accounts.models import User
from participation.notices.actions import tell_followers


def tell_backers(campaign: Campaign, event: str, actor: User | None = None) -> None:
    """Backers and the organiser, and who follows the campaign or its part of town."""
    backers = User.objects.filter(identity__pledges__campaign=campaign).distinct()
    also = [*backers, *([campaign.organiser] if campaign.organiser else [])]
    tell_followers(thing=campaign, event=event, also=also, actor=actor)
