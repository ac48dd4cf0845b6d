"""Objections: made by anyone with an account during the declared days, answered by an officer in public."""

from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.ballots.actions.withdrawing import refuse_last_or_struck
from budgeting.results.actions.publishing import locked_newest
from budgeting.results.actions.telling import tell_of_answer
from budgeting.results.models import Result
from budgeting.results.objections import Objection
from budgeting.results.rules import may_answer, may_object
from budgeting.rounds.actions.checks import locked_round, required_text
from budgeting.rounds.actions.consent import agree
from budgeting.rounds.models import Project
from budgeting.rounds.project_changes import ProjectChange
from participation.accounts.models import User
from participation.accounts.pace import count_act_of
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.clock import database_now
from participation.limits.table import OBJECTIONS

LONGEST_REASON = 4000


@transaction.atomic
def make_objection(*, by: User, result: Result, reason: str) -> Objection:
    """Object to the result that stands.

    Raises PermissionDenied outside the declared days, ValidationError without words, and TooOftenError.
    """
    result = locked_newest(result)
    if not may_object(by, result, database_now()):
        raise PermissionDenied(_("Nobody can object to this result now."))
    reason = required_text(reason, "reason", _("Say what is wrong."))
    if len(reason) > LONGEST_REASON:
        raise ValidationError({"reason": _("Please say it in fewer words.")})
    count_act_of(by, OBJECTIONS)
    return Objection.objects.create(result=result, made_by=by, reason=reason)


@transaction.atomic
def answer_objection(
    *, actor: User, objection: Objection, claim: str, answer: str, upheld: bool
) -> Objection:
    """Answer once, in public: `claim` words the objection without names. The person is told.

    Raises PermissionDenied, and ValidationError without words or a second time.
    """
    if not may_answer(actor):
        raise PermissionDenied(_("Only officers of the council answer objections."))
    locked_round(objection.result.round)
    objection = Objection.objects.select_related("result__round").get(pk=objection.pk)
    if objection.answered_at is not None:
        raise ValidationError(_("This objection is answered already."), code="answered")
    objection.claim = required_text(claim, "claim", _("Say in a sentence what was objected."))
    objection.answer = required_text(answer, "answer", _("Write the answer."))
    objection.upheld, objection.answered_by, objection.answered_at = upheld, actor, database_now()
    objection.save(update_fields=["claim", "answer", "upheld", "answered_by", "answered_at"])
    facts = {"version": objection.result.version, "upheld": upheld}
    record(verb="answer_objection", actor=actor, acting_as=OFFICER, target=objection, facts=facts)
    transaction.on_commit(partial(tell_of_answer.enqueue, objection.pk))
    return objection


@transaction.atomic
def rule_out_project(*, actor: User, project: Project, reason: str) -> ProjectChange | None:
    """After an upheld objection: the project cannot win in the next count. The first call waits (None).

    This changes an input of the count in the open; ballots stay as they are.
    Raises PermissionDenied, and ValidationError without an upheld objection or once the result is certified.
    """
    if not may_answer(actor):
        raise PermissionDenied(_("Only officers of the council rule a project out."))
    round = locked_round(project.round)
    reason = required_text(reason, "reason", _("Say publicly why the project cannot win."))
    if not Objection.objects.to_correct(round).exists():
        raise ValidationError(
            _("A project is ruled out after an objection was found right."), code="no_objection"
        )
    refuse_last_or_struck(round, project)
    subject = str(project.number)
    first = agree(actor=actor, round=round, act="rule_out_project", subject=subject, reason=reason)
    if first is None:
        return None
    facts = {"number": project.number}
    record(
        verb="rule_out_project",
        actor=actor,
        acting_as=OFFICER,
        target=project,
        reason=first.reason,
        facts=facts,
    )
    return ProjectChange.objects.create(
        project=project,
        kind=ProjectChange.Kind.INELIGIBLE,
        reason=first.reason,
        made_at=database_now(),
    )
