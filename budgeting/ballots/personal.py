"""Whose place in a poll book still matters when a person is erased, and codes that wait for their person."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from budgeting.ballots.annulments import Annulment
from budgeting.ballots.codes.models import Admission
from budgeting.ballots.models import PollBookEntry
from budgeting.ballots.paper.models import Counterfoil
from participation.kinds import personal


def _end_codes(person: Any, keep_words: bool) -> None:
    """A card in a drawer votes for nobody who has left."""
    Admission.objects.filter(identity__user=person).delete()


PAPER = personal.Holding(
    key="paper_ballots",
    title=_("Paper ballots that you were given, until the box is sealed"),
    covers=("budgeting.Counterfoil",),
    rows=lambda person: (
        Counterfoil.objects.filter(identity__user=person)
        .order_by("round_id", "number")
        .values("round__process__title", "number", "form", "state")
    ),
    counting=lambda: Counterfoil.objects.values("identity"),
)
BALLOTS = personal.Holding(
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
ANNULLED = personal.Holding(
    key="annulled-ballots",
    title=_("Ballots of yours that the council annulled, and why"),
    covers=("budgeting.Annulment",),
    rows=lambda person: (
        Annulment.objects.filter(identity__user=person)
        .order_by("pk")
        .values("round__process__title", "ground", "reason", "may_vote_again", "annulled_at")
    ),
    # Who may not vote again comes back to the same identity until the box is sealed.
    counting=lambda: Annulment.objects.filter(round__sealed_at__isnull=True, round__void__isnull=True).values(
        "identity"
    ),
)
CODES = personal.Holding(
    key="voting-codes",
    title=_("Voting codes that the desk made out to you and that you have not used"),
    covers=("budgeting.Admission",),
    rows=lambda person: (
        Admission.objects.filter(identity__user=person).order_by("round_id").values("round__process__title")
    ),
    erase=_end_codes,
)


def offer() -> None:
    for holding in (PAPER, BALLOTS, ANNULLED, CODES):
        personal.register(holding)
