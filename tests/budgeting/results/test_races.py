"""Several officers press the same button at the same moment: one count, and money that moves once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from budgeting.ledger.proof import faults
from budgeting.models import CountRun, Result, Transfer
from budgeting.results.actions import (
    certify_result,
    count_round,
    publish_result,
    run_count,
    start_count,
)

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
THREADS = 8


def race(act):
    """Runs act(number) in threads that start together; gives what those that were not refused returned."""
    start = Barrier(THREADS)

    def one(number):
        start.wait()
        try:
            return act(number)
        except ValidationError:
            return None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        return [done for done in pool.map(one, range(THREADS)) if done is not None]


def test_round_is_counted_once_by_many_at_once(sealed_round, carol):
    assert len(race(lambda _: count_round(actor=carol, round=sealed_round))) == 1

    assert Result.objects.get().outcomes.count() == 3


def test_result_is_published_once_by_many_at_once(counted, carol):
    assert len(race(lambda _: publish_result(actor=carol, result=counted))) == 1


def test_money_moves_once_when_both_officers_sign_again_and_again(unopposed, carol, dave):
    signed = race(lambda number: certify_result(actor=(carol, dave)[number % 2], result=unopposed))

    unopposed.refresh_from_db()
    assert len(signed) == 2
    assert unopposed.certified_at is not None
    assert unopposed.certifications.count() == 2
    assert Transfer.objects.filter(key__endswith=":certify").count() == 1
    assert list(faults()) == []


def test_one_of_many_officers_starts_the_count_and_one_of_many_workers_does_it(sealed_round, carol):
    [run] = race(lambda _: start_count(actor=carol, round=sealed_round))

    assert sorted(race(lambda _: run_count.func(run.pk))) == [False] * (THREADS - 1) + [True]
    assert CountRun.objects.get().state == "done"
    assert Result.objects.get().version == 1
