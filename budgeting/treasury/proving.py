"""Proves all of the books at one moment, and keeps what it found."""

import logging
from collections.abc import Iterator
from itertools import chain

from django.db import transaction

from budgeting.ledger import proof
from budgeting.ledger.models import Transfer
from budgeting.results import pot_proof
from budgeting.treasury.models import ProofRun

logger = logging.getLogger(__name__)


def faults() -> Iterator[str]:
    """One sentence for each thing that is wrong in the books, naming it. None: they are proven."""
    return chain(proof.faults(), pot_proof.faults())


@transaction.atomic
def prove_books() -> ProofRun:
    """Read everything in one transaction; what is wrong is kept and logged, and nothing is mended."""
    run = ProofRun.objects.create(faults=list(faults()), transfers=Transfer.objects.count())
    if run.faults:
        logger.error("ledger: the books are not proven, %d faults; see prove_ledger", len(run.faults))
    return run


def last_proof() -> ProofRun | None:
    return ProofRun.objects.order_by("-pk").first()
