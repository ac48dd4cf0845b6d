"""The books are proven each night, and what is wrong is shown to those who can act."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from budgeting.models import Account, ProofRun
from budgeting.treasury import due
from budgeting.treasury.due import run_due
from participation.clock import database_now
from tests.factories.rounds import PotFactory

pytestmark = pytest.mark.django_db


def test_clock_proves_the_books_once_a_night(capsys):
    PotFactory()
    call_command("tick")
    call_command("tick")
    assert ProofRun.objects.get().faults == []
    assert capsys.readouterr().out.count("proved 1 transfers") == 1


def test_night_that_was_missed_is_made_up_for():
    ProofRun.objects.create(transfers=0, run_at=database_now() - timedelta(hours=25))
    assert run_due()
    assert ProofRun.objects.count() == 2


@pytest.mark.parametrize(("now", "day"), [("2026-11-30T01:59:00", 29), ("2026-11-30T02:00:00", 30)])
def test_night_begins_at_two(now, day):
    from datetime import datetime

    from django.utils import timezone

    moment = timezone.make_aware(datetime.fromisoformat(now))
    assert timezone.localtime(due._last_night(moment)).day == day


def test_fault_is_kept_logged_and_on_the_first_screen(fiona, log_in, caplog):
    pot = PotFactory()
    Account.objects.filter(pk=pot.free_id).update(balance=99_999)

    assert run_due() == "2 faults in the books"

    assert "not proven" in caplog.text
    client = log_in(fiona)
    assert "faults were found in the books" in client.get("/admin/").content.decode()
    assert "holds 99999, but its entries sum to 100000" in client.get("/admin/money/").content.decode()


def test_proofs_are_append_only():
    run_due()
    for write in (lambda: ProofRun.objects.update(faults=[]), lambda: ProofRun.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()
