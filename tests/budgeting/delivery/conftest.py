"""Funded projects, and what an officer and finance do with their money."""

import pytest

from budgeting.delivery.actions import ask_for_closing, ask_for_more_money, grant_money_request
from tests.factories.delivery import certified_round


@pytest.fixture
def project(db):
    """A funded project that costs £100; its pot has £700 free and £300 promised to two projects."""
    return certified_round().projects.get(number=1)


@pytest.fixture
def pot(project):
    """balances(): what the four accounts of the project's pot hold now."""

    def balances():
        pot = type(project.round_pot.pot).objects.select_related("free", "committed", "paid", "reserved")
        found = pot.get(pk=project.round_pot.pot_id)
        return {part: getattr(found, part).balance for part in ("free", "reserved", "committed", "paid")}

    return balances


@pytest.fixture
def extra(carol, project):
    """£50 more is asked for, by carol."""
    return ask_for_more_money(actor=carol, project=project, amount=5_000, reason="Steel is dearer.")


@pytest.fixture
def closing(carol, project):
    """Asked for: the project cost £80 of its £100."""
    return ask_for_closing(actor=carol, project=project, amount=8_000, reason="Bench and plaque.")


@pytest.fixture
def closed(fiona, closing):
    return grant_money_request(actor=fiona, request=closing)
