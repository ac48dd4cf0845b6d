"""Rounds that were voted on and sealed."""

import pytest

from budgeting.results.actions import count_round, publish_result
from tests.factories.rounds import ProjectFactory, RoundFactory, cast, open_round, opened, sealed


@pytest.fixture
def sealed_round(carol, dave):
    """£500 for projects 1 (£100), 2 (£200), 3 (£300); of twelve ballots 1 gets 12, 2 gets 8, 3 gets 4."""
    round = open_round(rule="greedy_votes")
    for _ in range(8):
        cast(round, [1, 2])
    for _ in range(4):
        cast(round, [1, 3])
    return sealed(round, carol, dave)


@pytest.fixture
def tied_round(db):
    """tied_round(tie_rule): two projects of £300 with one vote each, and £500 to share."""

    def make(tie_rule):
        round = RoundFactory(projects=0, rule="greedy_votes", tie_rule=tie_rule)
        for number in (1, 2):
            ProjectFactory(round=round, round_pot=round.pots.get(), number=number, cost=30_000)
        opened(round)
        cast(round, [1])
        cast(round, [2])
        return round

    return make


@pytest.fixture
def counted(sealed_round, carol):
    return count_round(actor=carol, round=sealed_round)


@pytest.fixture
def published(counted, carol):
    """Provisional; objections run for a week."""
    return publish_result(actor=carol, result=counted)


@pytest.fixture
def unopposed(published):
    """Published, and the days for objections are over."""
    end = published.published_at
    type(published).objects.filter(pk=published.pk).update(objections_end=end)
    published.refresh_from_db()
    return published
