"""First come, first matched: each pledge takes what is there when it comes.

Tie: none, pledges have an order. Edge: the pledge that empties the pot is matched in part. While a campaign
has too few backers or too little money, its pledges wait; the pledge that brings enough takes them along,
in their order. Money that comes free later serves later pledges only.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .shapes import Campaign, Limits, Pledge
from .tallies import Tally, tallies_of


@dataclass(frozen=True, slots=True)
class PledgeLimits:
    """What is left of each limit when a pledge comes, in minor units; None where there is no limit.

    `campaign_left` is the smaller of what the limits leave the campaign and of what it still needs once the
    pledge is in.
    """

    person_left: int | None
    campaign_left: int
    fund_left: int


def first_come_match(pledge: int, limits: Limits, left: PledgeLimits) -> int:
    """The match of a pledge of so many minor units: rounded down, never below zero or above any limit."""
    if pledge <= 0:
        raise ValueError("a pledge is above zero")
    most = min(left.campaign_left, left.fund_left)
    if left.person_left is not None:
        most = min(most, left.person_left)
    return max(0, min(limits.wished(pledge), most))


def first_come(
    pot: int, campaigns: Mapping[int, Campaign], pledges: Iterable[Pledge], limits: Limits
) -> dict[int, int]:
    """Each campaign's match, by id, when the pledges come in the order given."""
    came = list(pledges)
    so_far = {id: Tally(campaign) for id, campaign in campaigns.items()}
    most = {id: tally.most(limits) for id, tally in tallies_of(campaigns.values(), came, limits).items()}
    matched, of_person = dict.fromkeys(campaigns, 0), defaultdict[int, int](int)
    waiting: dict[int, list[Pledge]] = {id: [] for id in campaigns}
    for pledge in came:
        tally, queue = so_far[pledge.campaign], waiting[pledge.campaign]
        tally.add(pledge, limits)
        if pledge.counts:
            queue.append(pledge)
        if not queue or not tally.meets(limits):
            continue
        for each in queue:
            given = of_person[each.person]
            left = PledgeLimits(
                None if limits.per_person is None else limits.per_person - given,
                most[each.campaign] - matched[each.campaign],
                pot,
            )
            match = first_come_match(each.amount, limits, left)
            pot -= match
            matched[each.campaign] += match
            of_person[each.person] += match
        queue.clear()
    return matched
