"""Who may vote, and who may seal a box. Nobody may read one."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from budgeting.ballots.eligibility import pots_of
from budgeting.ballots.refusals import SENTENCES
from budgeting.rounds.models import Round
from budgeting.rounds.states import State
from participation.accounts.models import Identity
from participation.accounts.rules import OFFICER, has_role, identity_of, is_active, needs_second_way


def may_vote(user: Any, round: Round, now: datetime) -> bool:
    return not why_no_vote(user, identity_of(user), round, now)


def why_no_vote(user: Any, identity: Identity | None, round: Round, now: datetime) -> str:
    """The sentence that tells why this voter cannot vote now, or an empty string.

    `identity` is the log-in's, or that of who showed a code and needs no log-in.
    """
    state = round.state(now)
    if state == State.PLANNED:
        return str(SENTENCES["planned"])
    if state != State.OPEN:
        return _("Voting has ended.")
    if identity is None and not is_active(user):
        return _("Log in to vote.")
    if identity is None:
        return _("Only verified residents vote. Show first that you live here; it takes a few minutes.")
    if needs_second_way(identity):
        return str(SENTENCES["second_way"])
    shares = round.pots.select_related("pot__area")
    return "" if pots_of(shares, identity) else str(SENTENCES["no_pot"])


def may_seal(user: Any) -> bool:
    """Officers seal, two different ones for each box."""
    return has_role(user, OFFICER)
