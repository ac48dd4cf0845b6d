"""The lock of a ballot box is the round's row: voters share it, sealing holds it alone. Taken first."""

from django.db import connection

from budgeting.rounds.models import Round


def enter_box(round: Round) -> Round:
    """The round as it is now, under a lock that other voters share and sealing waits for.

    Call inside a transaction. SQLite's IMMEDIATE transactions already come one after another.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM budgeting_round WHERE id = %s FOR KEY SHARE", [round.pk])
    return Round.objects.select_related("process", "phase").get(pk=round.pk)


def hold_box_alone(round: Round) -> Round:
    """The round under the exclusive lock: waits for every voter inside, and lets none in."""
    return Round.objects.select_for_update(of=("self",)).select_related("process", "phase").get(pk=round.pk)
