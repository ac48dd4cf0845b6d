"""The lock of a ballot box is the round's row: voters share it, sealing holds it alone. Taken first."""

from budgeting.rounds.models import Round
from participation.compiled import Compiled

_ROUND = Compiled(1, lambda pk: Round.objects.filter(pk=pk).order_by(), shares_lock=True)


def enter_box(round: Round) -> Round:
    """The round as it is now, under a lock that other voters share and sealing waits for.

    Call inside a transaction. SQLite's IMMEDIATE transactions already come one after another. Nothing is read
    along with the round: after a wait for the lock it would be as old as the beginning of the wait.
    """
    found: Round | None = _ROUND.first(round.pk)
    if found is None:
        raise Round.DoesNotExist
    return found


def hold_box_alone(round: Round) -> Round:
    """The round under the exclusive lock: waits for every voter inside, and lets none in."""
    return Round.objects.select_for_update(of=("self",)).select_related("process", "phase").get(pk=round.pk)
