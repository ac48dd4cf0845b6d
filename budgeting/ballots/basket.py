"""The basket in words and numbers: what is chosen in each pot, and what is left of money or choices."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgeting.ballots.choices import PotUse, choice_limit, limits_money, uses
from budgeting.ballots.eligibility import pots_of
from budgeting.rounds.models import Project, Round, RoundPot
from participation.accounts.models import Identity
from participation.money import format_money, minor_digits


@dataclass(frozen=True)
class PotBasket:
    """One pot in the basket. `spent` of `total` fills the bar: minor units, or a number of choices."""

    share: RoundPot
    projects: tuple[Project, ...]
    chosen: tuple[Project, ...]
    left_text: str
    budget_text: str
    spent: int
    total: int
    limit: int | None
    over: bool


@dataclass(frozen=True)
class Basket:
    """A voter's whole ballot as it stands, the own ward's pot first, projects in the voter's own order."""

    round: Round
    pots: tuple[PotBasket, ...]
    numbers: frozenset[int]

    @property
    def over(self) -> bool:
        return any(pot.over for pot in self.pots)

    @property
    def count(self) -> int:
        return sum(len(pot.chosen) for pot in self.pots)

    @property
    def words(self) -> dict[str, Any]:
        """What the script needs to speak as the server does: # stands for a number or an amount."""
        return {
            "currency": self.round.currency,
            "digits": minor_digits(self.round.currency),
            "counts": "money" if limits_money(self.round) else "choices",
            "left": _("# left"),
            "over": _("# too much"),
            "one": ngettext("%(n)s choice left", "%(n)s choices left", 1) % {"n": "#"},
            "many": ngettext("%(n)s choice left", "%(n)s choices left", 2) % {"n": "#"},
            "over_one": ngettext("%(n)s choice too many", "%(n)s choices too many", 1) % {"n": "#"},
            "over_many": ngettext("%(n)s choice too many", "%(n)s choices too many", 2) % {"n": "#"},
            "chosen_one": ngettext("%(n)s chosen", "%(n)s chosen", 1) % {"n": "#"},
            "chosen_many": ngettext("%(n)s chosen", "%(n)s chosen", 2) % {"n": "#"},
        }


def basket_of(round: Round, identity: Identity, chosen: Iterable[int]) -> Basket:
    """The basket with these project numbers, in three queries."""
    shares = pots_of(round.pots.select_related("pot__area"), identity)
    projects = list(round.projects.for_cards())
    numbers = frozenset(chosen)
    order = shuffled(projects, round, identity)
    pots = [_pot(round, use, order) for use in uses(round, shares, projects, numbers)]
    return Basket(round, tuple(pots), numbers)


def shuffled(projects: Sequence[Project], round: Round, identity: Identity) -> list[Project]:
    """An order of the voter's own, the same at each visit, so that no project is first for everyone."""

    def place(project: Project) -> bytes:
        text = f"{round.pk}:{identity.key}:{project.number}"
        return hashlib.sha256(text.encode()).digest()

    return sorted(projects, key=place)


def _pot(round: Round, use: PotUse, order: Sequence[Project]) -> PotBasket:
    money, limit = limits_money(round), choice_limit(round)
    here = tuple(project for project in order if project.round_pot_id == use.share.pk)
    too_many = limit is not None and len(use.chosen) > limit
    return PotBasket(
        share=use.share,
        projects=here,
        chosen=use.chosen,
        left_text=money_words(use.left, round.currency) if money else choice_words(use),
        budget_text=_budget_words(round, use),
        spent=use.spent if money else len(use.chosen),
        total=use.share.amount if money else limit or len(here),
        limit=limit,
        over=too_many or (money and use.left < 0),
    )


def money_words(left: int, currency: str) -> str:
    words = _("# left") if left >= 0 else _("# too much")
    return words.replace("#", format_money(abs(left), currency))


def choice_words(use: PotUse) -> str:
    if use.choices_left is None:
        n = len(use.chosen)
        return ngettext("%(n)s chosen", "%(n)s chosen", n) % {"n": n}
    n = abs(use.choices_left)
    if use.choices_left < 0:
        return ngettext("%(n)s choice too many", "%(n)s choices too many", n) % {"n": n}
    return ngettext("%(n)s choice left", "%(n)s choices left", n) % {"n": n}


def _budget_words(round: Round, use: PotUse) -> str:
    amount = format_money(use.share.amount, round.currency)
    if limits_money(round) and use.limit is not None:
        return ngettext(
            "of %(amount)s, up to %(n)s project", "of %(amount)s, up to %(n)s projects", use.limit
        ) % {"amount": amount, "n": use.limit}
    if limits_money(round):
        return _("of %(amount)s") % {"amount": amount}
    return _("The pot holds %(amount)s") % {"amount": amount}
