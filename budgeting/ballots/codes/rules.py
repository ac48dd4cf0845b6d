"""Who makes codes and starts kiosks, and by which ways a round can be voted in without an account."""

from datetime import datetime
from typing import Any

from budgeting.rounds.electorates import Electorate
from budgeting.rounds.models import Round
from budgeting.rounds.states import State
from participation.accounts.rules import OFFICER, has_role


def takes_codes(round: Round) -> bool:
    """Residents' codes or codes of an electorate: declared before the round was opened."""
    return round.opens_to_codes or round.electorates.filter(way=Electorate.Way.CODE).exists()


def may_make_codes(user: Any, round: Round, now: datetime) -> bool:
    """Officers, from the opening, which fixes who may vote, until voting ends."""
    open_for_codes = round.opened_at is not None and now < round.phase.end
    return has_role(user, OFFICER) and open_for_codes and takes_codes(round)


def may_cancel_codes(user: Any, round: Round, now: datetime) -> bool:
    return has_role(user, OFFICER) and round.opened_at is not None and now < round.phase.end


def may_hand_code(user: Any, round: Round, now: datetime) -> bool:
    """A code for one resident, at the desk."""
    return round.opens_to_codes and may_make_codes(user, round, now)


def may_start_kiosk(user: Any, round: Round, now: datetime) -> bool:
    return may_make_codes(user, round, now) and round.state(now) in (State.PLANNED, State.OPEN)
