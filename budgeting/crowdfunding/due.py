"""What the clock does to campaigns."""

from budgeting.crowdfunding.actions import carry_on_collecting, close_campaign, settle_match_fund
from budgeting.crowdfunding.match_funds import MatchFund
from budgeting.crowdfunding.models import Campaign
from budgeting.crowdfunding.payments.due import look_at_what_is_due


def run_due() -> str:
    """Closes what has ended, settles match funds, and asks for money by the plan; says how many."""
    ended = list(Campaign.objects.to_close())
    for campaign in ended:
        close_campaign(campaign=campaign)
    funds = list(MatchFund.objects.to_settle())
    for fund in funds:
        settle_match_fund(fund=fund)
    settled = sum(carry_on_collecting(campaign=each) for each in list(Campaign.objects.being_collected()))
    looked = look_at_what_is_due()
    done = [f"closed {len(ended)} campaigns"] if ended else []
    done += [f"settled {len(funds)} match funds"] if funds else []
    done += [f"settled {settled} campaigns"] if settled else []
    return ", ".join([*done, *([f"asked after {looked} card payments"] if looked else [])])
