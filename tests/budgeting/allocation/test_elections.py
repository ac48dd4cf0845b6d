"""Real elections, the quick part: every rule on a spread of small files, what cities funded, scrambled
columns.

`python -m tests.elections --scramble` counts all files by all rules.
"""

import pytest

from budgeting.allocation import RULES, allocate, rule_named
from tests import elections

pytestmark = pytest.mark.skipif(not elections.present(), reason=elections.ABSENT)
SLOW = 0.02


def spread():
    """Every fifth file of up to 4,000 ballots: all types of vote are among them."""
    known = elections.expected() if elections.present() else {}
    return [file for file in sorted(known) if known[file]["num_votes"] <= 4000][::5]


@pytest.mark.parametrize("file", spread())
def test_outcomes_are_the_expected_ones(file):
    read = elections.election(file)
    for name, outcome in elections.expected()[file]["rules"].items():
        if "winners" in outcome and outcome.get("fast_s", 0) < SLOW:
            assert sorted(allocate(read.instance, read.profile, RULES[name]).funded) == outcome["winners"], (
                name
            )


def test_the_cities_own_outcomes_are_reproduced():
    """A file's own rule gives what it marks as selected, in every file of up to 7,000 ballots that marks
    any."""
    compared = 0
    for file, known in elections.expected().items():
        if known["meta_rule"] not in elections.OURS or known["num_votes"] > 3000:
            continue
        read = elections.election(file)
        if chosen := elections.official(read):
            rule = rule_named(known["meta_rule"], read.profile.kind)
            assert set(allocate(read.instance, read.profile, rule).funded) == chosen, file
            compared += 1
    assert compared >= 30


def test_the_files_own_totals_are_never_read():
    """With votes, score and selected filled with nonsense, the outcomes stay."""
    for file in spread()[::4]:
        read, nonsense = elections.election(file), elections.scrambled(file)
        assert nonsense.project_rows != read.project_rows
        for name, outcome in elections.expected()[file]["rules"].items():
            if outcome.get("fast_s", 1) < SLOW:
                rule = RULES[name]
                again = allocate(nonsense.instance, nonsense.profile, rule)
                assert again == allocate(read.instance, read.profile, rule), (file, name)
