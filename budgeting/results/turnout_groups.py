"""How many people voted by area and by age, with small numbers left out so that no sum gives them away."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from budgeting.rounds.models import Round

# A number below this is not shown, and no group of hidden numbers has a smaller sum.
LEAST = 10
# The first age of each band, in the year of the vote; the last has no end.
BANDS = (0, 18, 25, 35, 50, 65, 80)

Shown = list[list[Any]]


def turnout_groups(round: Round) -> dict[str, Shown]:
    """{"areas": [[name or None, number or None], ...], "ages": [[first age or None, number or None], ...]}.

    A name or age of None: not known. A number of None: left out. A table in which nothing may be shown is
    empty. Only what may be shown is ever kept.
    """
    people = round.poll_book.order_by().values_list("identity__area__name", "identity__birth_year")
    year, areas, ages = round.phase.end.year, Counter[Any](), Counter[Any]()
    for area, born in people.iterator(chunk_size=5_000):
        areas[area] += 1
        ages[None if born is None else _band(year - born)] += 1
    by_age = {band: ages.get(band, 0) for band in BANDS} | ({None: ages[None]} if ages[None] else {})
    return {"areas": suppressed(dict(sorted(areas.items(), key=_by_name))), "ages": suppressed(by_age)}


def suppressed(counts: Mapping[Any, int], least: int = LEAST) -> Shown:
    """[key, number] in the given order; None in place of each small number, and of the next larger ones
    until at least two are hidden whose sum is `least` or more: with the total known, none can be computed.
    """
    hidden = {key for key, number in counts.items() if 0 < number < least}
    rising = sorted((key for key in counts if counts[key] >= least), key=lambda key: counts[key])
    while hidden and (len(hidden) < 2 or sum(counts[key] for key in hidden) < least):
        if not rising:
            return []
        hidden.add(rising.pop(0))
    return [[key, None if key in hidden else number] for key, number in counts.items()]


def age_words(first: int | None) -> str:
    """Such as "18 to 24", "80 and over", "Under 18", "Not known"."""
    if first is None:
        return _("Not known")
    if first == BANDS[0]:
        return _("Under %(age)d") % {"age": BANDS[1]}
    if first == BANDS[-1]:
        return _("%(age)d and over") % {"age": first}
    following = BANDS[BANDS.index(first) + 1]
    return _("%(first)d to %(last)d") % {"first": first, "last": following - 1}


def shown_groups(kept: Mapping[str, Shown]) -> list[dict[str, Any]]:
    """The tables of a page: titles and rows of words and number, None where it is left out.

    A table that would show nobody is none.
    """
    words = {
        "areas": (_("By area"), _("Area"), lambda name: name or _("Not known")),
        "ages": (_("By age"), _("Age"), age_words),
    }
    return [
        {"title": title, "of": of, "rows": [(say(key), number) for key, number in kept[name]]}
        for name, (title, of, say) in words.items()
        if any(number for _key, number in kept.get(name, ()))
    ]


def _band(age: int) -> int:
    return max(first for first in BANDS if first <= max(age, 0))


def _by_name(item: tuple[Any, int]) -> tuple[bool, str]:
    return item[0] is None, item[0] or ""
