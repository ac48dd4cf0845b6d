"""A winner that cannot be built: two officers say so, and its money follows the round's declared rule."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from budgeting.delivery.locks import locked_work
from budgeting.delivery.postings import settle, step_in
from budgeting.delivery.project_money import money_of
from budgeting.delivery.reserve import next_in_line
from budgeting.delivery.rules import may_give_up
from budgeting.delivery.telling import tell_of
from budgeting.delivery.undelivered import Undelivered
from budgeting.delivery.works import buildable_projects, is_done
from budgeting.rounds.actions.checks import locked_round, required_text
from budgeting.rounds.actions.consent import agree
from budgeting.rounds.links import ProjectLink, links_of
from budgeting.rounds.models import Project, Round
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.clock import database_now

ACT = "give_up_project"


@transaction.atomic
def give_up_project(*, actor: User, project: Project, reason: str) -> Undelivered | None:
    """The first officer's call waits for a second (None); the second's releases the money.

    What was spent stays paid. The rest goes to the next project in line, or back to the pot, as declared
    before the round was opened. The first officer's reason is the public one; the result stays as it is.
    Raises PermissionDenied, and ValidationError when the project is not funded, its money is settled, or
    another winner needs it.
    """
    if not may_give_up(actor):
        raise PermissionDenied(_("Only officers of the council declare that a project cannot be built."))
    round = locked_round(project.round)
    reason = required_text(reason, "reason", _("Say publicly why the project cannot be built."))
    work = locked_work(project)
    if work.money_requests.waiting().exists():
        raise ValidationError(
            _("A request about this project's money waits for finance. It must be decided first."),
            code="waiting",
        )
    refuse_while_needed(round, work)
    first = agree(actor=actor, round=round, act=ACT, subject=str(project.number), reason=reason)
    return None if first is None else _given_up(round, work, first.reason, actor)


def refuse_while_needed(round: Round, work: Project) -> None:
    """Raises ValidationError while another winner, not finished yet, can only be built beside this one."""
    needing = [link.project_id for link in links_of(round) if _needs(link, work)]
    waiting = [each for each in buildable_projects().filter(pk__in=needing) if not is_done(each)]
    if waiting:
        words = _("These can only be built if it is: %(titles)s. Say first that they cannot be built.")
        titles = ", ".join(f"“{each}”" for each in waiting)
        raise ValidationError(words % {"titles": titles}, code="needed")


def _needs(link: ProjectLink, work: Project) -> bool:
    return link.kind == ProjectLink.Kind.NEEDS and link.other_id == work.pk


def _given_up(round: Round, work: Any, reason: str, actor: User) -> Undelivered:
    spent = work.updates.aggregate(most=Max("spent"))["most"] or 0
    released = money_of(work).approved - spent
    settle(work, spent=spent, posted_by=actor)
    successor = None
    if round.reserve_rule == Round.ReserveRule.NEXT_IN_LINE:
        successor = next_in_line(work, released)
    given_up = Undelivered.objects.create(
        project=work,
        rule=round.reserve_rule,
        reason=reason,
        declared_at=database_now(),
        spent=spent,
        released=released,
        successor=successor,
    )
    facts = {
        "number": work.number,
        "spent": spent,
        "released": released,
        "reserve_rule": round.reserve_rule,
        "successor": successor.number if successor else None,
    }
    record(verb=ACT, actor=actor, acting_as=OFFICER, target=work, reason=reason, facts=facts)
    tell_of(work, "delivery-given-up", actor)
    if successor is not None:
        step_in(successor, actor)
        tell_of(successor, "delivery-stepped-in", actor)
    return given_up
