"""The lock of a poll is its row: voters share it, counting holds it alone. Taken first."""

from django.db import connection

from participation.votes.models import Poll


def enter_poll(poll: Poll) -> Poll:
    """The poll as it is now, under a lock that other voters share and counting waits for.

    Call inside a transaction. SQLite's IMMEDIATE transactions already come one after another.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM participation_poll WHERE id = %s FOR KEY SHARE", [poll.pk])
    return Poll.objects.select_related("process").get(pk=poll.pk)


def hold_poll_alone(poll: Poll) -> Poll:
    """The poll under the exclusive lock: waits for every voter inside, and lets none in."""
    return Poll.objects.select_for_update(of=("self",)).get(pk=poll.pk)
