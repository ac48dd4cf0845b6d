"""Many at the same money: a pot is never overdrawn, books close once, nobody steps in twice."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError
from django.db.models import F

from budgeting.delivery.actions import ask_for_more_money, give_up_project, grant_money_request
from budgeting.models import Account, MoneyRequest, Transfer, Undelivered
from tests.budgeting.ledger.test_race import no_check_constraint  # noqa: F401 (a fixture)
from tests.conftest import staff
from tests.factories.delivery import certified_round
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def tried(act):
    def one(thing):
        try:
            act(thing)
        except (ValidationError, IntegrityError):
            return False
        return True

    return one


@pytest.fixture
def requests(carol):
    """Two projects ask for £400 each, of £700 that is free: one fits."""
    return [
        ask_for_more_money(actor=carol, project=project, amount=40_000, reason="Steel.")
        for project in certified_round(funded=2, lost=0).projects.all()
    ]


def free(request):
    return Account.objects.get(pk=request.project.round_pot.pot.free_id)


def test_grants_at_once_never_give_more_than_is_free(requests, fiona):
    granted = race(tried(lambda request: grant_money_request(actor=fiona, request=request)), requests)

    assert granted.count(True) == 1
    assert free(requests[0]).balance == 30_000
    assert MoneyRequest.objects.filter(granted=True).count() == 1
    assert MoneyRequest.objects.waiting().count() == 1
    call_command("prove_ledger")


@pytest.mark.usefixtures("no_check_constraint")
def test_control_looking_first_and_taking_then_overdraws(requests):
    account = free(requests[0])
    enough = [Account.objects.get(pk=account.pk).balance >= request.amount for request in requests]

    def careless(request):
        Account.objects.filter(pk=account.pk).update(balance=F("balance") - request.amount)

    assert all(enough)
    race(careless, requests)

    assert free(requests[0]).balance < 0


def test_books_close_once_whoever_grants_it_at_once(carol, fiona, closing):
    people = [fiona, *(staff(f"Finance {number}", "finance") for number in range(3))]

    granted = race(tried(lambda person: grant_money_request(actor=person, request=closing)), people)

    assert granted.count(True) == 1
    assert Transfer.objects.filter(key=f"project:{closing.project_id}:settle").count() == 1
    call_command("prove_ledger")


def test_project_is_given_up_once_and_one_steps_in(carol):
    round = certified_round(funded=1, lost=3, winners=[4], reserve_rule="next_in_line")
    winner = round.projects.get(number=4)
    officers = [staff(f"Officer {number}", "officer") for number in range(4)]

    race(tried(lambda officer: give_up_project(actor=officer, project=winner, reason="Gone.")), officers)

    assert Undelivered.objects.count() == 1
    assert Transfer.objects.filter(key__endswith=":step-in").count() == 1
    call_command("prove_ledger")
