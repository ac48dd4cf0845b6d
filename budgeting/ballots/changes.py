"""What a voter reads on their own ballot about projects that were withdrawn or costed anew meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from budgeting.ballots.choices import Choice, number_of
from budgeting.rounds.models import Round
from budgeting.rounds.project_changes import ProjectChange, changes_of
from participation.money import format_money


@dataclass(frozen=True)
class SeenChange:
    """`mine`: this voter's ballot or draft names the project, which only they and this page know."""

    change: ProjectChange
    words: str
    mine: bool


def seen_changes(round: Round, own: Iterable[Choice]) -> list[SeenChange]:
    """All changes of the round's projects, those that concern this voter first."""
    numbers = {number_of(choice) for choice in own}
    seen = [
        SeenChange(change, change_words(change), change.project.number in numbers)
        for change in changes_of(round)
    ]
    return sorted(seen, key=lambda each: not each.mine)


def change_words(change: ProjectChange) -> str:
    """Such as "A bench” was withdrawn from the ballot"."""
    words = {"project": change.project.title}
    if change.kind == ProjectChange.Kind.WITHDRAWN:
        return _("“%(project)s” was withdrawn") % words
    if change.kind == ProjectChange.Kind.INELIGIBLE:
        return _("“%(project)s” was ruled out after an objection") % words
    currency = change.project.round.currency
    words |= {
        "old": format_money(change.old_cost or 0, currency),
        "new": format_money(change.new_cost or 0, currency),
    }
    return _("“%(project)s” costs %(new)s now, not %(old)s") % words
