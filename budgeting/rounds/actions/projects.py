"""Puts costed projects on a round's list, changes them and takes them off, until the round is opened."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from budgeting.rounds.actions.checks import locked_plan, require_planner, required_text
from budgeting.rounds.actions.linking import refuse_links_across_pots
from budgeting.rounds.assessing.models import Assessment
from budgeting.rounds.models import Project, Round, RoundPot
from budgeting.rounds.pot_fit import misfit
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.areas.models import Area
from participation.audit.actions import record
from participation.debate.models import Thread
from participation.processes.models import Category
from participation.proposals.actions import put_back, take_in
from participation.proposals.models import Proposal
from participation.proposals.pictures import read_picture

CHANGEABLE = frozenset(
    (
        *("round_pot", "title", "summary", "area", "category"),
        *("cost", "running_cost", "cost_note", "picture", "picture_alt"),
    )
)


@transaction.atomic
def add_project(
    *,
    actor: User,
    round: Round,
    round_pot: RoundPot,
    title: str,
    cost: int,
    proposal: Proposal | None = None,
    summary: str = "",
    cost_note: str = "",
    running_cost: int = 0,
    area: Area | None = None,
    category: Category | None = None,
    picture: File | None = None,
    picture_alt: str = "",
    reason: str = "",
) -> Project:
    """A project with the next free number; `cost` and the yearly `running_cost` in minor units.

    Blanks are filled from the proposal. The proposal becomes accepted with `reason`.
    Raises PermissionDenied, and ValidationError naming the field.
    """
    require_planner(actor)
    round = locked_plan(round)
    project = Project(
        round=round,
        number=_next_number(round),
        round_pot=round_pot,
        proposal=proposal,
        title=title.strip(),
        cost=cost,
        running_cost=running_cost,
        summary=summary,
        cost_note=cost_note,
        area=area,
        category=category,
        picture_alt=picture_alt,
    )
    _set_picture(project, picture)
    if proposal is not None:
        _refuse_while_checked(round, proposal)
        _fill_from(project, proposal)
        take_in(actor=actor, proposal=proposal, reason=reason or _accepted(round))
    _check(project)
    project.thread = Thread.objects.create()
    project.save()
    facts = {"round": round.pk, "number": project.number, "cost": cost}
    record(verb="add_project", actor=actor, acting_as=OFFICER, target=project, reason=reason, facts=facts)
    return project


@transaction.atomic
def change_project(*, actor: User, project: Project, **changes: Any) -> Project:
    """Change fields of CHANGEABLE; a `picture` is a File, or None for none.

    Raises PermissionDenied, and ValidationError naming the field.
    """
    require_planner(actor)
    locked_plan(project.round)
    unknown = changes.keys() - CHANGEABLE
    if unknown:
        raise TypeError(f"a project's {sorted(unknown)[0]} is not changed by this act")
    for name in changes.keys() - {"picture"}:
        setattr(project, name, changes[name])
    if "picture" in changes:
        _set_picture(project, changes["picture"])
    _check(project)
    refuse_links_across_pots(project)
    project.save(update_fields=[*changes, "picture_small"])
    facts = {"number": project.number, "fields": sorted(changes), "cost": project.cost}
    record(verb="change_project", actor=actor, acting_as=OFFICER, target=project, facts=facts)
    return project


@transaction.atomic
def remove_project(*, actor: User, project: Project, reason: str) -> None:
    """Take a project off the list; its proposal goes back to published, with the reason."""
    require_planner(actor)
    locked_plan(project.round)
    reason = required_text(reason, "reason", _("Say why the project is taken off the list."))
    if project.proposal is not None:
        elsewhere = Project.objects.filter(proposal=project.proposal).exclude(pk=project.pk).exists()
        put_back(actor=actor, proposal=project.proposal, reason=reason, frozen=elsewhere)
    facts = {"round": project.round_id, "number": project.number}
    pk = project.pk
    project.delete()
    project.pk = pk  # so that the log can name what was removed
    record(verb="remove_project", actor=actor, acting_as=OFFICER, target=project, reason=reason, facts=facts)


def _refuse_while_checked(round: Round, proposal: Proposal) -> None:
    """Its check decides, and makes the project itself."""
    if Assessment.objects.undecided().filter(round=round, proposal=proposal).exists():
        raise ValidationError({"proposal": _("This proposal is being checked. Decide the check first.")})


def _next_number(round: Round) -> int:
    return (round.projects.aggregate(last=Max("number"))["last"] or 0) + 1


def _set_picture(project: Project, picture: File | None) -> None:
    """A picture for the page and a small one for lists, both re-encoded."""
    project.picture, project.picture_small = read_picture(picture) if picture else ("", "")


def _fill_from(project: Project, proposal: Proposal) -> None:
    project.title = project.title or proposal.title
    project.summary = project.summary or proposal.what
    project.area = project.area or proposal.area
    project.category = project.category or proposal.category
    if not project.picture and proposal.picture:
        project.picture, project.picture_small = proposal.picture.name, proposal.picture_small.name
        project.picture_alt = proposal.picture_alt


def _accepted(round: Round) -> str:
    return _("The council checked and costed this idea. It stands on the ballot of “%(round)s”.") % {
        "round": round.process.title
    }


def _check(project: Project) -> None:
    if project.round_pot.round_id != project.round_id:
        raise ValidationError({"round_pot": _("Choose a pot of this round.")})
    if refusal := misfit(project.round_pot.pot, project.area, project.category):
        raise ValidationError({"round_pot": refusal})
    if project.cost <= 0:
        raise ValidationError({"cost": _("The cost must be above zero.")})
    project.full_clean()
