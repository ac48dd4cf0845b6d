"""Setting up match funds and campaigns, pledging, and closing what has ended."""

from budgeting.crowdfunding.actions.closing import close_campaign
from budgeting.crowdfunding.actions.council import create_campaign, post_update
from budgeting.crowdfunding.actions.funds import change_match_fund, create_match_fund
from budgeting.crowdfunding.actions.pledging import pledge
from budgeting.crowdfunding.actions.sharing import settle_match_fund

__all__ = [
    "change_match_fund",
    "close_campaign",
    "create_campaign",
    "create_match_fund",
    "pledge",
    "post_update",
    "settle_match_fund",
]
