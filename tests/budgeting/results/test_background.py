"""Counting runs in the background, once; what stops it is kept, and it can be started again."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from budgeting.models import CountRun, Result
from budgeting.results.actions import commit_lot, record_draw, run_count, start_count
from budgeting.results.count_runs import CUT_OFF_AFTER
from budgeting.rounds.turnout import live_numbers
from participation.clock import database_now
from tests.factories.rounds import open_round, sealed

pytestmark = pytest.mark.django_db


def cannot(code: str):
    return pytest.raises(ValidationError, check=lambda refusal: refusal.code == code)


def work_off(run: CountRun) -> CountRun:
    run_count.func(run.pk)
    run.refresh_from_db()
    return run


def cut_off(run: CountRun) -> None:
    """As after a worker that was killed while it counted."""
    CountRun.objects.filter(pk=run.pk).update(state="running", moved_at=database_now() - 2 * CUT_OFF_AFTER)


def test_worker_counts_what_an_officer_asked_for(sealed_round, carol):
    run = work_off(start_count(actor=carol, round=sealed_round))

    assert (run.state, run.pots_counted) == ("done", 1)
    assert Result.objects.get(round=sealed_round).version == 1


def test_task_is_enqueued_only_when_the_run_is_kept(sealed_round, carol, django_capture_on_commit_callbacks):
    from django_tasks_db.models import DBTaskResult

    with django_capture_on_commit_callbacks(execute=True):
        run = start_count(actor=carol, round=sealed_round)
        assert not DBTaskResult.objects.exists()
    assert DBTaskResult.objects.get().args_kwargs["args"] == [run.pk]


def test_second_worker_with_the_same_run_does_nothing(sealed_round, carol):
    run = work_off(start_count(actor=carol, round=sealed_round))
    assert run_count.func(run.pk) is False
    assert Result.objects.count() == 1


def test_one_count_at_a_time(sealed_round, carol, dave):
    run = start_count(actor=carol, round=sealed_round)
    with cannot("running"):
        start_count(actor=dave, round=sealed_round)
    with pytest.raises(IntegrityError), transaction.atomic():
        CountRun.objects.create(round=sealed_round, version=1, asked_by=dave, moved_at=run.moved_at)


def test_count_that_was_cut_off_is_started_again_and_the_old_one_keeps_nothing(sealed_round, carol, dave):
    first = start_count(actor=carol, round=sealed_round)
    cut_off(first)

    second = start_count(actor=dave, round=sealed_round)

    assert run_count.func(first.pk) is False
    assert work_off(second).state == "done"
    first.refresh_from_db()
    assert first.state == "stopped"
    assert Result.objects.count() == 1


def test_run_that_was_given_up_while_it_still_counts_keeps_no_result(sealed_round, carol):
    from budgeting.results.actions.counting import count

    run = start_count(actor=carol, round=sealed_round)
    CountRun.objects.filter(pk=run.pk).update(state="stopped")

    with cannot("given_up"):
        count(sealed_round, actor=carol, version=1, run=run)
    assert not Result.objects.exists()


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "fiona", "audrey"])
def test_only_officers_start_a_count(request, sealed_round, who):
    with pytest.raises(PermissionDenied):
        start_count(actor=request.getfixturevalue(who), round=sealed_round)
    assert not CountRun.objects.exists()


def test_unsealed_box_is_refused_before_anything_is_enqueued(carol):
    with cannot("unsealed"):
        start_count(actor=carol, round=open_round())
    assert not CountRun.objects.exists()


def test_tie_stops_the_count_until_the_lot_is_drawn(tied_round, carol, dave):
    round = tied_round("lot")
    lot = commit_lot(actor=carol, round=round, draw_name="Lotto", draw_at=round.phase.end)
    sealed(round, carol, dave)
    type(lot).objects.filter(pk=lot.pk).update(draw_at=round.phase.start)

    stopped = work_off(start_count(actor=carol, round=round))
    assert stopped.state == "stopped"
    assert "tied" in stopped.stopped_because
    assert not Result.objects.exists()

    record_draw(actor=carol, lot=lot, drawn="7 8 9")
    assert work_off(start_count(actor=carol, round=round)).state == "done"


def test_desk_shows_how_far_it_is_and_why_it_stopped(sealed_round, carol, log_in):
    officer = log_in(carol)
    officer.post(f"/admin/rounds/{sealed_round.pk}/do/count/")
    run = CountRun.objects.get()
    desk = officer.get(f"/admin/rounds/{sealed_round.pk}/").content.decode()
    assert "of 1 pot is counted" in desk
    assert f'data-live="round:{sealed_round.pk} pots_counted"' in desk
    assert "/do/count/" not in desk
    CountRun.objects.filter(pk=run.pk).update(state="stopped", stopped_because="Two projects are tied.")
    desk = officer.get(f"/admin/rounds/{sealed_round.pk}/").content.decode()
    assert "Two projects are tied." in desk
    assert "/do/count/" in desk


def test_live_numbers_say_how_far_the_count_is(sealed_round, carol):
    run = start_count(actor=carol, round=sealed_round)
    numbers, _version = live_numbers(sealed_round.pk)
    assert numbers == {"turnout": 12, "pots_counted": 0, "counted": 0}
    work_off(run)
    numbers, _version = live_numbers(sealed_round.pk)
    assert numbers == {"turnout": 12, "pots_counted": 1, "counted": 1}
