"""What stands on a paper ballot in plain words: how to mark it, what is too much, why marks did not count."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from budgeting.ballots.paper.mark_rule import BLANK, NAMED, OTHER_FORM, SAME_PLACE, UNCLEAR, UNREADABLE
from budgeting.rounds.models import Round

Type = Round.BallotType

REASONS: dict[str, Any] = {
    BLANK: gettext_lazy("nothing was marked"),
    UNREADABLE: gettext_lazy("it could not be read"),
    NAMED: gettext_lazy("it showed who had filled it in"),
    OTHER_FORM: gettext_lazy("it was another form"),
    UNCLEAR: gettext_lazy("a mark was unclear and did not count"),
    SAME_PLACE: gettext_lazy("two projects had the same place"),
    "too_dear": gettext_lazy("the marked projects cost more than the pot holds"),
    "too_many": gettext_lazy("too many projects were marked"),
    "too_many_points": gettext_lazy("more points were given than there are"),
    "points_wrong": gettext_lazy("points were not written as whole numbers from 1"),
}


def reason_words(reason: str) -> str:
    return str(REASONS.get(reason, reason))


def how_to_mark(round: Round) -> list[str]:
    """The steps that a voter reads at the head of the ballot, for its type."""
    n = round.max_choices or 0
    steps = {
        Type.APPROVAL: [_("Put a cross (X) in the box of each project that you want."), _up_to(n)],
        Type.KNAPSACK: [
            _("Put a cross (X) in the box of each project that you want."),
            _("Add up what they cost. Together they must not cost more than the pot holds."),
            _up_to(n),
        ],
        Type.CHOOSE_ONE: [_("Put one cross (X) in each pot, in the box of the project that you want.")],
        Type.ORDINAL: [
            _("Write 1 in the box of the project that you want most, 2 in the next, and so on."),
            _up_to(n) if n else _("Give places to as many projects as you like."),
            _("Give each place to one project only."),
        ],
        Type.CUMULATIVE: [
            ngettext(
                "In each pot you have %(n)s point. Write it in the box of a project.",
                "In each pot you have %(n)s points. Write in the boxes how many each project gets.",
                round.points or 0,
            )
            % {"n": round.points},
            _("You may give fewer points than you have, but not more."),
            _up_to(n),
        ],
    }[Type(round.ballot_type)]
    return [step for step in steps if step]


def _up_to(n: int) -> str:
    if not n:
        return ""
    return ngettext("Mark up to %(n)s project in each pot.", "Mark up to %(n)s projects in each pot.", n) % {
        "n": n
    }


def mark_rule_words(round: Round) -> str:
    """What becomes of too many marks."""
    if round.mark_rule == Round.MarkRule.WHOLE:
        return _("If a pot has too many marks, your whole ballot does not count.")
    return _("If a pot has too many marks, none of them count. Your marks in other pots still do.")


def typing_examples(round: Round) -> list[tuple[str, str]]:
    """What a clerk types and what it means, for the foot of the entry screen."""
    first = {
        Type.ORDINAL: [
            ("7 3 12", _("project 7 has place 1, then 3, then 12")),
            ("7 3=12", _("3 and 12 have the same place")),
        ],
        Type.CUMULATIVE: [("7*3 12*2", _("project 7 gets 3 points, 12 gets 2"))],
    }.get(Type(round.ballot_type), [("3 7 12", _("projects 3, 7 and 12 are marked"))])
    return [
        *first,
        ("?5", _("the mark at 5 is unclear")),
        ("b", _("blank")),
        ("u", _("cannot be read")),
        ("i", _("shows who voted")),
        ("v", _("another form")),
    ]
