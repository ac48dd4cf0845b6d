"""The engine against the plain reference: every rule, with areas, conditions, all kinds of ballots and ties.

FUZZ=20000 in the environment counts so many elections instead of the few that a test run has time for.
"""

import os
import random

import pytest

from budgeting.allocation import RULES, allocate
from tests.budgeting.allocation.fuzzing import election, tie_rule
from tests.budgeting.allocation.reference import TooLongError, funded_by

ROUNDS = int(os.environ.get("FUZZ", "150"))
METHODS = ("greedy", "equal-shares", "add1", "phragmen", "expanding-approvals")


def rules_of(method):
    """The rules of one method; Add1 is one of its own because it is slow to walk."""
    return [
        rule for rule in RULES.values() if (rule.method if rule.completion == "none" else "add1") == method
    ]


def fits(rule, kind):
    ranked = rule.method == "expanding-approvals" or rule.score in ("score", "borda")
    return kind == "ordinal" or not ranked


@pytest.mark.parametrize("method", METHODS)
def test_the_engine_equals_the_reference(method):
    rules = rules_of(method)
    for seed in range(ROUNDS):
        chance = random.Random(f"{method} {seed}")
        instance, profile = election(chance)
        ties = tie_rule(chance, instance)
        for rule in chance.sample(rules, min(4, len(rules))):
            if fits(rule, profile.kind):
                try:
                    expected = funded_by(instance, profile, rule, ties)
                except TooLongError:
                    continue
                assert list(allocate(instance, profile, rule, ties).funded) == expected, (seed, rule.name)
