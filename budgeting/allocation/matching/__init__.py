"""How council money follows what residents pledge: four rules, their limits and one settlement. Integers and
square roots, compared exactly; money is whole minor units. docs/rules.md says the same in plain words."""

from .first_come import PledgeLimits, first_come, first_come_match
from .roots import RootSum, subsidy
from .settling import Reason, Settlement, Share, settle
from .shapes import Campaign, Limits, Pledge, Sharing
from .sharing import proportional, ranked, whole_shares

__all__ = [
    "Campaign",
    "Limits",
    "Pledge",
    "PledgeLimits",
    "Reason",
    "RootSum",
    "Settlement",
    "Share",
    "Sharing",
    "first_come",
    "first_come_match",
    "proportional",
    "ranked",
    "settle",
    "subsidy",
    "whole_shares",
]
