"""Setting up match funds and campaigns, pledging and taking back, closing, collecting and paying out."""

from budgeting.crowdfunding.actions.cancelling import cancel_pledge
from budgeting.crowdfunding.actions.closing import close_campaign
from budgeting.crowdfunding.actions.collecting import collect_pledge, refund_pledge
from budgeting.crowdfunding.actions.council import create_campaign, post_update
from budgeting.crowdfunding.actions.funds import add_to_match_fund, change_match_fund, create_match_fund
from budgeting.crowdfunding.actions.pledging import pledge
from budgeting.crowdfunding.actions.reviewing import declare_connected, review_campaign
from budgeting.crowdfunding.actions.settling import carry_on_collecting, pay_out
from budgeting.crowdfunding.actions.sharing import close_match_fund, settle_match_fund

__all__ = [
    "add_to_match_fund",
    "cancel_pledge",
    "carry_on_collecting",
    "change_match_fund",
    "close_campaign",
    "close_match_fund",
    "collect_pledge",
    "create_campaign",
    "create_match_fund",
    "declare_connected",
    "pay_out",
    "pledge",
    "post_update",
    "refund_pledge",
    "review_campaign",
    "settle_match_fund",
]
