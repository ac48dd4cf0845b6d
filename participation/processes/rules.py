"""What a process lets people do now. The database clock decides, and a phase declares what it opens."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from participation.accounts.rules import OFFICER, STAFF_ROLES, has_role
from participation.clock import DatabaseNow
from participation.processes.models import Phase, PhaseQuerySet, Process

PROPOSE, SUPPORT, COMMENT, DEBATE = "propose", "support", "comment", "debate"
# The features that each kind of phase opens on this floor; floors above open their own by `phase_open`.
FEATURES: dict[str, frozenset[str]] = {
    Phase.Kind.PROPOSE: frozenset({PROPOSE, SUPPORT, COMMENT}),
    Phase.Kind.DEBATE: frozenset({DEBATE, COMMENT}),
    Phase.Kind.REVIEW: frozenset({COMMENT}),
    Phase.Kind.BALLOT: frozenset({COMMENT}),
    Phase.Kind.COUNT: frozenset(),
    Phase.Kind.DELIVER: frozenset({COMMENT}),
    Phase.Kind.PLEDGE: frozenset({COMMENT}),
}


def phase_open(process: Process, kind: str, now: datetime | None = None) -> bool:
    """True while a phase of this kind runs: start <= now < end. `now` is the database clock unless given."""
    return _running(process.phases.of_kind(kind), now).exists()


def open_features(process: Process, now: datetime | None = None) -> frozenset[str]:
    """Everything that the running phases of a process open, in one query."""
    return features_of(_running(process.phases, now).values_list("kind", flat=True))


def features_of(kinds: Iterable[str]) -> frozenset[str]:
    """Everything that phases of these kinds open while they run."""
    return frozenset[str]().union(*(FEATURES[kind] for kind in kinds))


def may_see_process(user: Any, process: Process) -> bool:
    """Published ones are for all; before that staff alone look."""
    return process.is_published or has_role(user, *STAFF_ROLES)


def may_create_process(user: Any) -> bool:
    return has_role(user, OFFICER)


def may_extend_phase(user: Any, phase: Phase) -> bool:
    """Officers, while the phase has not ended."""
    return has_role(user, OFFICER) and Phase.objects.filter(pk=phase.pk, end__gt=DatabaseNow()).exists()


def _running(phases: Any, now: datetime | None) -> PhaseQuerySet:
    return phases.open() if now is None else phases.filter(Q(start__lte=now) & Q(end__gt=now))


def may_change_areas(user: Any) -> bool:
    """Officers draw the map of wards and neighbourhoods."""
    return has_role(user, OFFICER)
