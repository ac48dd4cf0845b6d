"""Whose place in a poll book still matters when the person is erased."""

from django.utils.translation import gettext_lazy as _

from budgeting.ballots.models import PollBookEntry
from participation.kinds import personal


def offer() -> None:
    personal.register(
        personal.Holding(
            key="ballots",
            title=_("How you handed in your ballots: online or on paper"),
            covers=("budgeting.PollBookEntry",),
            rows=lambda person: (
                PollBookEntry.objects.filter(identity__user=person)
                .order_by("round_id")
                .values("round__process__title", "channel", "receipt")
            ),
            # Until the result is confirmed, an objection may still lead back to the poll book.
            counting=lambda: PollBookEntry.objects.exclude(round__results__certified_at__isnull=False).values(
                "identity"
            ),
        )
    )
