"""What every act on a check does first: take the locks and ask the rule."""

from django.core.exceptions import ValidationError

from budgeting.rounds.actions.checks import locked_round, require_planner
from budgeting.rounds.assessing.models import Assessment
from budgeting.rounds.assessing.rules import check_refusal
from participation.accounts.models import User


def locked_assessment(assessment: Assessment) -> Assessment:
    """The row as it is now, its round locked first."""
    round = locked_round(assessment.round)
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("proposal__process", "project")
    fresh: Assessment = rows.get(pk=assessment.pk)
    fresh.round = round
    return fresh


def open_assessment(actor: User, assessment: Assessment) -> Assessment:
    """The locked row of a check that goes on. Raises PermissionDenied, or ValidationError once over."""
    require_planner(actor)
    fresh = locked_assessment(assessment)
    if refusal := check_refusal(actor, fresh):
        raise ValidationError(refusal, code="closed")
    return fresh


def begun(assessment: Assessment) -> None:
    """The first thing that an officer writes down begins the check."""
    if assessment.state == Assessment.State.WAITING:
        assessment.state = Assessment.State.CHECKING
        assessment.save(update_fields=["state"])
