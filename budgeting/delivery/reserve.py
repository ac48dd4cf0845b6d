"""Who is next in line when a winner cannot be built: the declared reserve rule of the round."""

from django.db.models import OuterRef, Subquery

from budgeting.delivery.undelivered import Undelivered
from budgeting.delivery.works import buildable_projects, funded_projects
from budgeting.results.models import Outcome, Result
from budgeting.rounds.links import ProjectLink, links_of
from budgeting.rounds.models import Project


def next_in_line(project: Project, released: int) -> Project | None:
    """The unfunded project of the same pot with the best place that fits the `released` money; None: nobody.

    Places are by votes in the certified result, then by the published order. A project for which nobody
    voted, one that was withdrawn or ruled out, one that has money already, and one that cannot be built
    beside what is built, does not step in.
    """
    certified = Result.objects.filter(round=OuterRef("result__round"), certified_at__isnull=False)
    in_line = Outcome.objects.filter(
        result=Subquery(certified.order_by("-version").values("pk")[:1]),
        project__round_pot=project.round_pot_id,
        project__in=Project.objects.standing(),
        project__cost__lte=released,
        funded=False,
        votes__gt=0,
    ).exclude(project__in=funded_projects().values("pk"))
    in_line = in_line.exclude(project__in=Undelivered.objects.values("project"))
    built = set(buildable_projects().filter(round=project.round_id).values_list("pk", flat=True))
    built.discard(project.pk)
    links = links_of(project.round)
    waiting = (each.project for each in in_line.select_related("project").order_by("place"))
    return next((each for each in waiting if _fits_beside(each.pk, built, links)), None)


def _fits_beside(pk: int, built: set[int], links: list[ProjectLink]) -> bool:
    """Nothing that is built excludes it, and all that it needs is built."""
    for link in links:
        ends = {link.project_id, link.other_id}
        if link.kind == ProjectLink.Kind.EXCLUDES and pk in ends and ends - {pk} <= built:
            return False
        if link.kind == ProjectLink.Kind.NEEDS and link.project_id == pk and link.other_id not in built:
            return False
    return True
