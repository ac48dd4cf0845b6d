"""What is left on a ballot, in words: money, choices, places or points."""

from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgeting.ballots.choices import choice_limit, is_ranked, limits_money, shares_points
from budgeting.rounds.models import Round
from participation.money import format_money

# What a ballot is short of; "any": nothing limits it but the list.
Unit = Literal["money", "choices", "places", "points", "any"]


def unit_of(round: Round) -> Unit:
    if limits_money(round):
        return "money"
    if is_ranked(round):
        return "places"
    if shares_points(round):
        return "points"
    return "any" if choice_limit(round) is None else "choices"


def left_words(unit: Unit, left: int, currency: str) -> str:
    """ "£500 left", "2 places left", "1 point too many"; `left` below zero is too much."""
    if unit == "money":
        words = _("# left") if left >= 0 else _("# too much")
        return words.replace("#", format_money(abs(left), currency))
    if unit == "any":
        return chosen_words(left)
    return (over_count if left < 0 else left_count)(unit, abs(left)) % {"n": abs(left)}


def left_count(unit: Unit, n: int) -> str:
    if unit == "places":
        return ngettext("%(n)s place left", "%(n)s places left", n)
    if unit == "points":
        return ngettext("%(n)s point left", "%(n)s points left", n)
    return ngettext("%(n)s choice left", "%(n)s choices left", n)


def over_count(unit: Unit, n: int) -> str:
    if unit == "places":
        return ngettext("%(n)s place too many", "%(n)s places too many", n)
    if unit == "points":
        return ngettext("%(n)s point too many", "%(n)s points too many", n)
    return ngettext("%(n)s choice too many", "%(n)s choices too many", n)


def chosen_words(n: int) -> str:
    return ngettext("%(n)s chosen", "%(n)s chosen", n) % {"n": n}


def unit_words(unit: Unit) -> dict[str, str]:
    """For the script: # stands for a number or an amount, ## for a project's title."""
    hash_ = {"n": "#"}
    return {
        "left": _("# left"),
        "over": _("# too much"),
        "one": left_count(unit, 1) % hash_,
        "many": left_count(unit, 2) % hash_,
        "over_one": over_count(unit, 1) % hash_,
        "over_many": over_count(unit, 2) % hash_,
        "chosen_one": ngettext("%(n)s chosen", "%(n)s chosen", 1) % hash_,
        "chosen_many": ngettext("%(n)s chosen", "%(n)s chosen", 2) % hash_,
        "point_one": ngettext("%(n)s point", "%(n)s points", 1) % hash_,
        "point_many": ngettext("%(n)s point", "%(n)s points", 2) % hash_,
        "place": _("“##” has place # now."),
        "no_place": _("“##” has no place any more."),
    }
