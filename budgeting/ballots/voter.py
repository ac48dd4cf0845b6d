"""Whose ballot a request is about: the log-in's person, else who showed a code for this round."""

import secrets
import time
from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from django.http import HttpRequest

from budgeting.ballots.codes.kiosk import kiosk_of
from budgeting.rounds.models import Round
from participation.accounts.models import Identity, SecondWay
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
    # The code or declaration that casting spends; "" for who was found in the register.
    admission: str = ""
    idle: int = int(IDLE.total_seconds())


def admit(request: HttpRequest, round: Round, identity: Identity, admission: str = "") -> Pass:
    """Let this session vote in one round as `identity`, under a new session key."""
    request.session.cycle_key()
    kiosk = kiosk_of(request)
    idle = kiosk.idle if kiosk else int(IDLE.total_seconds())
    fresh = Pass(round.pk, identity.pk, secrets.token_urlsafe(16), 0, admission, idle)
    return _keep(request, fresh)


def pass_of(request: HttpRequest, round: Round) -> Pass | None:
    """The session's pass for this round, unless it was idle for too long or a log-in has a person."""
    kept = request.session.get(IN_SESSION)
    if not kept or identity_of(request.user) is not None:
        return None
    found = Pass(**kept)
    if found.round != round.pk or found.seen < time.time() - found.idle:
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
    person = Identity.objects.select_related("area__parent").filter(pk=found.identity).first()
    if person is not None and person.rests_on_register_alone:
        # The desk saw the papers of who holds the card. An account of that name is not confirmed by it.
        person.second_way = SecondWay.DESK
    return person


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
