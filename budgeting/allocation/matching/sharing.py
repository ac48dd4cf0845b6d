"""Shares a pot among campaigns whose ceilings are known: ranked, or by weight."""

from collections.abc import Mapping
from functools import cmp_to_key

from .roots import RootSum, combined, compare, floor_of_quotient, sign_of

Amounts = Mapping[int, int]


def ranked(pot: int, ceilings: Amounts, backers: Amounts) -> dict[int, int]:
    """Most distinct backers first, each up to its ceiling, until the pot is empty.

    Tie: the campaign set up earlier (the smaller id). Edge: the one that empties the pot gets what is left.
    """
    shares = {}
    for id in sorted(ceilings, key=lambda id: (-backers[id], id)):
        shares[id] = min(pot, ceilings[id])
        pot -= shares[id]
    return shares


def proportional(pot: int, ceilings: Amounts) -> dict[int, int]:
    """Each gets the same part of its ceiling when the pot is too small for all.

    Edge: everybody gets less, nobody is skipped. Rounding and its tie: as in `whole_shares`.
    """
    whole = sum(ceilings.values())
    if whole <= pot:
        return dict(ceilings)
    shares = {id: pot * ceiling // whole for id, ceiling in ceilings.items()}
    over = pot - sum(shares.values())
    for id in sorted(ceilings, key=lambda id: (-(pot * ceilings[id] % whole), id))[:over]:
        shares[id] += 1
    return shares


def whole_shares(pot: int, ceilings: Amounts, weights: Mapping[int, RootSum]) -> dict[int, int]:
    """min(ceiling, lambda * weight) with one lambda, at most 1, so that min(pot, sum of ceilings) is shared.

    No weight is below its ceiling. Each share is rounded down; the minor units left go to the largest
    remainders one each, and among equal ones to the smaller id.
    """
    if sum(ceilings.values()) <= pot:
        return dict(ceilings)
    shares = dict.fromkeys(ceilings, 0)
    sharing, left = sorted(id for id, ceiling in ceilings.items() if ceiling), pot
    while True:
        whole = combined((weights[id], 1) for id in sharing)
        # ceiling <= left / whole * weight: these are full, and leave the others no smaller a lambda.
        full = {id for id in sharing if compare(whole, ceilings[id], weights[id], left) <= 0}
        if not full:
            return shares | _rounded(left, sharing, weights, whole)
        for id in full:
            shares[id] = ceilings[id]
            left -= ceilings[id]
        sharing = [id for id in sharing if id not in full]


def _rounded(
    money: int, sharing: list[int], weights: Mapping[int, RootSum], whole: RootSum
) -> dict[int, int]:
    shares = {id: floor_of_quotient(weights[id], money, whole) for id in sharing}

    def larger_remainder_first(one: int, other: int) -> int:
        parts = [(weights[other], money), (weights[one], -money), (whole, shares[one] - shares[other])]
        return sign_of(parts) or one - other

    over = money - sum(shares.values())
    if over:
        for id in sorted(sharing, key=cmp_to_key(larger_remainder_first))[:over]:
            shares[id] += 1
    return shares
