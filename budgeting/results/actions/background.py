"""Counting in the background: asked for by an officer, done once by the worker, tried again after a crash."""

from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from budgeting.results.actions.counting import check_countable, count
from budgeting.results.count_runs import CountRun
from budgeting.results.rules import may_count
from budgeting.rounds.actions.checks import locked_round, required_text
from budgeting.rounds.models import Round
from participation.accounts.models import User
from participation.clock import DatabaseNow, database_now
from participation.live import changed

State = CountRun.State


@transaction.atomic
def start_count(*, actor: User, round: Round, reason: str = "") -> CountRun:
    """Ask the worker to count: version 1, or with a public `reason` the next version.

    Raises PermissionDenied, and ValidationError when the box is not sealed, when the round is counted (or
    counted anew) already, or when a count runs that was not cut off.
    """
    if not may_count(actor):
        raise PermissionDenied(_("Only officers of the council count a round."))
    round = locked_round(round)
    version = (round.results.count() if reason else 0) + 1
    if version > 1:
        reason = required_text(reason, "reason", _("Say publicly why the result is counted again."))
    check_countable(round, version)
    CountRun.objects.filter(round=round).cut_off().update(
        state=State.STOPPED, stopped_because=_("It was cut off, and started again.")
    )
    if CountRun.objects.filter(round=round).unfinished().exists():
        raise ValidationError(_("This round is being counted now."), code="running")
    run = CountRun.objects.create(
        round=round, version=version, reason=reason, asked_by=actor, moved_at=database_now()
    )
    transaction.on_commit(partial(run_count.enqueue, run.pk))
    changed(f"round:{round.pk}")  # open desks say no more how the run before ended
    return run


@task()
def run_count(run_pk: int) -> bool:
    """Count what was asked for, once: a second worker, or a run that was given up, does nothing."""
    claimed = CountRun.objects.filter(pk=run_pk, state=State.WAITING)
    if not claimed.update(state=State.RUNNING, moved_at=DatabaseNow()):
        return False
    run = CountRun.objects.select_related("round__process", "round__phase", "asked_by").get(pk=run_pk)
    try:
        count(run.round, actor=run.asked_by, version=run.version, reason=run.reason, run=run)
    except ValidationError as refusal:
        _stop(run, " ".join(refusal.messages))
        return False
    except Exception:
        _stop(run, _("Something went wrong. Nothing was kept. Start the count again."))
        raise
    changed(f"round:{run.round_id}")
    return True


def _stop(run: CountRun, because: str) -> None:
    mine = CountRun.objects.filter(pk=run.pk, state=State.RUNNING)
    mine.update(state=State.STOPPED, stopped_because=because, moved_at=DatabaseNow())
    changed(f"round:{run.round_id}")
