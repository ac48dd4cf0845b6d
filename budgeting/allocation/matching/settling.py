"""Settles a match fund once: which campaigns qualify, what each gets, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .claims import Claims
from .first_come import first_come
from .roots import RootSum, subsidy
from .shapes import Campaign, Limits, Pledge, Sharing
from .sharing import proportional, ranked, whole_shares
from .tallies import Tally, tallies_of


class Reason(StrEnum):
    """Why a campaign gets what it gets."""

    FULL = "full"  # all that its pledges ask for
    CAPPED = "capped"  # as much as the limit for a campaign lets it
    TARGET = "target"  # what was missing of its target
    PART = "part"  # the pot was too small
    POT_EMPTY = "pot_empty"  # others came before it
    NOTHING_ASKED = "nothing_asked"  # its pledges ask for nothing, or its target was reached without
    FEW_BACKERS = "few_backers"
    LITTLE_RAISED = "little_raised"
    IN_TURN = "in_turn"  # pledge by pledge, some of which fell away since
    SHORT = "short"  # with its share it would not have reached its minimum


@dataclass(frozen=True, slots=True)
class Share:
    """One campaign's match in minor units and what it follows from.

    `claim` is what its pledges ask for by ratio or as a subsidy (rounded down), `ceiling` the most it could
    get, `would_be` what a campaign that was left out for being short would have got when it was.
    """

    campaign: int
    amount: int
    reason: Reason
    pledged: int
    counted: int
    backers: int
    claim: int
    ceiling: int
    would_be: int = 0


@dataclass(frozen=True, slots=True)
class Settlement:
    """`shares` by campaign's id in order; `left` goes back to the pot."""

    shares: tuple[Share, ...]
    left: int


def settle(
    sharing: Sharing, pot: int, campaigns: Iterable[Campaign], pledges: Iterable[Pledge], limits: Limits
) -> Settlement:
    """Each campaign's match out of `pot` minor units, under one rule. Raises ValueError for a pot below zero.

    While a campaign that takes part stays below its minimum with its share, the least funded of them (by the
    part of its minimum that it reaches; of equal ones that with the larger id, which was set up later) is
    left out and all is shared anew. First come leaves nobody out: what it frees served later pledges, and
    there are none any more. The order of pledges matters to first come alone.
    """
    if pot < 0:
        raise ValueError("a pot holds nothing below zero")
    came = list(pledges)
    tallies = tallies_of(campaigns, came, limits)
    if sharing is Sharing.FIRST_COME:
        return _in_turn(pot, tallies, came, limits)
    return _Round(sharing, pot, tallies, limits).settled()


def _in_turn(pot: int, tallies: Mapping[int, Tally], came: list[Pledge], limits: Limits) -> Settlement:
    campaigns = {id: tally.campaign for id, tally in tallies.items()}
    matched = first_come(pot, campaigns, came, limits)
    # What each would have got of a pot without end, in the same order.
    enough = sum(sum(tally.wished.values()) for tally in tallies.values())
    ceilings = matched if sum(matched.values()) < pot else first_come(enough, campaigns, came, limits)
    # A person's limit binds by the order, so what is asked for is known only where another limit binds.
    claims = {
        id: sum(tally.wished.values()) if ceilings[id] == tally.most(limits) else ceilings[id]
        for id, tally in tallies.items()
    }
    short = {
        id: match
        for id, match in matched.items()
        if match and tallies[id].pledged + match < campaigns[id].minimum
    }
    shares = tuple(
        _share(tally, limits, 0 if id in short else matched[id], (claims[id], ceilings[id]), short.get(id))
        for id, tally in tallies.items()
    )
    return Settlement(shares, pot - sum(share.amount for share in shares))


class _Round:
    """One fund's campaigns as they are left out, one by one."""

    def __init__(self, sharing: Sharing, pot: int, tallies: Mapping[int, Tally], limits: Limits) -> None:
        self.sharing, self.pot, self.tallies, self.limits = sharing, pot, tallies, limits
        self.inside = {id: tally for id, tally in tallies.items() if tally.meets(limits)}
        self.most = {id: tally.most(limits) for id, tally in tallies.items()}
        self.left_out: dict[int, int] = {}
        self.weights: dict[int, RootSum] = {}
        self.said: dict[int, tuple[int, int]] = {}
        if sharing is Sharing.QUADRATIC:
            known: dict = {}
            self.weights = {id: subsidy(tally.given.values(), known) for id, tally in self.inside.items()}
            self.asked = {id: weight.floor() for id, weight in self.weights.items()}
        else:
            self.claims = Claims(dict(self.inside), limits)
            self.asked = self.claims.amounts

    def settled(self) -> Settlement:
        shares = self.share()
        while (least := self.least_funded(shares)) is not None:
            self.leave_out(least, shares[least])
            shares = self.share()
        told = tuple(self.told(id, shares.get(id, 0)) for id in self.tallies)
        return Settlement(told, self.pot - sum(share.amount for share in told))

    def share(self) -> dict[int, int]:
        ceilings = {id: min(self.asked[id], self.most[id]) for id in self.inside}
        self.said |= {id: (self.asked[id], ceiling) for id, ceiling in ceilings.items()}
        if self.sharing is Sharing.QUADRATIC:
            return whole_shares(self.pot, ceilings, self.weights)
        if self.sharing is Sharing.RANKED:
            return ranked(self.pot, ceilings, {id: tally.backers for id, tally in self.inside.items()})
        return proportional(self.pot, ceilings)

    def least_funded(self, shares: Mapping[int, int]) -> int | None:
        short = [
            (Fraction(tally.pledged + shares[id], tally.campaign.minimum), -id)
            for id, tally in self.inside.items()
            if tally.pledged + shares[id] < tally.campaign.minimum
        ]
        return -min(short)[1] if short else None

    def leave_out(self, id: int, would_be: int) -> None:
        del self.inside[id]
        self.left_out[id] = would_be
        if self.sharing is Sharing.QUADRATIC:
            del self.weights[id]
        else:
            self.claims.drop(id)

    def told(self, id: int, amount: int) -> Share:
        asked = self.said.get(id, (0, 0))
        return _share(self.tallies[id], self.limits, amount, asked, self.left_out.get(id))


def _share(tally: Tally, limits: Limits, amount: int, asked: tuple[int, int], would_be: int | None) -> Share:
    """`asked`: claim and ceiling."""
    claim, ceiling = asked
    reason = _reason(tally, limits, amount, asked) if would_be is None else Reason.SHORT
    return Share(
        campaign=tally.campaign.id,
        amount=amount,
        reason=reason,
        pledged=tally.pledged,
        counted=tally.counted,
        backers=tally.backers,
        claim=claim,
        ceiling=ceiling,
        would_be=would_be or 0,
    )


def _reason(tally: Tally, limits: Limits, amount: int, asked: tuple[int, int]) -> Reason:
    claim, ceiling = asked
    if tally.backers < limits.backers_needed:
        return Reason.FEW_BACKERS
    if not tally.meets(limits):
        return Reason.LITTLE_RAISED
    if not ceiling:
        return Reason.NOTHING_ASKED
    if amount < ceiling:
        return Reason.PART if amount else Reason.POT_EMPTY
    if ceiling == claim:
        return Reason.FULL
    return Reason.TARGET if ceiling == tally.room else Reason.CAPPED
