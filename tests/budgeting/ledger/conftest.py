"""Accounts to move money between."""

import pytest

from budgeting.ledger.accounts import open_account, treasury
from budgeting.ledger.actions import post


@pytest.fixture
def bank(db):
    return treasury("GBP")


@pytest.fixture
def pot(db):
    return open_account(code="parks", name="Parks", currency="GBP")


@pytest.fixture
def payee(db):
    return open_account(code="builders", name="Builders", currency="GBP")


@pytest.fixture
def hundred_pounds(bank, pot):
    """Parks holds £100."""
    return post(key="top-up", memo="Budget for parks", lines=[(bank, -10_000), (pot, 10_000)])
