"""What the clock does to campaigns."""

from budgeting.crowdfunding.actions import close_campaign, settle_match_fund
from budgeting.crowdfunding.match_funds import MatchFund
from budgeting.crowdfunding.models import Campaign


def run_due() -> str:
    """Closes the campaigns that have ended and settles the match funds whose time is over; says how many."""
    ended = list(Campaign.objects.to_close())
    for campaign in ended:
        close_campaign(campaign=campaign)
    funds = list(MatchFund.objects.to_settle())
    for fund in funds:
        settle_match_fund(fund=fund)
    done = [f"closed {len(ended)} campaigns"] if ended else []
    return ", ".join([*done, *([f"settled {len(funds)} match funds"] if funds else [])])
