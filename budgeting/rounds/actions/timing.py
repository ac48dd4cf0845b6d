"""Moves the vote of a round that nobody has opened yet."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from budgeting.rounds.actions.checks import locked_plan, locked_round, require_planner
from budgeting.rounds.models import Round
from budgeting.rounds.phase_order import phase_faults
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.clock import database_now
from participation.processes.actions import PhasePlan
from participation.processes.models import Phase


@transaction.atomic
def move_vote(*, actor: User, round: Round, start: datetime, end: datetime) -> Round:
    """Give a planned round another start and end of voting.

    The phase that ran up to the vote ends at its new start; the phases after it move with its end. No other
    may then lie across the vote: see phase_order.
    Raises PermissionDenied, and ValidationError naming the field, or once the round was opened.
    """
    require_planner(actor)
    round = locked_plan(round)
    start, end = start.replace(microsecond=0), end.replace(microsecond=0)
    vote = round.phase
    old = {"old_start": vote.start.isoformat(), "old_end": vote.end.isoformat()}
    _check_times(start, end)
    _end_what_comes_before(round, start)
    _move_what_comes_after(round, end - vote.end)
    vote.start, vote.end = start, end
    vote.save(update_fields=["start", "end"])
    _check_order(round)
    facts = {**old, "new_start": start.isoformat(), "new_end": end.isoformat()}
    record(verb="move_vote", actor=actor, acting_as=OFFICER, target=round, facts=facts)
    return locked_round(round)


def _check_times(start: datetime, end: datetime) -> None:
    if start <= database_now():
        raise ValidationError({"start": _("Voting must start in the future.")})
    if end <= start:
        raise ValidationError({"end": _("Voting must end after it starts.")})


def _check_order(round: Round) -> None:
    """The same rules as in the set-up. Raises ValidationError on the time of the vote that breaks one."""
    faults = phase_faults(phase_plans(round))
    told = {
        "start": [words for key, words in faults.items() if key.endswith("_end")],
        "end": [words for key, words in faults.items() if key.endswith("_start")],
    }
    if faults:
        raise ValidationError({field: words for field, words in told.items() if words})


def phase_plans(round: Round) -> list[PhasePlan]:
    """The phases of a round as they lie now."""
    return [
        {"kind": phase.kind, "title": phase.title, "start": phase.start, "end": phase.end}
        for phase in round.process.phases.all()
    ]


def _end_what_comes_before(round: Round, start: datetime) -> None:
    for phase in _others(round).filter(end=round.phase.start):
        if start <= phase.start:
            raise ValidationError(
                {"start": _("Voting must start after “%(phase)s” has begun.") % {"phase": phase.title}}
            )
        phase.end = start
        phase.save(update_fields=["end"])


def _move_what_comes_after(round: Round, by: timedelta) -> None:
    for phase in _others(round).filter(start__gte=round.phase.end):
        phase.start, phase.end = phase.start + by, phase.end + by
        phase.save(update_fields=["start", "end"])


def _others(round: Round) -> models.QuerySet[Phase]:
    phases: models.QuerySet[Phase] = round.process.phases.exclude(pk=round.phase_id)
    return phases
