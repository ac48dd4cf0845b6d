"""Who hands out paper ballots, enters them, and explains what does not fit."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from budgeting.ballots.paper.models import PaperBox, PaperEntry, PaperPart
from budgeting.rounds.models import Round
from budgeting.rounds.states import State
from participation.accounts.rules import AUDITOR, OFFICER, has_role

UNSEALED = (State.OPEN, State.ENDED, State.SCRUTINY)
AFTER_THE_VOTE = (State.ENDED, State.SCRUTINY)


def takes_paper(round: Round) -> bool:
    """True for an opened round that declared paper ballots."""
    return round.paper_rule != Round.PaperRule.NONE and round.opened_at is not None


def may_work(user: Any) -> bool:
    """Officers handle paper ballots."""
    return has_role(user, OFFICER)


def may_look(user: Any) -> bool:
    """Officers handle paper ballots; auditors see how their figures stand."""
    return has_role(user, OFFICER, AUDITOR)


def may_give(user: Any, round: Round, now: datetime) -> bool:
    """While people vote; afterwards only what came in time is still recorded, with a reason."""
    return may_work(user) and takes_paper(round) and round.state(now) in UNSEALED


def may_enter(user: Any, round: Round, now: datetime) -> bool:
    """Boxes are opened and entered once voting is over, so that nobody counts along; until the sealing."""
    return may_work(user) and takes_paper(round) and round.state(now) in AFTER_THE_VOTE


def part_refusal(user: Any, round: Round, part: str) -> str:
    """Why this person does not take this part in the round's paper: nobody sees both people and slips."""
    taken = PaperPart.objects.filter(round=round, person=user).values_list("part", flat=True).first()
    if taken in (None, part):
        return ""
    if taken == PaperPart.Part.DESK:
        return _(
            "You gave paper ballots out in this round and saw who got them. Others open and enter the boxes."
        )
    return _("You opened or entered a box in this round and saw slips. Others give paper ballots out.")


def may_explain(user: Any, round: Round, now: datetime) -> bool:
    """From the end of voting until the result is certified."""
    over = round.state(now) not in (State.PLANNED, State.OPEN, State.CERTIFIED, State.VOID)
    return may_work(user) and takes_paper(round) and over


def next_turn(box: PaperBox, user: Any, entries: list[PaperEntry], differences: int) -> int | None:
    """The turn that this person may take, or go on with, on a box; None when it needs someone else or nobody.

    `entries` are those of the box's newest attempt.
    """
    if box.settled is not None:
        return None
    own = next((entry for entry in entries if entry.entered_by_id == user.pk), None)
    if own is not None:
        return None if own.finished else own.turn
    taken = {entry.turn for entry in entries}
    free = next((turn for turn in (PaperEntry.Turn.FIRST, PaperEntry.Turn.SECOND) if turn not in taken), None)
    if free is not None:
        return free
    both_done = all(entry.finished for entry in entries)
    return PaperEntry.Turn.SETTLING if both_done and differences else None
