"""The states of a round, told from the database clock and recorded acts; nothing is switched by hand."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

# Between the end of voting and the earliest sealing: punctual ballots that wait at a lock still get in.
SEAL_WAIT = timedelta(seconds=60)


class State(models.TextChoices):
    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Voting is open")
    ENDED = "ended", _("Voting has ended")
    SCRUTINY = "scrutiny", _("Waiting to be sealed")
    SEALED = "sealed", _("The box is sealed")
    COUNTED = "counted", _("Counted")
    OBJECTIONS = "objections", _("Result out, objections open")
    PROVISIONAL = "provisional", _("Result out, not yet confirmed")
    CERTIFIED = "certified", _("Result confirmed")
    VOID = "void", _("Void: the vote is repeated")


# From here on a result is public.
WITH_RESULT = (State.OBJECTIONS, State.PROVISIONAL, State.CERTIFIED)


@dataclass(frozen=True)
class Acts:
    """When what was recorded; None: not yet. `counted_at` to `certified_at` are of the newest result."""

    opened_at: datetime | None
    sealed_at: datetime | None
    counted_at: datetime | None = None
    published_at: datetime | None = None
    objections_end: datetime | None = None
    certified_at: datetime | None = None
    voided_at: datetime | None = None


def state_of(acts: Acts, *, start: datetime, end: datetime, now: datetime) -> State:
    """The state at `now`; voting is open when start <= now < end, once the round was opened."""
    if acts.voided_at is not None:
        return State.VOID
    if acts.opened_at is None or now < start:
        return State.PLANNED
    if acts.sealed_at is None:
        return _before_sealing(end, now)
    if acts.counted_at is None:
        return State.SEALED
    return _with_result(acts, now)


def _before_sealing(end: datetime, now: datetime) -> State:
    if now < end:
        return State.OPEN
    return State.ENDED if now < end + SEAL_WAIT else State.SCRUTINY


def _with_result(acts: Acts, now: datetime) -> State:
    if acts.certified_at is not None:
        return State.CERTIFIED
    if acts.published_at is None:
        return State.COUNTED
    if acts.objections_end is not None and now < acts.objections_end:
        return State.OBJECTIONS
    return State.PROVISIONAL
