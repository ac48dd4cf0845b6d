"""Plants each control in turn, and says which the thief missed or took for something else."""

from collections.abc import Iterator

from django.db import transaction

from tests.thief.attack import Thief
from tests.thief.election import Election
from tests.thief.planting import COMMITTED, IN_TRANSACTION, victim
from tests.thief.search import Find


def missed(thief: Thief, election: Election) -> list[str]:
    """A sentence for each control that was not found, or not alone."""
    return [sentence for sentence in _tried(thief, election) if sentence]


def _tried(thief: Thief, election: Election) -> Iterator[str]:
    for plant, (how, where) in IN_TRANSACTION.items():
        with transaction.atomic():
            voter = victim(plant, election)
            undo = plant(election, voter, thief.folder)
            try:
                yield _judged(plant.__name__, thief.finds(election), how, where, voter.identity)
            finally:
                undo()
                transaction.set_rollback(True)
    for plant, (how, where) in COMMITTED.items():
        voter = victim(plant, election)
        undo = plant(election, voter, thief.folder)
        thief.read_disk(election)
        yield _judged(plant.__name__, thief.finds(election), how, where, voter.identity)
        undo()


def _judged(name: str, finds: set[Find], how: str, where: str, voter: int) -> str:
    expected = {find for find in finds if find.how == how and where in find.source}
    if not {voter, 0} & {find.voter for find in expected}:
        return f"{name}: not found"
    others = finds - expected
    return f"{name}: found also {sorted(map(str, others))[:3]}" if others else ""
