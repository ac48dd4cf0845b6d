"""Begins the check of a proposal for a planned round, and gives it to an officer."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgeting.rounds.actions.checks import locked_plan, require_planner
from budgeting.rounds.assessing.actions.locking import open_assessment
from budgeting.rounds.assessing.models import AreaOfficer, Assessment
from budgeting.rounds.assessing.officers import officer_for
from budgeting.rounds.assessing.rules import CHECKABLE, officers
from budgeting.rounds.models import Round
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.areas.models import Area
from participation.audit.actions import record
from participation.notices.actions import tell
from participation.proposals.actions import change_status
from participation.proposals.models import Proposal


@transaction.atomic
def start_assessment(
    *, actor: User, round: Round, proposal: Proposal, due: date, officer: User | None = None
) -> Assessment:
    """The proposal is under review from now on; without `officer` the declared one of its area checks it.

    Raises PermissionDenied, and ValidationError when it is checked already, decided, or the day is past.
    """
    require_planner(actor)
    round = locked_plan(round)
    _check_day(due)
    _check_proposal(round, proposal)
    officer = officer or officer_for(proposal.area)
    _check_officer(officer)
    assessment: Assessment = Assessment.objects.create(
        round=round, proposal=proposal, officer=officer, due=due
    )
    if proposal.status == Proposal.Status.PUBLISHED:
        # The round may not be public yet, so it is not named.
        reason = _("Officers check whether it can be done and what it costs.")
        change_status(actor=actor, proposal=proposal, status=Proposal.Status.REVIEW, reason=reason)
    _log("start_assessment", actor, assessment)
    _tell_officer(assessment, actor)
    return assessment


@transaction.atomic
def assign_assessment(*, actor: User, assessment: Assessment, officer: User, due: date) -> Assessment:
    """Another officer, another day, or both. Raises PermissionDenied, ValidationError by field."""
    assessment = open_assessment(actor, assessment)
    _check_officer(officer)
    if due != assessment.due:
        _check_day(due)
    another = officer != assessment.officer
    assessment.officer, assessment.due = officer, due
    assessment.save(update_fields=["officer", "due"])
    _log("assign_assessment", actor, assessment)
    if another:
        _tell_officer(assessment, actor)
    return assessment


@transaction.atomic
def name_area_officer(*, actor: User, area: Area, officer: User | None) -> None:
    """Who checks the proposals of this area from now on; None: whoever checks those of the area around it."""
    require_planner(actor)
    _check_officer(officer)
    if officer is None:
        AreaOfficer.objects.filter(area=area).delete()
    else:
        AreaOfficer.objects.update_or_create(area=area, defaults={"officer": officer})
    facts = {"officer": officer.pk if officer else None}
    record(verb="name_area_officer", actor=actor, acting_as=OFFICER, target=area, facts=facts)


def _check_proposal(round: Round, proposal: Proposal) -> None:
    if proposal.published_at is None or proposal.hidden_at is not None or proposal.status not in CHECKABLE:
        raise ValidationError(_("Only proposals that are published and not decided yet are checked."))
    if round.projects.filter(proposal=proposal).exists():
        raise ValidationError(_("This proposal stands on the list of the round already."))
    if Assessment.objects.filter(round=round, proposal=proposal).exists():
        raise ValidationError(_("This proposal is checked for this round already."))


def _check_day(due: date) -> None:
    if due < timezone.localdate():
        raise ValidationError({"due": _("Choose today or a later day.")})


def _check_officer(officer: User | None) -> None:
    if officer is not None and not officers().filter(pk=officer.pk).exists():
        raise ValidationError({"officer": _("Choose an officer of the council.")})


def _log(verb: str, actor: User, assessment: Assessment) -> None:
    facts = {
        "round": assessment.round_id,
        "officer": assessment.officer_id,
        "due": assessment.due.isoformat(),
    }
    record(verb=verb, actor=actor, acting_as=OFFICER, target=assessment, facts=facts)


def _tell_officer(assessment: Assessment, actor: User) -> None:
    if assessment.officer is not None:
        tell(people=[assessment.officer], thing=assessment, event="assessment-given", actor=actor)
