"""Whose place in a poll book still matters when the person is erased."""

from django.utils.translation import gettext_lazy as _

from budgeting.ballots.annulments import Annulment
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
            counting=lambda: (
                PollBookEntry.objects.exclude(round__results__certified_at__isnull=False)
                .exclude(round__void__isnull=False)
                .values("identity")
            ),
        )
    )
    personal.register(
        personal.Holding(
            key="annulled-ballots",
            title=_("Ballots of yours that the council annulled, and why"),
            covers=("budgeting.Annulment",),
            rows=lambda person: (
                Annulment.objects.filter(identity__user=person)
                .order_by("pk")
                .values("round__process__title", "ground", "reason", "may_vote_again", "annulled_at")
            ),
            # Who may not vote again comes back to the same identity until the box is sealed.
            counting=lambda: Annulment.objects.filter(
                round__sealed_at__isnull=True, round__void__isnull=True
            ).values("identity"),
        )
    )
