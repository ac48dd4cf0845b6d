"""Proves the ledger: transfers balance, balances follow from entries, and each pot holds what came in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from budgeting.ledger.models import Transfer
from budgeting.results import pot_proof
from budgeting.treasury.proving import faults


class Command(BaseCommand):
    help = __doc__

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        wrong = list(faults())
        for sentence in wrong:
            self.stderr.write(sentence)
        if wrong:
            raise CommandError("The ledger is not proven.")
        self.stdout.write(f"The ledger is proven: {Transfer.objects.count()} transfers.")
        for statement in pot_proof.statements():
            self.stdout.write(str(statement))
