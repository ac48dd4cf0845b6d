"""Setting up match funds and campaigns, pledging, and closing what has ended."""

from budgeting.crowdfunding.actions.closing import close_campaign
from budgeting.crowdfunding.actions.council import create_campaign, create_match_fund, post_update
from budgeting.crowdfunding.actions.pledging import pledge

__all__ = ["close_campaign", "create_campaign", "create_match_fund", "pledge", "post_update"]
