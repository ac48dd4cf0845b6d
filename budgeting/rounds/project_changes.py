"""What became of projects after their round was opened: withdrawn, costed anew, ruled out after the count."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budgeting.rounds.models import Project, Round


class ProjectChange(models.Model):
    """One public change of a project on an opened ballot, by two officers. Kept for ever as it was made."""

    class Kind(models.TextChoices):
        WITHDRAWN = "withdrawn", _("Withdrawn")
        RECOSTED = "recosted", _("Costed anew")
        INELIGIBLE = "ineligible", _("Ruled out after an objection")

    project = models.ForeignKey("budgeting.Project", models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    reason = models.TextField(_("reason"))
    old_cost = models.BigIntegerField(null=True)
    new_cost = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("change of a project on the ballot")
        verbose_name_plural = _("changes of projects on the ballot")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=~Q(kind="recosted"), name="project_struck_once"
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind="recosted", old_cost__isnull=False, new_cost__gt=0)
                    | Q(~Q(kind="recosted"), old_cost__isnull=True, new_cost__isnull=True)
                ),
                name="costs_of_recosted_projects_alone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.get_kind_display()}"


STRUCK = (ProjectChange.Kind.WITHDRAWN, ProjectChange.Kind.INELIGIBLE)


def struck_numbers(round: Round) -> frozenset[int]:
    """Numbers of the projects that can no longer win."""
    found = ProjectChange.objects.filter(project__round=round, kind__in=STRUCK)
    return frozenset(found.values_list("project__number", flat=True))


def changes_of(round: Round) -> list[ProjectChange]:
    """All changes since the round was opened, oldest first."""
    found = ProjectChange.objects.filter(project__round=round).select_related("project")
    changes = list(found.order_by("pk"))
    for change in changes:
        change.project.round = round
    return changes


def at_lowest_cost(round: Round, projects: Iterable[Project]) -> list[Project]:
    """The projects at the lowest cost that stood on the ballot, so that what was a ballot stays one."""
    lowest: dict[int, int] = {}
    costs = ProjectChange.objects.filter(project__round=round, kind=ProjectChange.Kind.RECOSTED)
    for project, old, new in costs.values_list("project", "old_cost", "new_cost"):
        lowest[project] = min(lowest.get(project, old), old, new)
    listed = list(projects)
    for project in listed:
        project.cost = min(project.cost, lowest.get(project.pk, project.cost))
    return listed
