"""Declares that two projects of a planned round hang together, and takes that back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from budgeting.rounds.actions.checks import locked_plan, require_planner, required_text
from budgeting.rounds.link_faults import link_fault
from budgeting.rounds.links import ProjectLink, links_of
from budgeting.rounds.models import Project, Round
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record


@transaction.atomic
def link_projects(
    *, actor: User, round: Round, project: Project, other: Project, kind: str, reason: str
) -> ProjectLink:
    """`project` excludes or needs `other`, for a public reason.

    Raises PermissionDenied, and ValidationError: two pots, a second link, a project that could never win.
    """
    require_planner(actor)
    round = locked_plan(round)
    reason = required_text(reason, "reason", _("Say why: everyone can read it."))
    _check_pair(round, project, other)
    if kind == ProjectLink.Kind.EXCLUDES and project.pk > other.pk:
        project, other = other, project
    link = ProjectLink(round=round, project=project, other=other, kind=kind, reason=reason)
    link.full_clean()
    if fault := link_fault([*links_of(round), link]):
        raise ValidationError({"other": fault})
    link.save()
    _log("link_projects", actor, link)
    return link


@transaction.atomic
def unlink_projects(*, actor: User, link: ProjectLink) -> None:
    """Raises PermissionDenied, and ValidationError once the round was opened."""
    require_planner(actor)
    locked_plan(link.round)
    _log("unlink_projects", actor, link)
    link.delete()


def refuse_links_across_pots(project: Project) -> None:
    """Raises ValidationError where a project is linked to one of another pot than its own."""
    linked = ProjectLink.objects.filter(Q(project=project) | Q(other=project))
    apart = ~Q(project__round_pot=project.round_pot_id) & ~Q(project=project)
    apart |= ~Q(other__round_pot=project.round_pot_id) & ~Q(other=project)
    if linked.filter(apart).exists():
        raise ValidationError(
            {"round_pot": _("It is linked to a project of its old pot. Take the link away first.")}
        )


def _check_pair(round: Round, project: Project, other: Project) -> None:
    if project.pk == other.pk:
        raise ValidationError({"other": _("Choose two different projects.")})
    if {project.round_id, other.round_id} != {round.pk}:
        raise ValidationError({"other": _("Choose two projects of this round.")})
    if project.round_pot_id != other.round_pot_id:
        raise ValidationError(
            {"other": _("These two are paid from different pots. Only projects of one pot can be linked.")}
        )
    both = (project.pk, other.pk)
    if ProjectLink.objects.filter(project__in=both, other__in=both).exists():
        raise ValidationError({"other": _("These two projects are linked already.")})


def _log(verb: str, actor: User, link: ProjectLink) -> None:
    facts = {"number": link.project.number, "other_number": link.other.number, "link": link.kind}
    record(verb=verb, actor=actor, acting_as=OFFICER, target=link.project, reason=link.reason, facts=facts)
