"""Twenty-four threads against the last hundred pounds, and controls that fail without each guard."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, connections
from django.db.migrations import RemoveConstraint
from django.db.migrations.state import ProjectState
from django.db.models import F

from budgeting.ledger.accounts import open_account, treasury
from budgeting.ledger.actions import post
from budgeting.ledger.proof import faults
from budgeting.models import Account, Transfer

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

THREADS = 24
EACH = 1_500  # 24 x £15 against £100: six fit
FIT = 6


@pytest.fixture
def pot():
    pot = open_account(code="last", name="Last hundred pounds", currency="GBP")
    post(key="top-up", memo="Budget", lines=[(treasury("GBP"), -10_000), (pot, 10_000)])
    return pot


@pytest.fixture
def payee():
    return open_account(code="builders", name="Builders", currency="GBP")


@pytest.fixture
def no_check_constraint():
    """The table without its guard, as a control; put back afterwards."""
    guarded = ProjectState.from_apps(apps)
    bare = guarded.clone()
    removal = RemoveConstraint("account", "account_not_overdrawn")
    removal.state_forwards("budgeting", bare)
    with connection.schema_editor() as editor:
        removal.database_forwards("budgeting", editor, guarded, bare)
    yield
    Account.objects.overdrawn().update(balance=0)
    with connection.schema_editor() as editor:
        removal.database_backwards("budgeting", editor, bare, guarded)


def race(act, threads=THREADS):
    """Runs act(number) in threads that start together; gives how many were not refused."""
    start = Barrier(threads)

    def one(number):
        start.wait()
        try:
            act(number)
        except (ValidationError, IntegrityError):
            return False
        else:
            return True
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        return sum(pool.map(one, range(threads)))


def look_then_take(pot):
    """What a careless writer does: looks at the balance, waits for the others to look, then takes."""
    everyone_looked = Barrier(THREADS)

    def act(number):
        enough = Account.objects.get(pk=pot.pk).balance >= EACH
        everyone_looked.wait()
        if enough:
            Account.objects.filter(pk=pot.pk).update(balance=F("balance") - EACH)

    return act


def test_racing_transfers_never_overdraw(pot, payee):
    posted = race(lambda number: post(key=f"race-{number}", memo="Race", lines=[(pot, -EACH), (payee, EACH)]))

    pot.refresh_from_db()
    assert posted == FIT
    assert pot.balance == 10_000 - FIT * EACH
    assert list(faults()) == []


@pytest.mark.usefixtures("no_check_constraint")
def test_conditional_update_alone_holds_against_the_race(pot, payee):
    posted = race(lambda number: post(key=f"race-{number}", memo="Race", lines=[(pot, -EACH), (payee, EACH)]))

    pot.refresh_from_db()
    assert posted == FIT
    assert pot.balance == 10_000 - FIT * EACH


def test_check_constraint_alone_holds_against_careless_writers(pot):
    assert race(look_then_take(pot)) == FIT

    pot.refresh_from_db()
    assert pot.balance == 10_000 - FIT * EACH


@pytest.mark.usefixtures("no_check_constraint")
def test_control_without_either_guard_the_account_is_overdrawn(pot):
    assert race(look_then_take(pot)) == THREADS

    pot.refresh_from_db()
    assert pot.balance == 10_000 - THREADS * EACH < 0


def test_racing_repeats_of_one_key_move_money_once(pot, payee):
    repeats = race(lambda _: post(key="one", memo="Race", lines=[(pot, -EACH), (payee, EACH)]))

    pot.refresh_from_db()
    assert repeats == THREADS
    assert pot.balance == 10_000 - EACH
    assert Transfer.objects.filter(key="one").count() == 1


def test_transfers_in_opposite_directions_do_not_wait_for_ever(pot, payee):
    post(key="half", memo="Half", lines=[(pot, -5_000), (payee, 5_000)])

    def act(number):
        amount = 1 if number % 2 else -1
        post(key=f"swap-{number}", memo="Swap", lines=[(pot, amount), (payee, -amount)])

    assert race(act) == THREADS
    assert list(faults()) == []
