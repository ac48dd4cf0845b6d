"""What a match fund gives, or would give, each of its campaigns: the pure settlement on our rows."""

from collections.abc import Sequence

from budgeting.allocation import matching
from budgeting.allocation.matching import Settlement, Sharing
from budgeting.crowdfunding.match_funds import MatchFund
from budgeting.crowdfunding.models import Pledge


def settlement_of(fund: MatchFund, pot: int) -> Settlement:
    """What the fund's rules give its campaigns out of `pot` minor units, with the pledges as they are now."""
    rule = Sharing(fund.sharing)
    return matching.settle(rule, pot, campaigns_of(fund), pledges_of(fund), fund.limits)


def campaigns_of(fund: MatchFund) -> list[matching.Campaign]:
    rows = fund.campaigns.order_by("pk").values_list("pk", "target", "minimum")
    return [matching.Campaign(pk, target, minimum) for pk, target, minimum in rows]


def pledges_of(fund: MatchFund) -> list[matching.Pledge]:
    """In the order in which they came."""
    all_of_fund = Pledge.objects.counted().filter(campaign__match_fund=fund)
    follows = set(all_of_fund.matchable().values_list("pk", flat=True))
    rows = all_of_fund.order_by("pk").values_list("pk", "campaign_id", "identity_id", "amount")
    return [
        matching.Pledge(campaign, identity, amount, pk in follows) for pk, campaign, identity, amount in rows
    ]


def split_over(pledges: Sequence[tuple[int, int]], match: int) -> dict[int, int]:
    """A campaign's match over its pledges, (id, minor units) each, in proportion to them; sums exactly.

    So that with a pledge that is never paid its part of the match returns.
    """
    whole = sum(amount for _pk, amount in pledges)
    if not whole or not match:
        return {}
    if match <= whole:
        return matching.proportional(match, dict(pledges))
    times = match // whole
    over = matching.proportional(match - times * whole, dict(pledges))
    return {pk: times * amount + over[pk] for pk, amount in pledges}
