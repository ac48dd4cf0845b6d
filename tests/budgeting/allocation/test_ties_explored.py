"""What the engine says of ties, against counting with every order there is.

FUZZ=20000 in the environment tries so many elections.
"""

import os
import random
from dataclasses import replace
from itertools import permutations

import pytest

from budgeting.allocation import RULES, TieRule, UnresolvedTie, allocate
from tests.budgeting.allocation.fuzzing import election
from tests.budgeting.allocation.test_reference import METHODS, fits, rules_of

ROUNDS = int(os.environ.get("FUZZ", "60"))


def small_election(chance):
    """At most five projects in one pot."""
    while True:
        instance, profile = election(chance)
        if len(instance.projects) <= 5:
            projects = tuple(replace(project, area="") for project in instance.projects)
            return replace(instance, projects=projects, areas=()), profile


def outcomes(instance, profile, rule, orders):
    return {frozenset(allocate(instance, profile, rule, TieRule("order", order)).funded) for order in orders}


@pytest.mark.parametrize("method", METHODS)
def test_without_a_tie_rule_a_count_ends_just_where_no_order_changes_anything(method):
    for seed in range(ROUNDS):
        chance = random.Random(f"{method} {seed}")
        instance, profile = small_election(chance)
        rule = chance.choice([rule for rule in rules_of(method) if fits(rule, "ordinal")])
        if not fits(rule, profile.kind):
            continue
        try:
            counted = {frozenset(allocate(instance, profile, rule, TieRule("none")).funded)}
        except UnresolvedTie:
            counted = None
        found = outcomes(instance, profile, rule, permutations(instance.ids))
        assert (len(found) > 1) if counted is None else (found == counted), (seed, rule.name)


@pytest.mark.parametrize("method", METHODS)
def test_a_tie_said_not_to_matter_does_not(method):
    """Its projects change places among themselves, everything else keeps its own."""
    for seed in range(ROUNDS):
        chance = random.Random(f"{method} {seed}")
        instance, profile = small_election(chance)
        rule = chance.choice(rules_of(method))
        if not fits(rule, profile.kind):
            continue
        outcome = allocate(instance, profile, rule, explore=True)
        for tie in outcome.ties[:2]:
            assert tie.matters in ("yes", "no")
            if tie.matters == "no":
                orders = exchanged(sorted(instance.ids), tie.projects)
                assert outcomes(instance, profile, rule, orders) == {frozenset(outcome.funded)}, (
                    seed,
                    rule.name,
                )


def exchanged(ids, tied):
    """Every order in which the tied projects share their own places in another way."""
    places = [at for at, id in enumerate(ids) if id in tied]
    for shuffled in permutations(tied):
        order = list(ids)
        for place, id in zip(places, shuffled, strict=True):
            order[place] = id
        yield tuple(order)


def test_rules_are_all_tried():
    assert {rule.name for method in METHODS for rule in rules_of(method)} == set(RULES)
