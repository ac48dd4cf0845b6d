"""The council money that follows a pledge at once, where a fund matches first come, first served."""

from datetime import datetime

from django.db.models import Count, Sum

from budgeting.allocation.matching import PledgeLimits, first_come_match
from budgeting.crowdfunding.match_funds import MatchFund
from budgeting.crowdfunding.models import Campaign, Pledge
from participation.accounts.models import Identity
from participation.clock import database_now

RULES = tuple(field.name for field in MatchFund._meta.concrete_fields)


def match_for(campaign: Campaign, identity: Identity, amount: int, arrived_at: datetime | None = None) -> int:
    """The match of a pledge of `amount` minor units; exact only while the campaign's accounts are locked.

    Freezes the rules of the fund whose money the pledge could earn, now or when the fund is settled.
    """
    fund = _fund_now(campaign)
    if fund is None or not _can_follow(fund, campaign, identity, arrived_at):
        return 0
    _freeze(fund)
    if not fund.at_once or not _are_enough(fund, campaign, identity, amount)[1]:
        return 0
    return _match(fund, campaign, identity, amount, amount)


def match_waiting(campaign: Campaign, identity: Identity, amount: int, arrived_at: datetime) -> int:
    """What follows earlier pledges that waited for enough backers or money, when this one brings enough.

    Each gets its match written down; returns the sum, for the caller to post with the pledge.
    """
    fund = _fund_now(campaign)
    if fund is None or not fund.at_once or not _waits(fund):
        return 0
    if not _can_follow(fund, campaign, identity, arrived_at):
        return 0
    if _are_enough(fund, campaign, identity, amount) != (False, True):
        return 0
    followed = 0
    for each in _matchable(campaign).filter(match=0).select_related("identity").order_by("pk"):
        each.match = _match(fund, campaign, each.identity, each.amount, amount)
        each.save(update_fields=["match"])
        # Not saved: what is left for the next one, until the ledger posts it.
        campaign.matched.balance += each.match
        fund.account.balance -= each.match
        followed += each.match
    return followed


def _fund_now(campaign: Campaign) -> MatchFund | None:
    """The fund with the rules that hold now: an officer could change them until its account was locked."""
    fund = campaign.match_fund
    if fund is not None and fund.frozen_at is None:
        fund.refresh_from_db(fields=[name for name in RULES if name not in ("pot", "account")])
    return fund


def _match(fund: MatchFund, campaign: Campaign, identity: Identity, pledge: int, coming: int) -> int:
    """`coming`: minor units of the pledge that comes now, which the campaign does not hold yet."""
    cap, most = fund.limits.cap(campaign.target), campaign.to_go - coming
    left = PledgeLimits(
        person_left=_person_left(fund, identity),
        campaign_left=most if cap is None else min(most, cap - campaign.matched.balance),
        fund_left=fund.account.balance,
    )
    return first_come_match(pledge, fund.limits, left)


def _person_left(fund: MatchFund, identity: Identity) -> int | None:
    if fund.cap_per_person is None:
        return None
    earlier = Pledge.objects.of_fund(fund).filter(identity=identity)
    return fund.cap_per_person - (earlier.aggregate(sum=Sum("match"))["sum"] or 0)


def _can_follow(fund: MatchFund, campaign: Campaign, identity: Identity, at: datetime | None) -> bool:
    if not fund.takes_pledges(database_now() if at is None else at):
        return False
    if identity.user_id is None:
        return True
    if identity.user_id == campaign.organiser_id:
        return False
    return not campaign.connected.through.objects.filter(campaign=campaign, user=identity.user_id).exists()


def _waits(fund: MatchFund) -> bool:
    """Whether a first pledge alone could be too little for the council to follow."""
    return fund.limits.backers_needed > 1 or fund.minimum_percent > 0


def _are_enough(fund: MatchFund, campaign: Campaign, identity: Identity, amount: int) -> tuple[bool, bool]:
    """Whether backers and money are enough for the council to follow, before and with this pledge."""
    if not _waits(fund):
        return True, True
    there = _matchable(campaign)
    sums = there.aggregate(counted=Sum("amount", default=0), backers=Count("identity", distinct=True))
    backers, counted = sums["backers"], sums["counted"]
    more = backers + (not there.filter(identity=identity).exists())
    met, target = fund.limits.are_met, campaign.target
    return met(target, backers, counted), met(target, more, counted + amount)


def _matchable(campaign: Campaign):  # type: ignore[no-untyped-def]
    return Pledge.objects.filter(campaign=campaign).matchable()


def _freeze(fund: MatchFund) -> None:
    if fund.frozen_at is None:
        fund.frozen_at = database_now()
        MatchFund.objects.filter(pk=fund.pk, frozen_at=None).update(frozen_at=fund.frozen_at)
