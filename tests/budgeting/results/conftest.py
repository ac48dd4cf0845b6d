"""Rounds that were voted on and sealed."""

import pytest

from tests.factories.rounds import cast, open_round, sealed


@pytest.fixture
def sealed_round(carol, dave):
    """£500 in the pot; projects 1 (£100), 2 (£200), 3 (£300); twelve ballots: 1 gets 12, 2 gets 8, 3 gets 4."""
    round = open_round(rule="greedy_votes")
    for _ in range(8):
        cast(round, [1, 2])
    for _ in range(4):
        cast(round, [1, 3])
    return sealed(round, carol, dave)
