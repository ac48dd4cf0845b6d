"""The screen for a hall: a few huge numbers that are right at each load, and live where there is a socket."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Sum

from budgeting.results.models import Outcome, Result
from budgeting.results.page import in_one_sentence
from budgeting.rounds import turnout
from budgeting.rounds.models import Round
from budgeting.rounds.page import note_of_now
from budgeting.rounds.states import WITH_RESULT, State

PAPER = "paper"
# More names than these cannot be read from the last row.
NAMES = 12


@dataclass(frozen=True)
class Hall:
    """`look` is "paper" or "black"; `turnout` None where none is shown; `note` says what happens now."""

    round: Round
    state: State
    look: str
    money: int
    turnout: int | None
    note: str
    result: Result | None
    sentence: str = ""
    funded: tuple[str, ...] = ()
    more: int = 0

    @property
    def voting(self) -> bool:
        return self.state == State.OPEN


def hall_of(round: Round, now: datetime, look: str) -> Hall:
    """For a round of `with_clock().with_voters()`; shows a result once it is public."""
    state = round.state(now)
    sums: dict[str, Any] = round.pots.aggregate(total=Sum("amount"))
    result = round.results.published().light().order_by("-version").first() if state in WITH_RESULT else None
    shown: dict[str, Any] = {
        "round": round,
        "state": state,
        "look": PAPER if look == PAPER else "black",
        "money": sums["total"] or 0,
        "turnout": turnout.shown(round.voters, round) if round.opened_at and state != State.VOID else None,
        "note": note_of_now(round, state),
        "result": result,
    }
    return Hall(**shown, **(_revealed(result, round, shown["money"]) if result else {}))


def _revealed(result: Result, round: Round, money: int) -> dict[str, Any]:
    outcomes = Outcome.objects.filter(result=result)
    won = outcomes.filter(funded=True).order_by("project__round_pot", "place")
    titles = list(won.values_list("project__title", flat=True))
    sentence = in_one_sentence(len(titles), outcomes.count(), money, round.currency, people=result.ballots)
    return {"sentence": sentence, "funded": tuple(titles[:NAMES]), "more": len(titles[NAMES:])}
