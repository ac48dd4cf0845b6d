"""What the bank told stays as it was told, and what a person resolved stays resolved, whoever writes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from budgeting.models import BankLine, BankStatement
from budgeting.treasury.banking.actions import send_back
from budgeting.treasury.banking.reading import read_statement
from tests.budgeting.treasury.test_bank import camt, entry, sheet, take_in

pytestmark = pytest.mark.django_db


def refused(write) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        write()


def test_statement_is_never_changed_or_deleted(fiona, carol):
    take_in(fiona, sheet("2026-11-30,20.00,no idea,Alice"))
    statements = BankStatement.objects.all()
    for change in ({"file_name": "other.csv"}, {"uploaded_by": carol}, {"digest": "0" * 64}):
        refused(lambda change=change: statements.update(**change))
    refused(lambda: BankStatement.objects.raw("DELETE FROM budgeting_bankstatement RETURNING id")[0])


@pytest.mark.parametrize(
    "change", [{"amount": 9}, {"payer": "Bo"}, {"text": "x"}, {"day": date(2026, 1, 1)}, {"key": "k"}]
)
def test_payment_stays_as_the_bank_told_it(fiona, change):
    take_in(fiona, sheet("2026-11-30,20.00,no idea,Alice"))
    refused(lambda: BankLine.objects.update(**change))
    refused(lambda: BankLine.objects.all().delete())


def test_payment_that_is_resolved_is_not_resolved_anew(fiona, carol):
    take_in(fiona, sheet("2026-11-30,20.00,no idea,Alice"))
    send_back(actor=carol, line=BankLine.objects.get())
    refused(lambda: BankLine.objects.update(state="suspense"))
    refused(lambda: BankLine.objects.update(resolved_by=None))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (camt(entry(), entry(amount="x", bank_id="B2")), "Entry 2: “x” is no amount"),
        (camt(entry(currency="EUR")), "Entry 1: its amount is not in GBP"),
        (sheet("2026-11-30,20.00,a,A", "yesterday,5.00,b,B"), "Line 3: “yesterday” is no day"),
    ],
)
def test_what_is_wrong_is_named_as_the_file_counts(content, said):
    with pytest.raises(ValidationError, match=said):
        read_statement(content, "GBP")
