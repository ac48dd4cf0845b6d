"""Whose ballot a request is about: the log-in's person, else who showed a code for this round."""

import secrets
import time
from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from django.http import HttpRequest

from budgeting.rounds.models import Round
from participation.accounts.models import Identity
from participation.accounts.rules import identity_of

IN_SESSION = "voting_pass"
# So long a session on a person's own device remembers who showed a code, since they last did something.
IDLE = timedelta(minutes=15)


@dataclass(frozen=True, repr=False)
class Pass:
    """What a session remembers of a voter without a log-in, on the server alone, until the vote is done.

    `basket` is the random name of this session's own encrypted basket. Whoever comes by a code never sees
    what the person chose elsewhere: a code that went astray must not read a ballot. `seen`: seconds since
    1970.
    """

    round: int
    identity: int
    basket: str
    seen: int


def admit(request: HttpRequest, round: Round, identity: Identity) -> Pass:
    """Let this session vote in one round as `identity`, under a new session key."""
    request.session.cycle_key()
    return _keep(request, Pass(round.pk, identity.pk, secrets.token_urlsafe(16), 0))


def pass_of(request: HttpRequest, round: Round) -> Pass | None:
    """The session's pass for this round, unless it was idle for too long or a log-in has a person."""
    kept = request.session.get(IN_SESSION)
    if not kept or identity_of(request.user) is not None:
        return None
    found = Pass(**kept)
    if found.round != round.pk or found.seen < time.time() - IDLE.total_seconds():
        return None
    return found


def voter_of(request: HttpRequest, round: Round) -> Identity | None:
    """The person of the log-in, else who showed a code for this round in this session."""
    own: Identity | None = identity_of(request.user)
    if own is not None:
        return own
    found = pass_of(request, round)
    if found is None:
        return None
    _keep(request, found)
    return Identity.objects.select_related("area__parent").filter(pk=found.identity).first()


def basket_name(request: HttpRequest, round: Round) -> str:
    """Which encrypted basket this request uses: "" is the person's own, which follows them across devices."""
    found = pass_of(request, round)
    return found.basket if found else ""


def forget(request: HttpRequest) -> None:
    """Remember nothing of who voted here. Who is logged in without being verified stays logged in."""
    if request.user.is_authenticated:
        request.session.pop(IN_SESSION, None)
    else:
        request.session.flush()


def _keep(request: HttpRequest, found: Pass) -> Pass:
    fresh = replace(found, seen=int(time.time()))
    request.session[IN_SESSION] = asdict(fresh)
    return fresh
