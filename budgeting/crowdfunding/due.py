"""What the clock does to campaigns."""

from budgeting.crowdfunding.actions import close_campaign
from budgeting.crowdfunding.models import Campaign


def run_due() -> str:
    """Closes the campaigns that have ended; returns how many."""
    ended = list(Campaign.objects.to_close())
    for campaign in ended:
        close_campaign(campaign=campaign)
    return f"closed {len(ended)} campaigns" if ended else ""
