"""How much council money follows one pledge when a fund matches first come, first served. Pure integers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MatchLimits:
    """What bounds the match of one pledge, in minor units: what is left of each cap, and the ratio.

    `ratio_match` follows each `ratio_pledge`; `campaign_left` is the smaller of the fund's cap for the
    campaign and what the campaign still needs once the pledge is in.
    """

    ratio_match: int
    ratio_pledge: int
    person_left: int
    campaign_left: int
    fund_left: int


def first_come_match(pledge: int, limits: MatchLimits) -> int:
    """The match of a pledge of `pledge` minor units: rounded down, never below zero, never above any limit.

    The last pledge before a fund runs dry is matched in part.
    """
    if pledge <= 0 or limits.ratio_match <= 0 or limits.ratio_pledge <= 0:
        raise ValueError("a pledge and both sides of a ratio are above zero")
    wished = pledge * limits.ratio_match // limits.ratio_pledge
    return max(0, min(wished, limits.person_left, limits.campaign_left, limits.fund_left))
