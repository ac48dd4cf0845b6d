"""What the pages of a project and a round show of building: stage, money spent, dated reports."""

from typing import Any

from budgeting.delivery.totals import done_words
from budgeting.delivery.undelivered import Undelivered
from budgeting.delivery.works import Work, funded_projects, in_order, work_of
from budgeting.results.models import Result
from budgeting.rounds.models import Project, Round
from participation.kinds.registry import Section


def project_section(user: Any, project: Project) -> Section | None:
    """How a funded project is going: at most two queries, none before the round's box was sealed."""
    if project.round.sealed_at is None:
        return None
    found = funded_projects().filter(pk=project.pk).first()
    if found is None:
        return None
    know_round(found, project.round)
    work = work_of(found, project.round.currency)
    return Section(
        "budgeting/delivery_on_project.html", {"work": work, "updates": list(project.updates.all())}
    )


def round_section(user: Any, round: Round) -> Section | None:
    """Each funded project with where it stands: one query, none before the box was sealed."""
    if round.sealed_at is None:
        return None
    works = round_works(round)
    facts = {"works": works, "words": done_words(works), "round": round}
    return Section("budgeting/delivery_on_round.html", facts) if works else None


def round_works(round: Round) -> list[Work]:
    """One query."""
    projects = in_order(funded_projects().filter(round=round).select_related("round_pot__pot"))
    for project in projects:
        know_round(project, round)
    return [work_of(project, round.currency) for project in projects]


def know_round(project: Project, round: Round) -> None:
    """So that the addresses of a project, and of those that its fate is tied to, ask for nothing more."""
    project.round = round
    work = work_of(project, round.currency)
    successor = work.undelivered.successor if work.undelivered else None
    for other in (successor, work.stepped_in_for):
        if other is not None:
            other.round = round


def result_section(user: Any, result: Result) -> Section | None:
    """On a result: winners that could not be built, and who stepped in. One query."""
    if result.certified_at is None:
        return None
    found = Undelivered.objects.filter(project__round=result.round_id).select_related("project", "successor")
    given_up = list(found)
    for each in given_up:
        for project in filter(None, (each.project, each.successor)):
            project.round = result.round
    return Section("budgeting/given_up_on_result.html", {"given_up": given_up}) if given_up else None
