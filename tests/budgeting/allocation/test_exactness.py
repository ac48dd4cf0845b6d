"""Elections made to break floating point: near ties after many purchases, huge and tiny numbers side by
side."""

import random
from fractions import Fraction

import pytest

from budgeting.allocation import RULES, TieRule, allocate, approval_profile, cumulative_profile, instance_of
from budgeting.allocation.counting import run
from budgeting.allocation.electorate import electorate_of
from budgeting.allocation.equal_shares import shares_count
from budgeting.allocation.problem import problem_of
from tests.budgeting.allocation import oracle
from tests.budgeting.allocation.strategies import costs_of, graded


@pytest.mark.parametrize("seed", range(12))
def test_costs_almost_alike_are_bought_in_exact_order(seed):
    """Costs differ by one in 10**12, supporters overlap, so that prices agree to about 1e-12 and often
    exactly."""
    chance = random.Random(seed)
    ids = [f"p{at:02}" for at in range(12)]
    instance = instance_of([(id, 10**12 + chance.randint(-1, 1)) for id in ids], 5 * 10**12)
    ballots = [(chance.sample(ids, 4), chance.choice([1, 10**3, 10**6])) for _ in range(20)]
    profile = approval_profile(ids, ballots)
    for by_cost, name in ((True, "mes_cost"), (False, "mes_card")):
        expected, _ = oracle.equal_shares(
            costs_of(instance), instance.budget, graded(profile), by_cost=by_cost
        )
        assert list(allocate(instance, profile, RULES[name]).funded) == expected


@pytest.mark.parametrize("seed", range(12))
def test_thirds_and_sevenths_are_counted_as_such(seed):
    chance = random.Random(seed)
    ids = list("abcdefgh")
    instance = instance_of(
        [(id, Fraction(chance.randint(1, 9), chance.choice([3, 7, 9, 11]))) for id in ids], 4
    )
    profile = approval_profile(
        ids, [(chance.sample(ids, chance.randint(1, 4)), chance.randint(1, 3)) for _ in range(9)]
    )
    expected, _ = oracle.equal_shares(costs_of(instance), 4, graded(profile), by_cost=True)
    assert list(allocate(instance, profile, RULES["mes_cost"]).funded) == expected
    ballots = [(set(ballot.choices), ballot.count) for ballot in profile]
    assert list(allocate(instance, profile, RULES["phragmen"]).funded) == oracle.phragmen(
        costs_of(instance), 4, ballots
    )


@pytest.mark.parametrize("seed", range(8))
def test_points_of_every_size_are_added_exactly(seed):
    """Points from 10**-9 to 10**9 overflow whole numbers of 64 bits when multiplied by the voters."""
    chance = random.Random(seed)
    ids = list("abcdef")
    instance = instance_of([(id, chance.randint(1, 10**9)) for id in ids], 2 * 10**9)
    sizes = [Fraction(1, 10**9), Fraction(1), Fraction(10**9)]
    ballots = [
        ({id: chance.choice(sizes) * chance.randint(1, 5) for id in chance.sample(ids, 3)}, 10**4)
        for _ in range(8)
    ]
    profile = cumulative_profile(ids, ballots)
    for by_cost, name in ((True, "mes_points_cost"), (False, "mes_points")):
        expected, _ = oracle.equal_shares(
            costs_of(instance), instance.budget, graded(profile), by_cost=by_cost
        )
        assert list(allocate(instance, profile, RULES[name]).funded) == expected


@pytest.mark.parametrize("seed", range(6))
def test_a_long_chain_of_purchases_stays_exact(seed):
    """Thirty projects bought one after another by nearly broke voters: error bounds grow and must be
    renewed."""
    chance = random.Random(seed)
    ids = [f"p{at:02}" for at in range(30)]
    instance = instance_of([(id, chance.randint(40, 60)) for id in ids], 1000)
    profile = approval_profile(ids, [(chance.sample(ids, 12), chance.randint(1, 2)) for _ in range(40)])
    for by_cost, name in ((True, "mes_cost"), (False, "mes_card")):
        expected, _ = oracle.equal_shares(costs_of(instance), 1000, graded(profile), by_cost=by_cost)
        assert list(allocate(instance, profile, RULES[name]).funded) == expected


@pytest.mark.parametrize("sign", [-1, 0, 1])
def test_a_voter_who_has_a_hair_less_than_the_share_pays_all_and_no_more(sign):
    """Anna has 1 - 10**-30 left (or just 1, or a hair more); p costs 2 and Ben can pay the difference."""
    hair = Fraction(sign, 10**30)
    instance = instance_of([("x", 9 - hair), ("p", 2)], 20)
    profile = cumulative_profile(["x", "p"], [({"x": 100, "p": 1}, 1), ({"p": 1}, 1)])
    problem = problem_of(instance, profile, RULES["mes_points"], TieRule())
    count = shares_count(electorate_of(problem, False), Fraction(problem.budget, 2))
    run(count)
    price = count.paid[-1][1].exact() / problem.unit
    assert [problem.ids[p] for p, _ in count.paid] == ["x", "p"]
    assert price == (1 - hair if sign < 0 else 1)
