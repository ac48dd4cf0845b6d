"""What several acts on rounds check first: may this person, is it still planned, is the text there."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from budgeting.rounds.models import Round
from budgeting.rounds.rules import may_plan


def require_planner(actor: Any) -> None:
    """Raises PermissionDenied unless the actor is an officer with a second factor."""
    if not may_plan(actor):
        raise PermissionDenied(_("Only officers of the council plan rounds."))


def locked_round(round: Round) -> Round:
    """The round's row, locked until the transaction ends; the first lock of every act on a round."""
    return Round.objects.select_for_update(of=("self",)).select_related("process", "phase").get(pk=round.pk)


def locked_plan(round: Round) -> Round:
    """The locked round, still in planning. Raises ValidationError once it was opened."""
    fresh = locked_round(round)
    if fresh.opened_at is not None:
        raise ValidationError(
            _("Voting rules, pots, projects and costs are fixed since this round was opened."), code="frozen"
        )
    return fresh


def required_text(text: str, field: str, message: str) -> str:
    """The text without blanks around it. Raises ValidationError on `field` when nothing is left."""
    if not text.strip():
        raise ValidationError({field: message})
    return text.strip()
