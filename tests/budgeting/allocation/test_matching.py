"""Council money that follows pledges: worked numbers, limits, ties and edges of each sharing rule."""

from itertools import count

import pytest

from budgeting.allocation.matching import Campaign, Limits, Pledge, Reason, Sharing, settle

FREE = Limits()
VECTORS = {"A": [100] * 100, "B": [10_000], "C": [1_000] * 10, "D": [400, 900, 1_600]}


def settled(rule, pot, given, limits=FREE, *, targets=None, minimums=None):
    """`given`: by letter, what each person pledges. Gives the matches by letter and the settlement."""
    people, targets, minimums = count(1), targets or {}, minimums or {}
    campaigns = [
        Campaign(ord(letter), targets.get(letter, 10**9), minimums.get(letter, 0)) for letter in given
    ]
    pledges = [
        Pledge(ord(letter), next(people), amount) for letter, amounts in given.items() for amount in amounts
    ]
    found = settle(Sharing(rule), pot, campaigns, pledges, limits)
    return {chr(share.campaign): share.amount for share in found.shares}, found


def reasons(settlement):
    return {chr(share.campaign): share.reason for share in settlement.shares}


@pytest.mark.parametrize(
    ("cap", "payouts", "left"),
    [
        (None, {"A": 456_137, "B": 0, "C": 41_467, "D": 2_396}, 0),
        (420_000, {"A": 420_000, "B": 0, "C": 75_630, "D": 4_370}, 0),
        (400_000, {"A": 400_000, "B": 0, "C": 90_000, "D": 5_200}, 4_800),
    ],
)
def test_quadratic_shares_of_four_campaigns(cap, payouts, left):
    found, settlement = settled("quadratic", 500_000, VECTORS, Limits(per_campaign=cap))

    assert found == payouts
    assert settlement.left == left
    assert [share.claim for share in settlement.shares] == [990_000, 0, 90_000, 5_200]


def test_quadratic_subsidy_that_floats_miss_by_a_penny_is_whole():
    roots = sum(amount**0.5 for amount in VECTORS["C"])
    assert int(roots * roots) - sum(VECTORS["C"]) == 89_999

    assert settled("quadratic", 10**9, {"C": VECTORS["C"]})[0] == {"C": 90_000}


def test_quadratic_tie_of_irrational_shares_goes_to_the_earlier_campaign():
    assert settled("quadratic", 101, {"E": [100, 200], "G": [100, 200]})[0] == {"E": 51, "G": 50}


def test_quadratic_shares_of_irrational_subsidies_add_up_to_the_pot():
    given = {"E": [100, 200], "F": [300, 500, 700], "G": [100, 200]}

    assert settled("quadratic", 1_000, given)[0] == {"E": 82, "F": 836, "G": 82}


def test_quadratic_subsidies_are_rounded_down_when_there_is_enough():
    given = {"E": [100, 200], "F": [300, 500, 700]}  # 282.84 and 2,874.33

    assert settled("quadratic", 10_000, given)[0] == {"E": 282, "F": 2_874}


def test_quadratic_counts_people_and_not_pledges():
    campaign, other = Campaign(1, 10**6), Campaign(2, 10**6)
    pledges = [Pledge(1, 7, 100), Pledge(1, 7, 300), Pledge(2, 7, 400), Pledge(2, 8, 400)]

    found = settle(Sharing.QUADRATIC, 10**6, [campaign, other], pledges, FREE)

    assert [(share.amount, share.backers) for share in found.shares] == [(0, 1), (800, 2)]


def test_equal_campaigns_of_other_numbers_are_seen_to_be_equal():
    """sqrt 8 = 2 sqrt 2: both subsidies are 2 * sqrt(2 * 8) = 8 exactly, and 2 * sqrt(4 * 4) = 8."""
    assert settled("quadratic", 15, {"A": [2, 8], "B": [4, 4]})[0] == {"A": 8, "B": 7}


def test_sums_of_different_roots_that_are_equal_tie_by_algebra():
    """2 sqrt(2 * 6) = 4 sqrt 3 = 2 sqrt(1 * 12): no bits part them."""
    assert settled("quadratic", 5, {"A": [1, 12], "B": [2, 6]})[0] == {"A": 3, "B": 2}


def test_proportional_rounds_by_largest_remainder_and_then_by_id():
    assert settled("proportional", 100, {"A": [50], "B": [50], "C": [50]})[0] == {"A": 34, "B": 33, "C": 33}
    assert settled("proportional", 10, {"A": [7], "B": [1], "C": [4]})[0] == {"A": 6, "B": 1, "C": 3}


def test_ranked_pays_the_most_popular_first_and_the_edge_in_part():
    given = {"A": [900], "B": [100, 100, 100], "C": [200, 200], "D": [50, 50]}

    found, settlement = settled("ranked", 750, given)

    assert found == {"A": 0, "B": 300, "C": 400, "D": 50}
    assert reasons(settlement) == {"A": "pot_empty", "B": "full", "C": "full", "D": "part"}


def test_ranked_tie_goes_to_the_campaign_set_up_earlier():
    assert settled("ranked", 250, {"A": [100, 100], "B": [100, 100]})[0] == {"A": 200, "B": 50}


def test_first_come_matches_the_pledge_that_empties_the_pot_in_part():
    found, settlement = settled("first_come", 250, {"A": [100, 100], "B": [100, 100]})

    assert found == {"A": 200, "B": 50}
    assert reasons(settlement) == {"A": "full", "B": "part"}


def test_first_come_waits_for_enough_backers_and_takes_those_who_waited_along():
    pledges = [Pledge(1, 1, 100), Pledge(2, 2, 100), Pledge(2, 3, 100), Pledge(1, 4, 100)]
    campaigns = [Campaign(1, 10_000), Campaign(2, 10_000)]

    found = settle(Sharing.FIRST_COME, 300, campaigns, pledges, Limits(minimum_backers=2))

    assert [share.amount for share in found.shares] == [100, 200]


EVERY_RULE = pytest.mark.parametrize("rule", list(Sharing))
BY_RATIO = pytest.mark.parametrize("rule", ["first_come", "ranked", "proportional"])


@BY_RATIO
def test_ratio_is_rounded_down_for_each_pledge(rule):
    assert settled(rule, 10**6, {"A": [101, 101]}, Limits(ratio_match=1, ratio_pledge=2))[0] == {"A": 100}


@BY_RATIO
def test_match_of_one_pledge_and_of_one_person_stays_within_its_limit(rule):
    campaigns = [Campaign(1, 10**6), Campaign(2, 10**6)]
    pledges = [Pledge(1, 1, 900), Pledge(1, 1, 900), Pledge(2, 1, 900), Pledge(2, 2, 100)]

    each = settle(Sharing(rule), 10**6, campaigns, pledges, Limits(per_pledge=500))
    person = settle(Sharing(rule), 10**6, campaigns, pledges, Limits(per_pledge=500, per_person=1_000))

    assert [share.amount for share in each.shares] == [1_000, 600]
    assert sum(share.amount for share in person.shares) == 1_100


@pytest.mark.parametrize("rule", ["ranked", "proportional"])
def test_limit_of_a_person_is_shared_among_their_campaigns_whatever_came_first(rule):
    campaigns = [Campaign(1, 10**6), Campaign(2, 10**6)]
    pledges = [Pledge(1, 1, 2_000), Pledge(2, 1, 1_000)]

    found = settle(Sharing(rule), 10**6, campaigns, pledges, Limits(per_person=1_000))

    assert [share.amount for share in found.shares] == [667, 333]


@EVERY_RULE
def test_no_campaign_gets_more_than_its_limits_and_what_its_target_leaves(rule):
    given = {"A": [1_000] * 10, "B": [1_000] * 10, "C": [1_000] * 10}
    targets = {"A": 12_500, "B": 30_000, "C": 100_000}

    found, settlement = settled(
        rule, 10**6, given, Limits(per_campaign=8_000, percent_of_target=20), targets=targets
    )

    assert found == {"A": 2_500, "B": 6_000, "C": 8_000}
    assert set(reasons(settlement).values()) <= {"target", "capped"}


@EVERY_RULE
def test_campaign_with_too_few_backers_or_too_little_money_gets_nothing(rule):
    given = {"A": [5_000, 5_000], "B": [10, 10, 10], "C": [1_000] * 3}

    found, settlement = settled(
        rule,
        10**6,
        given,
        Limits(minimum_backers=3, minimum_percent=10),
        targets=dict.fromkeys("ABC", 30_000),
    )

    assert found["A"] == found["B"] == 0 < found["C"]
    assert reasons(settlement) == {"A": "few_backers", "B": "little_raised", "C": "full"}


@EVERY_RULE
def test_council_is_not_first(rule):
    found, settlement = settled(rule, 10**6, {"A": [5_000], "B": [500, 500]}, Limits(council_not_first=True))

    assert found == {"A": 0, "B": 1_000}
    assert reasons(settlement)["A"] == "few_backers"


@EVERY_RULE
def test_connected_people_bring_no_match_and_make_no_backer_but_fill_the_target(rule):
    campaign = Campaign(1, 3_000)
    pledges = [Pledge(1, 1, 500), Pledge(1, 2, 500), Pledge(1, 3, 1_500, counts=False)]

    (share,) = settle(Sharing(rule), 10**6, [campaign], pledges, FREE).shares

    assert (share.pledged, share.counted, share.backers, share.amount) == (2_500, 1_000, 2, 500)
    assert share.reason is Reason.TARGET


@pytest.mark.parametrize("rule", ["ranked", "proportional", "quadratic"])
def test_least_funded_of_short_campaigns_is_left_out_until_none_is_short(rule):
    given = {"A": [500, 500], "B": [500, 500], "C": [500, 500]}
    minimums = {"A": 1_900, "B": 1_900, "C": 2_500}

    found, settlement = settled(rule, 2_000, given, minimums=minimums)

    assert found == {"A": 1_000, "B": 1_000, "C": 0}
    assert reasons(settlement)["C"] is Reason.SHORT


def test_of_equally_short_campaigns_the_one_set_up_later_is_left_out():
    given = {"A": [500], "B": [500]}

    found, settlement = settled("proportional", 500, given, minimums=dict.fromkeys("AB", 1_000))

    assert found == {"A": 500, "B": 0}
    assert [share.would_be for share in settlement.shares] == [0, 250]


def test_first_come_gives_back_what_a_short_campaign_had_and_matches_nothing_anew():
    found, settlement = settled("first_come", 300, {"A": [200], "B": [200]}, minimums={"A": 1_000})

    assert found == {"A": 0, "B": 100}
    assert settlement.left == 200
    assert reasons(settlement) == {"A": "short", "B": "part"}


@EVERY_RULE
def test_empty_pot_and_no_pledges_give_nothing(rule):
    assert settled(rule, 0, {"A": [500, 500]})[0] == {"A": 0}
    assert settled(rule, 500, {"A": []})[0] == {"A": 0}


def test_what_is_no_pledge_no_ratio_and_no_pot_is_refused():
    with pytest.raises(ValueError, match="above zero"):
        settled("ranked", 1, {"A": [0]})
    with pytest.raises(ValueError, match="ratio"):
        Limits(ratio_pledge=0)
    with pytest.raises(ValueError, match="below zero"):
        settled("ranked", -1, {"A": [1]})
