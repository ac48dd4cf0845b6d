"""What a round's projects have cost together: voted, added, spent, and what went back."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgeting.delivery.works import Work, is_done, undelivered_of
from participation.money import format_money


@dataclass(frozen=True)
class Totals:
    """Rows of (words, money as people read it), and one sentence about the projects."""

    sentence: str
    rows: list[tuple[str, str]]


def totals_of(works: Iterable[Work], currency: str) -> Totals:
    listed = list(works)
    sums = {
        _("The vote gave"): sum(work.money.voted for work in listed if work.stepped_in_for is None),
        _("Approved on top"): sum(work.money.extra for work in listed),
        _("Spent so far"): sum(work.money.spent for work in listed),
        _("Went back to pots"): sum(_gone_back(work) for work in listed),
    }
    rows = [(words, format_money(amount, currency)) for words, amount in sums.items()]
    return Totals(done_words(listed), rows)


def _gone_back(work: Work) -> int:
    """What left a project and no other project took over."""
    given_up = work.undelivered
    taken = given_up.successor.cost if given_up and given_up.successor else 0
    return work.money.returned - taken


def done_words(works: list[Work]) -> str:
    """Such as "3 of 9 funded projects are done. 1 cannot be built."."""
    done = sum(is_done(work.project) for work in works)
    sentence = ngettext(
        "%(done)d of %(all)d funded project is done.",
        "%(done)d of %(all)d funded projects are done.",
        len(works),
    ) % {"done": done, "all": len(works)}
    given_up = sum(undelivered_of(work.project) is not None for work in works)
    if not given_up:
        return sentence
    return f"{sentence} " + ngettext("%(n)d cannot be built.", "%(n)d cannot be built.", given_up) % {
        "n": given_up
    }
