"""What a fund that shares its money at the end would give if it ended now: an estimate, and called one."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache

from budgeting.allocation.matching import Share
from budgeting.crowdfunding.match_funds import MatchFund
from budgeting.crowdfunding.shares import settlement_of
from participation.clock import database_now

# An estimate costs as much as a settlement, so many readers share one.
FRESH_FOR = 60


@dataclass(frozen=True)
class Estimates:
    """By campaign's id, as pledges stood at `made_at`."""

    made_at: datetime
    amounts: dict[int, int]


def estimates(fund: MatchFund | None) -> Estimates | None:
    """None for a fund that matches at once or is settled, and without a fund."""
    if fund is None or fund.at_once or fund.settled_at is not None:
        return None
    key = f"match-estimates:{fund.pk}"
    found = cache.get(key)
    if found is None:
        shares: tuple[Share, ...] = settlement_of(fund, fund.amount).shares
        found = Estimates(database_now(), {share.campaign: share.amount for share in shares})
        cache.set(key, found, FRESH_FOR)
    return found
