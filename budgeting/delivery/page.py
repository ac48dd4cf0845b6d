"""What the pages of a project and a round show of building: stage, money spent, dated reports."""

from typing import Any

from django.utils.translation import ngettext

from budgeting.delivery.works import Stage, Work, funded_projects, in_order, work_of
from budgeting.rounds.models import Project, Round
from participation.kinds.registry import Section


def project_section(user: Any, project: Project) -> Section | None:
    """How a funded project is going: at most two queries, none before the round's box was sealed."""
    if project.round.sealed_at is None or not funded_projects().filter(pk=project.pk).exists():
        return None
    updates = list(project.updates.all())
    newest = updates[0] if updates else None
    work = work_of(
        project,
        newest.stage if newest else None,
        newest.spent if newest else 0,
        project.round.currency,
    )
    return Section("budgeting/delivery_on_project.html", {"work": work, "updates": updates})


def round_section(user: Any, round: Round) -> Section | None:
    """Each funded project with where it stands: one query, none before the box was sealed."""
    if round.sealed_at is None:
        return None
    works = round_works(round)
    return (
        Section("budgeting/delivery_on_round.html", {"works": works, "words": _words(works)})
        if works
        else None
    )


def round_works(round: Round) -> list[Work]:
    projects = in_order(funded_projects().filter(round=round))
    for project in projects:
        project.round = round
    return [work_of(project, project.stage, project.spent or 0, round.currency) for project in projects]


def _words(works: list[Work]) -> str:
    done = sum(work.project.stage == Stage.DONE for work in works)
    return ngettext(
        "%(done)d of %(all)d funded project is done.",
        "%(done)d of %(all)d funded projects are done.",
        len(works),
    ) % {"done": done, "all": len(works)}
