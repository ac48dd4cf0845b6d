"""The basket in words and numbers: what is chosen in each pot, and what is left in it."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgeting.ballots.choices import Choice, Choices, PotUse, number_of, uses
from budgeting.ballots.eligibility import reach, shares_of
from budgeting.ballots.forms import as_sent
from budgeting.ballots.left import Unit, chosen_words, left_words, unit_of, unit_words
from budgeting.ballots.marks import Marks, marks_of
from budgeting.rounds.links import links_of, notes_by_number
from budgeting.rounds.models import Project, Round, RoundPot
from participation.accounts.models import Identity
from participation.money import format_money, minor_digits


@dataclass(frozen=True)
class Card:
    """A project on the ballot with what is marked beside it, as typed ("" is nothing).

    `notes` say which others it excludes or needs.
    """

    project: Project
    mark: str
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Line:
    """A chosen project in the basket: its place or its points, where the ballot has them; `sent` casts it."""

    project: Project
    place: int | None
    points: int | None
    points_text: str
    sent: str


@dataclass(frozen=True)
class PotBasket:
    """One pot in the basket. `spent` of `total` fills the bar: minor units, choices, places or points."""

    share: RoundPot
    cards: tuple[Card, ...]
    lines: tuple[Line, ...]
    left_text: str
    budget_text: str
    spent: int
    total: int
    limit: int | None
    most: int | None
    over: bool


@dataclass(frozen=True)
class Basket:
    """A voter's whole ballot as it stands, the own ward's pot first, projects in the voter's own order."""

    round: Round
    pots: tuple[PotBasket, ...]
    unit: Unit

    @property
    def over(self) -> bool:
        return any(pot.over for pot in self.pots)

    @property
    def numbers(self) -> frozenset[int]:
        return frozenset(line.project.number for pot in self.pots for line in pot.lines)

    @property
    def count(self) -> int:
        return sum(len(pot.lines) for pot in self.pots)

    @property
    def count_text(self) -> str:
        return chosen_words(self.count)

    @property
    def places(self) -> range:
        """The places of a ranked ballot."""
        return range(1, (self.round.max_choices or 0) + 1)

    @property
    def words(self) -> dict[str, Any]:
        """What the script needs to speak as the server does: # stands for a number, an amount or a title."""
        money = {"currency": self.round.currency, "digits": minor_digits(self.round.currency)}
        return {"unit": self.unit, **money, **unit_words(self.unit)}


def basket_of(
    round: Round, identity: Identity, chosen: Choices | Sequence[int], marks: Marks | None = None
) -> Basket:
    """The basket with these choices, in four queries; `marks` are shown in the list instead of theirs."""
    shares = reach(round, shares_of(round), identity)
    projects = list(round.projects.standing().for_cards())
    order = shuffled(projects, round, identity)
    shown = marks_of(round, projects, chosen) if marks is None else marks
    notes = notes_by_number(links_of(round))
    cards = [Card(each, shown.get(each.number, ""), notes.get(each.number, ())) for each in order]
    pots = [_pot(round, use, cards, chosen) for use in uses(round, shares, projects, chosen)]
    return Basket(round, tuple(pots), unit_of(round))


def shuffled(projects: Sequence[Project], round: Round, identity: Identity) -> list[Project]:
    """An order of the voter's own, the same at each visit, so that no project is first for everyone."""

    def place(project: Project) -> bytes:
        text = f"{round.pk}:{identity.key}:{project.number}"
        return hashlib.sha256(text.encode()).digest()

    return sorted(projects, key=place)


def _pot(round: Round, use: PotUse, cards: Sequence[Card], chosen: Iterable[Choice]) -> PotBasket:
    unit = unit_of(round)
    here = tuple(card for card in cards if card.project.round_pot_id == use.share.pk)
    used, total, left = _measured(unit, use, len(here))
    too_many = use.choices_left is not None and use.choices_left < 0
    return PotBasket(
        share=use.share,
        cards=here,
        lines=_lines(unit, use, chosen),
        left_text=left_words(unit, left if left is not None else used, round.currency),
        budget_text=_budget_words(round, unit, use),
        spent=used,
        total=total,
        limit=use.points_limit if unit == "points" else use.limit,
        most=use.limit if unit == "points" else None,
        over=too_many or (left is not None and left < 0),
    )


def _measured(unit: Unit, use: PotUse, projects: int) -> tuple[int, int, int | None]:
    """What is used, what it is used of, and what is left of it (None where nothing limits it)."""
    if unit == "money":
        return use.spent, use.share.amount, use.left
    if unit == "points":
        return sum(use.points), use.points_limit or 0, use.points_left
    return len(use.chosen), use.limit or projects, use.choices_left


def _lines(unit: Unit, use: PotUse, chosen: Iterable[Choice]) -> tuple[Line, ...]:
    sent = {number_of(each): as_sent(each) for each in chosen}
    lines = []
    for at, project in enumerate(use.chosen):
        points = use.points[at] if use.points else None
        words = "" if points is None else points_words(points)
        lines.append(Line(project, at + 1 if unit == "places" else None, points, words, sent[project.number]))
    return tuple(lines)


def points_words(points: int) -> str:
    return ngettext("%(n)s point", "%(n)s points", points) % {"n": points}


def _budget_words(round: Round, unit: Unit, use: PotUse) -> str:
    amount = format_money(use.share.amount, round.currency)
    if unit == "money" and use.limit is not None:
        return ngettext(
            "of %(amount)s, up to %(n)s project", "of %(amount)s, up to %(n)s projects", use.limit
        ) % {"amount": amount, "n": use.limit}
    if unit == "money":
        return _("of %(amount)s") % {"amount": amount}
    if unit == "points":
        return _("of %(n)s") % {"n": use.points_limit}
    return _("The pot holds %(amount)s") % {"amount": amount}
