"""How projects of one pot hang together: one excludes or needs another. Declared in planning, then frozen."""

from collections.abc import Iterable, Mapping

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting.rounds.models import Round


class ProjectLink(models.Model):
    """One public link. An exclusion works both ways and stands once, from the lower key to the higher."""

    class Kind(models.TextChoices):
        EXCLUDES = "excludes", gettext_lazy("They cannot both be built")
        NEEDS = "needs", gettext_lazy("The first can only be built if the second wins")

    round = models.ForeignKey("budgeting.Round", models.CASCADE, related_name="links")
    project = models.ForeignKey("budgeting.Project", models.CASCADE, related_name="links")
    other = models.ForeignKey("budgeting.Project", models.CASCADE, related_name="linked_from")
    kind = models.CharField(gettext_lazy("how they hang together"), max_length=8, choices=Kind.choices)
    reason = models.CharField(gettext_lazy("why"), max_length=300)

    class Meta:
        verbose_name = gettext_lazy("link between projects")
        verbose_name_plural = gettext_lazy("links between projects")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "other"], name="projects_linked_once"),
            models.CheckConstraint(condition=~Q(project=F("other")), name="project_not_linked_to_itself"),
            models.CheckConstraint(
                condition=Q(kind="needs") | Q(project__lt=F("other")), name="exclusion_stands_once"
            ),
        ]

    def __str__(self) -> str:
        return self.sentence()

    def sentence(self) -> str:
        """The link in plain words; `project` and `other` are read along."""
        words = {"project": self.project.title, "other": self.other.title}
        if self.kind == self.Kind.EXCLUDES:
            return _("“%(project)s” and “%(other)s” cannot both be built.") % words
        return _("“%(project)s” can only be built if “%(other)s” wins, too.") % words


def links_of(round: Round) -> list[ProjectLink]:
    """All links of a round with both projects, in one query."""
    return list(ProjectLink.objects.filter(round=round).select_related("project", "other"))


def notes_by_number(links: Iterable[ProjectLink]) -> dict[int, list[str]]:
    """For each linked project, by its number, what its reader should know."""
    notes: dict[int, list[str]] = {}
    for link in links:
        for number, words in _both_sides(link):
            notes.setdefault(number, []).append(words)
    return notes


def _both_sides(link: ProjectLink) -> Iterable[tuple[int, str]]:
    first, second = link.project, link.other
    if link.kind == ProjectLink.Kind.EXCLUDES:
        words = _("It cannot be built together with “%(other)s”: only one of them can win.")
        return (first.number, words % {"other": second.title}), (
            second.number,
            words % {"other": first.title},
        )
    needs = _("It can only be built if “%(other)s” wins, too.") % {"other": second.title}
    needed = _("“%(other)s” can only be built if this wins.") % {"other": first.title}
    return (first.number, needs), (second.number, needed)


def all_needed(number: int, needs: Mapping[int, Iterable[int]]) -> frozenset[int]:
    """Everything that this project needs, directly or through others; itself where it is a circle."""
    found: set[int] = set()
    waiting = [*needs.get(number, ())]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += needs.get(here, ())
    return frozenset(found)


def needs_of(links: Iterable[ProjectLink]) -> dict[int, set[int]]:
    """Number of a project to the numbers of those that it needs directly."""
    needs: dict[int, set[int]] = {}
    for link in links:
        if link.kind == ProjectLink.Kind.NEEDS:
            needs.setdefault(link.project.number, set()).add(link.other.number)
    return needs


def excludes_of(links: Iterable[ProjectLink]) -> dict[int, set[int]]:
    """The same for what cannot be built together, said once, at the project that the link stands with."""
    excludes: dict[int, set[int]] = {}
    for link in links:
        if link.kind == ProjectLink.Kind.EXCLUDES:
            excludes.setdefault(link.project.number, set()).add(link.other.number)
    return excludes
