"""What every settlement of match money must satisfy, on many small funds full of ties."""

from decimal import Decimal, localcontext
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgeting.allocation.matching import (
    Campaign,
    Limits,
    Pledge,
    Reason,
    RootSum,
    Sharing,
    proportional,
    settle,
    subsidy,
    whole_shares,
)
from budgeting.allocation.matching.roots import combined, squarefree

quick = settings(max_examples=60, deadline=None, database=None, derandomize=True)
EVERY_RULE = pytest.mark.parametrize("rule", list(Sharing))
WITHOUT_TURNS = pytest.mark.parametrize("rule", [rule for rule in Sharing if rule is not Sharing.FIRST_COME])
# Few different amounts, so that shares tie and roots are whole, equal or multiples of each other.
AMOUNTS = st.one_of(st.sampled_from([1, 2, 4, 8, 9, 18, 50, 100]), st.integers(1, 400))
LIMITS = st.builds(
    Limits,
    ratio_match=st.integers(1, 3),
    ratio_pledge=st.integers(1, 3),
    per_pledge=st.none() | st.integers(1, 200),
    per_person=st.none() | st.integers(1, 300),
    per_campaign=st.none() | st.integers(1, 900),
    percent_of_target=st.none() | st.integers(1, 100),
    minimum_backers=st.integers(0, 3),
    minimum_percent=st.integers(0, 30),
    council_not_first=st.booleans(),
)


@st.composite
def funds(draw, minimums=True):
    """(pot, campaigns, pledges, limits)."""
    ids = range(1, draw(st.integers(1, 5)) + 1)
    campaigns = [
        Campaign(id, draw(st.integers(200, 2_000)), draw(st.integers(0, 1_500)) if minimums else 0)
        for id in ids
    ]
    pledge = st.builds(
        Pledge, st.sampled_from(ids), st.integers(1, 6), AMOUNTS, st.sampled_from([True, True, True, False])
    )
    return draw(st.integers(0, 2_500)), campaigns, draw(st.lists(pledge, max_size=14)), draw(LIMITS)


def raised_of(campaign, pledges):
    return sum(pledge.amount for pledge in pledges if pledge.campaign == campaign.id)


@EVERY_RULE
@quick
@given(funds())
def test_no_match_is_above_the_pot_a_limit_or_what_the_target_leaves(rule, fund):
    pot, campaigns, pledges, limits = fund
    found = settle(rule, pot, campaigns, pledges, limits)

    assert sum(share.amount for share in found.shares) + found.left == pot
    assert found.left >= 0
    for campaign, share in zip(campaigns, found.shares, strict=True):
        cap = limits.cap(campaign.target)
        assert 0 <= share.amount <= share.ceiling <= share.claim
        assert share.amount <= max(0, campaign.target - raised_of(campaign, pledges))
        assert cap is None or share.amount <= cap
        assert not share.amount or share.pledged + share.amount >= campaign.minimum


@EVERY_RULE
@quick
@given(funds(minimums=False))
def test_what_is_paid_is_the_pot_or_all_that_could_be_paid(rule, fund):
    pot, campaigns, pledges, limits = fund
    shares = settle(rule, pot, campaigns, pledges, limits).shares

    assert sum(share.amount for share in shares) == min(pot, sum(share.ceiling for share in shares))


@WITHOUT_TURNS
@quick
@given(funds())
def test_so_it_is_among_those_that_are_not_short(rule, fund):
    pot, campaigns, pledges, limits = fund
    shares = settle(rule, pot, campaigns, pledges, limits).shares
    inside = [share for share in shares if share.reason is not Reason.SHORT]

    assert sum(share.amount for share in inside) == min(pot, sum(share.ceiling for share in inside))


@WITHOUT_TURNS
@quick
@given(funds(), st.randoms(use_true_random=False))
def test_order_of_pledges_and_campaigns_changes_nothing(rule, fund, chance: Random):
    pot, campaigns, pledges, limits = fund
    shuffled, turned = chance.sample(pledges, len(pledges)), chance.sample(campaigns, len(campaigns))

    assert settle(rule, pot, turned, shuffled, limits) == settle(rule, pot, campaigns, pledges, limits)


@quick
@given(funds(), st.integers(1, 400))
def test_pledge_in_two_parts_is_one_person_still(fund, part):
    pot, campaigns, pledges, limits = fund
    split = []
    for each in pledges:
        first = min(part, each.amount - 1)
        pieces = [first, each.amount - first] if first else [each.amount]
        split += [Pledge(each.campaign, each.person, amount, each.counts) for amount in pieces]

    assert settle(Sharing.QUADRATIC, pot, campaigns, split, limits) == settle(
        Sharing.QUADRATIC, pot, campaigns, pledges, limits
    )


@quick
@given(funds(minimums=False))
def test_quadratic_shares_are_one_lambda_of_the_subsidies_to_the_penny(fund):
    """Against a plain count with 120 digits: nobody below the ceiling is a penny or more from lambda."""
    pot, campaigns, pledges, limits = fund
    shares = settle(Sharing.QUADRATIC, pot, campaigns, pledges, limits).shares
    with localcontext(prec=120):
        subsidies = {share.campaign: plain_subsidy(share.campaign, pledges) for share in shares}
        below = [share for share in shares if share.amount < share.ceiling]
        money = sum(share.amount for share in below)
        whole = sum(subsidies[share.campaign] for share in below)
        for share in below:
            assert abs(share.amount - money * subsidies[share.campaign] / whole) < 1
        for share in shares:
            if below and share.ceiling and share not in below:
                # Full: lambda gives it its ceiling, or all but the penny that rounding gave it.
                assert money * subsidies[share.campaign] / whole > share.ceiling - 1 - len(shares)


@quick
@given(st.integers(0, 500), st.dictionaries(st.integers(1, 9), st.integers(0, 200)))
def test_proportional_is_the_sharing_by_weight_whose_weights_are_the_ceilings(pot, ceilings):
    weights = {id: RootSum(ceiling) for id, ceiling in ceilings.items()}

    assert proportional(pot, ceilings) == whole_shares(pot, ceilings, weights)


def plain_subsidy(campaign, pledges):
    given = {}
    for pledge in pledges:
        if pledge.campaign == campaign and pledge.counts:
            given[pledge.person] = given.get(pledge.person, 0) + pledge.amount
    roots = sum(Decimal(amount).sqrt() for amount in given.values())
    return roots * roots - sum(given.values())


GIVEN = st.lists(st.sampled_from([1, 2, 3, 4, 8, 12, 18, 27, 32, 50]), min_size=2, max_size=4)


@quick
@given(st.lists(st.tuples(GIVEN, st.integers(-3, 3)), min_size=1, max_size=4))
def test_sign_of_sums_of_roots_is_that_of_three_hundred_digits(parts):
    known = {}
    terms = [(subsidy(given, known), times) for given, times in parts]
    found = combined(terms)
    with localcontext(prec=300):
        plain = sum(
            times * (sum(Decimal(one).sqrt() for one in given) ** 2 - sum(given)) for given, times in parts
        )
        is_zero = abs(plain) < Decimal(10) ** -200
        assert found.sign() == (0 if is_zero else (1 if plain > 0 else -1))
        assert found.is_zero() == is_zero


@quick
@given(st.integers(1, 10**6))
def test_squarefree_part_holds_no_square(number):
    free, outside = squarefree(number)

    assert free * outside * outside == number
    assert all(free % (divisor * divisor) for divisor in range(2, 1_001))
