"""Why a project won or lost, as one sentence made of the engine's code and numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from budgeting.results.amounts import nearly_in_minor
from participation.money import format_money

Numbers = Mapping[str, Any]


class Money(Protocol):
    """Words an amount of whole units; `up` asks to make part of a coin whole instead of cutting it."""

    def __call__(self, amount: Fraction, *, up: bool) -> str: ...


def money_in(currency: str) -> Money:
    """Words amounts of this currency."""

    def words(amount: Fraction, *, up: bool) -> str:
        return format_money(nearly_in_minor(amount, currency, up=up), currency)

    return words


@dataclass(frozen=True)
class Decided:
    """A decision: the engine's code and numbers (exact, as numbers or text), and how to word the rest.

    `titles` names projects by their id, `money` words an amount.
    """

    code: str
    funded: bool
    votes: int
    numbers: Numbers
    titles: Mapping[str, str]
    money: "Money"


# Each sentence names what it is made of; one that lacks a number gives way to PLAIN.
SENTENCES: dict[str, Any] = {
    "won_greedy": gettext_lazy("It had %(backing)s, and its cost fitted into the %(left)s that was left."),
    "won_greedy_end": gettext_lazy(
        "It had %(backing)s, and its cost fitted into the %(left)s that was left at the end."
    ),
    "won_shares": gettext_lazy("Its %(supporters)s paid for it together, at most %(share)s each."),
    "won_phragmen": gettext_lazy("Its %(supporters)s had saved up its cost of %(cost)s in good time."),
    "won_unsupported": gettext_lazy("Nobody chose it, but its cost fitted into the %(left)s that was left."),
    "won_ear": gettext_lazy(
        "Enough people had it among their first choices: %(support)s, where its cost asked for %(quota)s."
    ),
    "lost_money": gettext_lazy(
        "It had %(backing)s, but only %(left)s was left when its turn came: %(short_of_left)s was missing."
    ),
    "lost_after_stop": gettext_lazy(
        "It had %(backing)s. The money ran out before its turn: counting stopped at “%(others)s”, "
        "which did not fit."
    ),
    "lost_threshold": gettext_lazy("It had %(backing)s, fewer than the rules of this vote ask for."),
    "lost_shares": gettext_lazy(
        "Its %(supporters)s had %(money)s left to pay for it together: %(short_of_money)s was missing."
    ),
    "lost_greedy_end": gettext_lazy(
        "Its %(supporters)s had %(money)s left to pay for it together. In the end %(left)s was left in the "
        "pot: %(short_of_left)s was missing."
    ),
    "lost_no_support": gettext_lazy("Nobody chose it."),
    "lost_too_dear": gettext_lazy("It costs more than the whole pot."),
    "lost_stopped": gettext_lazy(
        "It had %(backing)s. Counting stopped before its turn, when the next project no longer fitted."
    ),
    "lost_ear": gettext_lazy(
        "Too few people had it among their choices: %(support)s, where its cost asked for %(quota)s."
    ),
    "lost_minimum_support": gettext_lazy("It had %(backing)s, fewer than the rules of this vote ask for."),
    "lost_conflict": gettext_lazy("It cannot be built together with “%(others)s”, which won."),
    "lost_needs": gettext_lazy("It can only be built after “%(others)s”, which did not win."),
    "lost_category": gettext_lazy("The money set aside for “%(others)s” had no room for it."),
    "lost_other_pot": gettext_lazy("What won in another pot rules it out."),
}
PLAIN = {
    "won_shares": gettext_lazy("It had %(backing)s, and its supporters paid for it together."),
    "lost_shares": gettext_lazy(
        "It had %(backing)s. Together its supporters did not have enough money left to pay for it."
    ),
    "lost_greedy_end": gettext_lazy(
        "It had %(backing)s. Neither its supporters nor the rest of the pot could pay for it."
    ),
}
WON = gettext_lazy("It had %(backing)s and was funded.")
LOST = gettext_lazy("It had %(backing)s and was not funded.")


def sentence(decided: Decided) -> str:
    """One sentence. A code that this site does not know yet gives a plain one, never an error."""
    words = _words(decided)
    fallback = WON if decided.funded else LOST
    for text in (SENTENCES.get(decided.code), PLAIN.get(decided.code), fallback):
        try:
            if text is not None:
                return str(text) % words
        except KeyError:
            continue
    return str(fallback) % words


def _words(decided: Decided) -> dict[str, str]:
    """The parts that the numbers at hand allow."""
    numbers = decided.numbers
    words = {"backing": _backing(decided), "supporters": _supporters(decided.votes)}
    for name in ("cost", "left", "money", "share"):
        if name in numbers:
            words[name] = decided.money(Fraction(numbers[name]), up=name == "share")
    for name in ("support", "quota"):
        if name in numbers:
            words[name] = number_format(round(float(Fraction(numbers[name])), 1))
    words |= _shortfalls(decided)
    if others := numbers.get("others"):
        words["others"] = ", ".join(decided.titles.get(str(other), str(other)) for other in others)
    return words


def _shortfalls(decided: Decided) -> dict[str, str]:
    """How much more money it would have taken: cost less what was there, a part of a coin made whole."""
    numbers, words = decided.numbers, {}
    for name in ("left", "money"):
        if name in numbers and "cost" in numbers:
            missing = Fraction(numbers["cost"]) - Fraction(numbers[name])
            words[f"short_of_{name}"] = decided.money(max(missing, Fraction(0)), up=True)
    return words


def _backing(decided: Decided) -> str:
    """ "1,204 votes", or "3,100 points from 1,204 people" where ballots give more than a vote."""
    score = decided.numbers.get("score")
    if score is None or Fraction(score) == decided.votes:
        return ngettext("%(n)s vote", "%(n)s votes", decided.votes) % {"n": number_format(decided.votes)}
    points = Fraction(score)
    shown = number_format(int(points) if points.denominator == 1 else round(float(points), 2))
    people = ngettext("%(n)s person", "%(n)s people", decided.votes) % {"n": number_format(decided.votes)}
    return _("%(points)s points from %(people)s") % {"points": shown, "people": people}


def _supporters(votes: int) -> str:
    return ngettext("%(n)s supporter", "%(n)s supporters", votes) % {"n": number_format(votes)}
