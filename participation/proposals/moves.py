"""One table: who may move a proposal from which status to which, in which phase, and with words or not."""

from dataclasses import dataclass
from typing import Any

from participation.accounts.rules import FACILITATOR, OFFICER, has_role, is_active
from participation.processes.models import Phase
from participation.proposals.models import Proposal

AUTHOR = "author"
Status = Proposal.Status
# An author's own moves end when the council has begun to count or to build.
EARLY = frozenset({Phase.Kind.PROPOSE, Phase.Kind.REVIEW})


@dataclass(frozen=True)
class Move:
    """`roles` in the order in which a person with several acts. `phases`: None for any time."""

    roles: tuple[str, ...]
    words: bool = True
    phases: frozenset[str] | None = None


_CHECKS = (FACILITATOR, OFFICER)
# The council moves freely among its own words, since it must be able to correct itself, always with a reason.
COUNCIL = (
    Status.PUBLISHED,
    Status.REVIEW,
    Status.ACCEPTED,
    Status.DECLINED,
    Status.BUILDING,
    Status.DONE,
)

MOVES: dict[tuple[str, str], Move] = {
    (before, after): Move((OFFICER,)) for before in COUNCIL for after in COUNCIL if before != after
} | {
    (Status.SUBMITTED, Status.PUBLISHED): Move(_CHECKS, words=False),
    (Status.SUBMITTED, Status.DECLINED): Move(_CHECKS),
    (Status.DECLINED, Status.SUBMITTED): Move(_CHECKS),
    (Status.SUBMITTED, Status.WITHDRAWN): Move((AUTHOR,)),
    (Status.PUBLISHED, Status.WITHDRAWN): Move((AUTHOR,), phases=EARLY),
    (Status.REVIEW, Status.WITHDRAWN): Move((AUTHOR,), phases=EARLY),
    # By merging alone, which also moves the supports: see actions.merging.
    (Status.PUBLISHED, Status.MERGED): Move((FACILITATOR,)),
    (Status.REVIEW, Status.MERGED): Move((FACILITATOR,)),
}


def needs_words(before: str, after: str) -> bool:
    return (before, after) not in MOVES or MOVES[before, after].words


def role_for(user: Any, proposal: Proposal, after: str) -> str:
    """As what this person may make the move now; "" when they may not."""
    move = MOVES.get((proposal.status, after))
    if move is None or after == Status.MERGED or not _in_time(move, proposal):
        return ""
    return next((role for role in move.roles if _is(user, role, proposal)), "")


def possible(user: Any, proposal: Proposal) -> list[str]:
    """Every status that this person may give the proposal now."""
    return [status for status in Status.values if role_for(user, proposal, status)]


def _is(user: Any, role: str, proposal: Proposal) -> bool:
    if role == AUTHOR:
        return is_active(user) and proposal.author_id == user.pk and proposal.frozen_at is None
    return has_role(user, role)


def _in_time(move: Move, proposal: Proposal) -> bool:
    return move.phases is None or proposal.process.phases.open().filter(kind__in=move.phases).exists()
