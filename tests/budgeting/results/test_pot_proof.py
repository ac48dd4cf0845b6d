"""For each pot, free, reserved, committed, paid and passed on are together what came in."""

import pytest
from django.core.management import CommandError, call_command

from budgeting.ledger.accounts import open_account, treasury
from budgeting.ledger.actions import post
from budgeting.models import Account
from budgeting.results.pot_proof import faults, statements
from tests.factories.rounds import PotFactory, RoundFactory, RoundPotFactory, opened

pytestmark = pytest.mark.django_db


def test_statement_follows_money_through_the_pot():
    round = RoundFactory(projects=1)
    RoundPotFactory(round=round)
    opened(round)
    first = round.pots.first().pot
    fund = open_account(code="fund", name="Match fund", currency="GBP")
    post(key="fund", memo="To the match fund", lines=[(first.free, -5_000), (fund, 5_000)])

    statement = next(each for each in statements() if each.pot == first)

    assert statement.money_in == 100_000
    assert statement.parts == {"free": 45_000, "reserved": 50_000, "committed": 0, "paid": 0}
    assert statement.elsewhere == 5_000
    assert list(faults()) == []


def test_pot_that_gave_money_back_to_the_treasury_is_proven():
    pot = PotFactory()
    post(key="cut", memo="Cut", lines=[(pot.free, -40_000), (treasury("GBP"), 40_000)])

    assert [each.money_in for each in statements()] == [60_000]
    assert list(faults()) == []


def test_pot_that_holds_more_than_came_in_is_named(capsys):
    pot = PotFactory(name="Parks")
    Account.objects.filter(pk=pot.paid_id).update(balance=1)

    with pytest.raises(CommandError):
        call_command("prove_ledger")
    assert "does not hold what came in. Parks (GBP): money in 100000 = free 100000" in capsys.readouterr().err
