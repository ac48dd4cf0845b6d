"""The shape of what ballot pages send."""

from collections.abc import Mapping, Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from budgeting.ballots.choices import Choice, Choices, is_ranked, shares_points
from budgeting.ballots.marks import TICK
from budgeting.ballots.receipts import as_written
from budgeting.ballots.refusals import BallotRefused
from budgeting.rounds.models import Project, Round

MOST_COMPARED = 3


def sent_marks(round: Round, sent: QueryDict) -> dict[int, str]:
    """What was marked beside each project, as typed, without the one whose remove button was pressed.

    A tick comes as `choice`, or `choice-<pot>` where one of a pot is chosen; a place as `place-<number>`;
    points as `points-<number>`, one more or less by the button `more` or `less`. No points: no mark.
    Raises BallotRefused.
    """
    if is_ranked(round):
        marks = _written(sent, "place-")
    elif shares_points(round):
        marks = _without_zeros(_stepped(_written(sent, "points-"), sent))
    else:
        names = [name for name in sent if name == "choice" or name.startswith("choice-")]
        marks = {_number(text): TICK for name in names for text in sent.getlist(name) if text}
    if "remove" in sent:
        marks.pop(_number(sent["remove"]), None)
    return marks


def _written(sent: QueryDict, prefix: str) -> dict[int, str]:
    fields = {name: sent[name].strip()[:20] for name in sent if name.startswith(prefix)}
    return {_number(name.removeprefix(prefix)): text for name, text in fields.items() if text}


def _stepped(marks: dict[int, str], sent: QueryDict) -> dict[int, str]:
    for button, step in (("more", 1), ("less", -1)):
        if button in sent:
            number = _number(sent[button])
            now = marks.get(number, "0")
            if now.isascii() and now.isdecimal():
                marks[number] = str(max(int(now) + step, 0))
    return marks


def _without_zeros(marks: dict[int, str]) -> dict[int, str]:
    return {number: text for number, text in marks.items() if text.strip("0")}


def moved(projects: Sequence[Project], chosen: Choices, sent: QueryDict) -> Choices:
    """A ranked ballot after its up or down button was pressed: the project and its neighbour in the pot swap.

    Raises BallotRefused.
    """
    for button, step in (("up", -1), ("down", 1)):
        number = _number(sent[button]) if button in sent else None
        if number in chosen:
            return _swapped(projects, chosen, chosen.index(number), step)
    return chosen


def _swapped(projects: Sequence[Project], chosen: Choices, at: int, step: int) -> Choices:
    pots = {project.number: project.round_pot_id for project in projects}
    order, other = list(chosen), at + step
    if 0 <= other < len(order) and pots[order[other]] == pots[order[at]]:  # type: ignore[index]
        order[at], order[other] = order[other], order[at]
    return tuple(order)


def compared(sent: QueryDict) -> frozenset[int]:
    """The two or three projects to set side by side, when the button for it was pressed or they stand there.

    Raises BallotRefused when they are fewer or more.
    """
    stays = "comparing" in sent and not {"back", "review"} & sent.keys()
    if "side_by_side" not in sent and not stays:
        return frozenset()
    numbers = frozenset(_number(text) for text in sent.getlist("compare"))
    if not 2 <= len(numbers) <= MOST_COMPARED:
        raise BallotRefused("compare")
    return numbers


def where_next(sent: QueryDict) -> str:
    """Which part of the ballot to come back to after a button was pressed without a script."""
    for button in ("more", "less"):
        if button in sent:
            return f"#project-{_number(sent[button])}"
    return "?open=basket#basket" if {"remove", "up", "down"} & sent.keys() else "#basket"


def sent_choices(round: Round, sent: QueryDict) -> Choices:
    """The ballot of a review page: "7" for a project, "7:4" with points, in order. Raises BallotRefused."""
    return tuple(_choice(round, text) for text in sent.getlist("choice"))


def as_sent(choice: Choice) -> str:
    return f"{choice[0]}:{choice[1]}" if isinstance(choice, tuple) else str(choice)


def _choice(round: Round, text: str) -> Choice:
    number, colon, points = text.partition(":")
    return (_number(number), points[:20]) if shares_points(round) and colon else _number(text)


def sent_key(sent: Mapping[str, str]) -> str:
    """The retry key of a review page; a short or missing one is no key."""
    key = sent.get("key", "")
    if not 16 <= len(key) <= 64:
        raise BallotRefused("key_reused")
    return key


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BallotRefused("unknown")
    return int(text)


class ReceiptForm(forms.Form):
    receipt = forms.CharField(
        label=_("Your receipt"),
        help_text=_("Sixteen letters and digits, such as K7QF-3M2P-9XWD-T4RA."),
        max_length=40,
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_receipt(self) -> str:
        return as_written(self.cleaned_data["receipt"])
