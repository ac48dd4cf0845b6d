"""Does what has fallen due. Idempotent: run it every minute from a timer."""

from importlib import import_module
from importlib.util import find_spec

from django.core.management.base import BaseCommand

# Slices with due work, lowest first; each offers `due.run_due() -> str`, what it did in a few words.
SLICES = (
    "participation.audit",
    "participation.limits",
    "participation.accounts",
    "participation.processes",
    "participation.notices",
    "participation.moderation",
    "participation.votes",
    "participation.proposals",
    "budgeting.rounds.assessing",
    "budgeting.ballots",
    "budgeting.results",
    "budgeting.crowdfunding",
    "budgeting.treasury",
    "budgeting.treasury.reconciling",
    "cms",
)


class Command(BaseCommand):
    help = "Does what has fallen due: run it every minute from a timer."

    def handle(self, *args, verbosity: int = 1, **options) -> None:
        for slice_name in SLICES:
            if find_spec(f"{slice_name}.due") is None:
                continue
            done = import_module(f"{slice_name}.due").run_due()
            if done and verbosity:
                self.stdout.write(f"{slice_name}: {done}")
