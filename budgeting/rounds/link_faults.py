"""Links between projects that make no sense: circles, projects that could never win, two pots."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from budgeting.rounds.links import ProjectLink, all_needed, excludes_of, needs_of
from budgeting.rounds.models import Project


def link_fault(links: Sequence[ProjectLink]) -> str:
    """Why these links together leave a project that could never win; "" when each could."""
    needs, excludes = needs_of(links), excludes_of(links)
    titles = _titles(links)
    for number in sorted(titles):
        needed = all_needed(number, needs)
        if number in needed:
            circle = _("“%(project)s” would wait for itself: what it needs comes back to it in a circle.")
            return circle % {"project": titles[number]}
        together = needed | {number}
        for one in together:
            for other in excludes.get(one, set()) & together:
                words = {name: titles[key] for name, key in (("project", number), ("a", one), ("b", other))}
                return (
                    _(
                        "“%(project)s” could never win: it would take “%(a)s” and “%(b)s” together, "
                        "which exclude each other."
                    )
                    % words
                )
    return ""


def dear_together(projects: Sequence[Project], links: Sequence[ProjectLink]) -> list[str]:
    """What to say of projects that cost more than their pot together with all that they need."""
    needs = needs_of(links)
    by_number = {project.number: project for project in projects}
    problems = []
    for number in needs:
        parts = [by_number[each] for each in all_needed(number, needs) | {number}]
        if sum(part.cost for part in parts) > by_number[number].round_pot.amount:
            words = _("“%(project)s” and what it needs cost more together than the pot holds.")
            problems.append(words % {"project": by_number[number].title})
    return problems


def _titles(links: Sequence[ProjectLink]) -> Mapping[int, str]:
    return {each.number: each.title for link in links for each in (link.project, link.other)}
