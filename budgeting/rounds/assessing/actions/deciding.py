"""The one act that decides a check, and opening it again: nothing shows as feasible or not before."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.rounds.actions import add_project, remove_project
from budgeting.rounds.actions.checks import require_planner, required_text
from budgeting.rounds.assessing.actions.locking import locked_assessment, open_assessment
from budgeting.rounds.assessing.models import Assessment, CheckAnswer
from budgeting.rounds.assessing.questions import Answer, Question
from budgeting.rounds.assessing.rules import may_reopen
from budgeting.rounds.authorship import authors_of
from budgeting.rounds.models import Project, RoundPot
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.clock import database_now
from participation.notices.actions import tell
from participation.proposals.actions import change_status
from participation.proposals.models import Proposal

State = Assessment.State


@transaction.atomic
def decide_feasible(
    *,
    actor: User,
    assessment: Assessment,
    round_pot: RoundPot,
    reason: str,
    title: str = "",
    summary: str = "",
) -> Project:
    """The proposal becomes a project that costs the sum of its lines. Authors and followers are told.

    Raises PermissionDenied, and ValidationError naming the field, or saying which question is open.
    """
    assessment = open_assessment(actor, assessment)
    reason = required_text(reason, "reason", _("Say publicly why it can be done."))
    if problem := _not_ready(assessment, round_pot):
        raise ValidationError(problem)
    _decide(assessment, State.FEASIBLE, reason)
    project = add_project(
        actor=actor,
        round=assessment.round,
        round_pot=round_pot,
        title=title,
        summary=summary,
        cost=assessment.cost,
        running_cost=assessment.running_cost,
        proposal=assessment.proposal,
        reason=reason,
    )
    assessment.project = project
    assessment.save(update_fields=["project"])
    _log("decide_feasible", actor, assessment, reason)
    _tell_other_authors(assessment, actor)
    return project


@transaction.atomic
def decide_infeasible(*, actor: User, assessment: Assessment, reason: str) -> Assessment:
    """The proposal is declined, with the reason on its page. Raises PermissionDenied and ValidationError."""
    assessment = open_assessment(actor, assessment)
    reason = required_text(reason, "reason", _("Say publicly why it cannot be done."))
    _decide(assessment, State.INFEASIBLE, reason)
    change_status(actor=actor, proposal=assessment.proposal, status=Proposal.Status.DECLINED, reason=reason)
    _log("decide_infeasible", actor, assessment, reason)
    _tell_other_authors(assessment, actor)
    return assessment


@transaction.atomic
def reopen_assessment(*, actor: User, assessment: Assessment, reason: str) -> Assessment:
    """Take the decision back: off the list and under review again, until the round opens."""
    require_planner(actor)
    assessment = locked_assessment(assessment)
    if not may_reopen(actor, assessment):
        raise PermissionDenied(_("Only the decision for a round that is still planned can be taken back."))
    reason = required_text(reason, "reason", _("Say publicly why it is checked again."))
    project, assessment.project = assessment.project, None
    assessment.state, assessment.reason, assessment.decided_at = State.CHECKING, "", None
    assessment.save(update_fields=["state", "reason", "decided_at", "project"])
    if project is not None:
        remove_project(actor=actor, project=project, reason=reason)
    proposal = Proposal.objects.select_related("process").get(pk=assessment.proposal_id)
    if proposal.status != Proposal.Status.REVIEW:
        change_status(actor=actor, proposal=proposal, status=Proposal.Status.REVIEW, reason=reason)
    _log("reopen_assessment", actor, assessment, reason)
    if assessment.officer is not None:
        tell(people=[assessment.officer], thing=assessment, event="assessment-given", actor=actor)
    return assessment


def _not_ready(assessment: Assessment, round_pot: RoundPot) -> list[str]:
    """Everything that is missing before it can be found feasible."""
    said = dict(CheckAnswer.objects.filter(assessment=assessment).values_list("question", "answer"))
    problems = [
        _("Answer this question first: %(question)s") % {"question": question.label}
        for question in Question
        if said.get(question, Answer.UNCLEAR) == Answer.UNCLEAR
    ]
    if not assessment.cost:
        problems.append(_("Write down what it costs first."))
    if assessment.cost > round_pot.amount:
        problems.append(_("It costs more than “%(pot)s” holds.") % {"pot": round_pot.pot})
    return problems


def _decide(assessment: Assessment, state: str, reason: str) -> None:
    assessment.state, assessment.reason, assessment.decided_at = state, reason, database_now()
    assessment.save(update_fields=["state", "reason", "decided_at"])


def _tell_other_authors(assessment: Assessment, actor: User) -> None:
    """The first author and the followers hear of the proposal's new status; all others who wrote it, here."""
    proposal = assessment.proposal
    others = authors_of(proposal).exclude(pk=proposal.author_id or 0)
    tell(people=others, thing=proposal, event="assessment-decided", actor=actor)


def _log(verb: str, actor: User, assessment: Assessment, reason: str) -> None:
    facts = {"round": assessment.round_id, "cost": assessment.cost}
    record(verb=verb, actor=actor, acting_as=OFFICER, target=assessment, reason=reason, facts=facts)
