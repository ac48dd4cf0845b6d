"""Rules side by side, and the EJR+ check against its definition."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from budgeting.allocation import RULES, Area, Instance, Project, approval_profile, compare, ejr_plus
from tests.budgeting.allocation.strategies import approvals, costs_of


def test_two_rules_are_summed_up_side_by_side():
    projects = (
        Project("a", 6, categories=("road",)),
        Project("b", 4, categories=("park",)),
        Project("c", 4, categories=("park",)),
    )
    instance = Instance(projects, 10)
    profile = approval_profile(instance.ids, [(["a", "b"], 5), (["c"], 4), ([], 1)])
    greedy, shares = compare(instance, profile, [RULES["greedy_votes"], RULES["mes_cost"]])
    assert greedy.allocation.funded == ("a", "b")
    assert (greedy.with_nothing, greedy.with_nothing_share) == (5, Fraction(1, 2))
    assert greedy.ballot_share == Fraction(5, 9)
    (road,) = [portion for portion in greedy.categories if portion.name == "road"]
    assert (road.spent, road.spent_share, road.votes, road.votes_share) == (
        6,
        Fraction(3, 5),
        5,
        Fraction(5, 14),
    )
    assert [(s.project, s.supporters) for s in greedy.shortfalls] == [("c", 4)]
    assert shares.allocation.funded == ("b", "c")
    assert shares.shortfalls == ()


def test_areas_are_compared_by_what_they_voted_and_got():
    instance = Instance((Project("e", 4, area="east"), Project("c", 6)), 6, areas=(Area("east", 4),))
    profile = approval_profile(instance.ids, [(["e"], 1), (["c"], 3)])
    (summary,) = compare(instance, profile, [RULES["greedy_votes"]])
    assert [(p.name, p.spent, p.votes) for p in summary.areas] == [("", 6, 3), ("east", 4, 1)]


def test_an_empty_profile_can_be_compared():
    instance = Instance((Project("a", 4),), 3)
    (summary,) = compare(instance, approval_profile(["a"], []), [RULES["greedy_votes"]])
    assert (summary.with_nothing, summary.ballot_share, summary.shortfalls) == (0, 0, ())


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(st.data(), approvals(most=5, free=False))
def test_ejr_plus_finds_just_what_the_definition_forbids(data, case):
    instance, profile = case
    funded = data.draw(st.lists(st.sampled_from(instance.ids), unique=True))
    costs = costs_of(instance)
    voters = [set(ballot.choices) for ballot in profile for _ in range(min(ballot.count, 2))]
    profile = approval_profile(instance.ids, [(list(choices), 1) for choices in voters])
    forbidden = set()
    for size in range(1, min(len(voters), 6) + 1):
        for group in combinations(voters, size):
            for id in set.intersection(*group) - set(funded):
                if costs[id] > instance.budget:
                    continue
                worst = max(sum(costs[other] for other in choices & set(funded)) for choices in group)
                if (worst + costs[id]) * len(voters) <= size * instance.budget:
                    forbidden.add(id)
    found = {shortfall.project for shortfall in ejr_plus(instance, profile, funded)}
    assert forbidden <= found
    assert found == forbidden or len(voters) > 6
