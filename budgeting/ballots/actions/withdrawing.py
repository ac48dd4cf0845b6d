"""Takes a project off an opened ballot or costs it anew: two officers, a public reason, no look inside."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.ballots.actions.telling import tell_of_project_change
from budgeting.ballots.locks import hold_box_alone
from budgeting.ballots.rules import may_change_ballot
from budgeting.rounds.actions.checks import required_text
from budgeting.rounds.actions.consent import agree
from budgeting.rounds.links import links_of
from budgeting.rounds.models import Project, Round
from budgeting.rounds.project_changes import ProjectChange, struck_numbers
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.clock import database_now

Kind = ProjectChange.Kind


@transaction.atomic
def withdraw_project(*, actor: User, project: Project, reason: str) -> ProjectChange | None:
    """The first officer's call waits for a second (None); from the second's on the project cannot win.

    Until the box is sealed. Everyone who voted or has a draft is told; ballots stay closed and as they are.
    Raises PermissionDenied, and ValidationError when it is too late, done, or the last project of its pot.
    """
    _require(actor)
    round = hold_box_alone(project.round)
    reason = required_text(reason, "reason", _("Say publicly why the project is withdrawn."))
    _refuse_unless_open(round)
    refuse_last_or_struck(round, project)
    subject = str(project.number)
    first = agree(actor=actor, round=round, act="withdraw_project", subject=subject, reason=reason)
    if first is None:
        return None
    change = ProjectChange.objects.create(
        project=project, kind=Kind.WITHDRAWN, reason=first.reason, made_at=database_now()
    )
    facts = {"number": project.number}
    record(
        verb="withdraw_project",
        actor=actor,
        acting_as=OFFICER,
        target=project,
        reason=first.reason,
        facts=facts,
    )
    transaction.on_commit(lambda: tell_of_project_change.enqueue(change.pk))
    return change


@transaction.atomic
def recost_project(*, actor: User, project: Project, cost: int, reason: str) -> ProjectChange | None:
    """As `withdraw_project`, for a new `cost` (minor units) while people can still change their ballots.

    A ballot that was valid when it was cast stays valid.
    """
    _require(actor)
    round = hold_box_alone(project.round)
    project = round.projects.select_related("round_pot").get(pk=project.pk)
    reason = required_text(reason, "reason", _("Say publicly why the cost is another one."))
    _refuse_unless_open(round)
    if database_now() >= round.phase.end:
        raise ValidationError(_("Voting has ended. Costs stay as people saw them."), code="closed")
    refuse_last_or_struck(round, project, also_last=False)
    _check_cost(project, cost)
    subject = str(project.number)
    first = agree(
        actor=actor,
        round=round,
        act="recost_project",
        subject=subject,
        terms={"cost": cost, "old_cost": project.cost},
        reason=reason,
    )
    if first is None:
        return None
    change = ProjectChange.objects.create(
        project=project,
        kind=Kind.RECOSTED,
        reason=first.reason,
        old_cost=project.cost,
        new_cost=cost,
        made_at=database_now(),
    )
    project.cost = cost
    project.save(update_fields=["cost"])
    facts = {"number": project.number, "old_cost": change.old_cost, "cost": cost}
    record(
        verb="recost_project",
        actor=actor,
        acting_as=OFFICER,
        target=project,
        reason=first.reason,
        facts=facts,
    )
    transaction.on_commit(lambda: tell_of_project_change.enqueue(change.pk))
    return change


def refuse_last_or_struck(round: Round, project: Project, *, also_last: bool = True) -> None:
    """Raises ValidationError for a project that is out already, that others need, or whose pot would be left
    without any."""
    struck = struck_numbers(round)
    if project.number in struck:
        raise ValidationError(_("This project is out of the vote already."), code="struck")
    others = round.projects.filter(round_pot=project.round_pot_id).exclude(pk=project.pk)
    if also_last and not others.exclude(number__in=struck).exists():
        raise ValidationError(
            _("It is the last project of its pot. A pot needs one to vote on."), code="last"
        )
    if also_last:
        _refuse_needed(round, project, struck)


def _refuse_needed(round: Round, project: Project, struck: frozenset[int]) -> None:
    """What needs it could never be built, and would stand on ballots for nothing."""
    for link in links_of(round):
        if link.kind == "needs" and link.other_id == project.pk and link.project.number not in struck:
            words = _("“%(project)s” can only be built if this wins. Take that one out of the vote first.")
            raise ValidationError(words % {"project": link.project.title}, code="needed")


def _require(actor: User) -> None:
    if not may_change_ballot(actor):
        raise PermissionDenied(_("Only officers of the council change a ballot that is open."))


def _refuse_unless_open(round: Round) -> None:
    if round.opened_at is None or round.sealed_at is not None:
        raise ValidationError(
            _("This can be done from the opening of a round until its box is sealed."), code="wrong_moment"
        )


def _check_cost(project: Project, cost: int) -> None:
    if cost <= 0:
        raise ValidationError({"cost": _("The cost must be above zero.")})
    if cost == project.cost:
        raise ValidationError({"cost": _("This is what it costs now.")})
    if cost > project.round_pot.amount:
        raise ValidationError({"cost": _("It costs more than its pot holds. Withdraw it instead.")})
