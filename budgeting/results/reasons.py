"""One translated sentence for each decision of a count: why this project won or lost."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from budgeting.allocation import MONEY, Decision

Number = int | Fraction

SENTENCES: dict[str, str] = {
    "won_greedy": _("Won: {votes} votes, and its cost of {cost} fitted into the {left} that was left."),
    "won_shares": _("Won: its {votes} supporters could pay {cost} together, at most {share} each."),
    "won_greedy_end": _("Won with what was left: {votes} votes, and {cost} fitted into {left}."),
    "won_phragmen": _("Won: its {votes} supporters had saved up its cost of {cost} when its turn came."),
    "won_unsupported": _("Won with what was left: nobody voted for it, and {cost} fitted into {left}."),
    "won_ear": _(
        "Won: support of {support} among first choices up to place {rank} reached the {quota} it needs."
    ),
    "lost_money": _("Lost: it costs {cost}, and {left} was left when its turn came ({votes} votes)."),
    "lost_after_stop": _("Lost: the count stopped at {others}, which did not fit ({votes} votes)."),
    "lost_threshold": _("Lost: its score of {score} is below the threshold."),
    "lost_shares": _("Lost: its {votes} supporters had {money} left together, and it costs {cost}."),
    "lost_greedy_end": _(
        "Lost: its {votes} supporters had {money} left together, the pot had {left} left, and it costs {cost}."
    ),
    "lost_no_support": _("Lost: nobody voted for it."),
    "lost_too_dear": _("Lost: it costs {cost}, more than the whole pot of {budget}."),
    "lost_stopped": _("Lost: the next project did not fit into the {left} left, which ended the count."),
    "lost_ear": _("Lost: its support of {support} stayed below the {quota} that its cost of {cost} needs."),
    "lost_minimum_support": _("Lost: {votes} supporters are fewer than the minimum."),
    "lost_other_pot": _("Lost: the outcome of another pot rules it out."),
    "lost_conflict": _("Lost: it cannot go together with {others}, which won."),
    "lost_needs": _("Lost: it needs {others}, which did not win."),
    "lost_category": _("Lost: the limit for {others} has no room for its cost of {cost}."),
}


def reason(
    decision: Decision, names: Mapping[str, str] | None = None, money: Callable[[Number], str] | None = None
) -> str:
    """Why the project won or lost, in the active language.

    `names` turns project ids into titles, `money` words an amount (in the unit that was counted).
    """
    say_money = money or number_text
    words = {
        name: say_money(value) if name in MONEY else number_text(value) for name, value in decision.numbers
    }
    others = ", ".join((names or {}).get(other, other) for other in decision.others)
    return gettext(SENTENCES[decision.code]).format(**words, others=others)


def number_text(value: Number) -> str:
    """A number for reading: whole, or with two decimals, rounded down."""
    if isinstance(value, int):
        return str(value)
    hundredths = int(value * 100)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
