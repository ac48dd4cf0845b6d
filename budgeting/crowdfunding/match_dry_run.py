"""What each sharing rule would do with a fund's money on pledges that were really made. Writes nothing."""

from dataclasses import dataclass

from budgeting.allocation.matching import Sharing, settle
from budgeting.crowdfunding.match_funds import MatchFund
from budgeting.crowdfunding.match_words import share_of
from budgeting.crowdfunding.models import Campaign
from budgeting.crowdfunding.shares import campaigns_of, pledges_of


@dataclass(frozen=True)
class Column:
    name: str
    ours: bool
    left: int


@dataclass(frozen=True)
class Cell:
    amount: int
    words: str


@dataclass(frozen=True)
class Row:
    title: str
    pledged: int
    backers: int
    cells: list[Cell]


@dataclass(frozen=True)
class DryRun:
    columns: list[Column]
    rows: list[Row]


def dry_run(fund: MatchFund, of: MatchFund) -> DryRun:
    """The money and limits of `fund` on the campaigns and pledges of `of`, by every rule."""
    campaigns, pledges = campaigns_of(of), pledges_of(of)
    found = {rule: settle(rule, fund.amount, campaigns, pledges, fund.limits) for rule in Sharing}
    columns = [
        Column(MatchFund.SharingRule(rule).label.partition(":")[0], fund.sharing == rule, each.left)
        for rule, each in found.items()
    ]
    titles = dict(Campaign.objects.filter(match_fund=of).values_list("pk", "title"))
    currency = fund.pot.currency
    rows = [
        Row(
            titles[shares[0].campaign],
            shares[0].pledged,
            shares[0].backers,
            [Cell(share.amount, share_of(share, currency)) for share in shares],
        )
        for shares in zip(*(each.shares for each in found.values()), strict=True)
    ]
    return DryRun(columns, rows)
