"""Phases open and close by the database clock, from the first second to before the last."""

from datetime import timedelta

import pytest

from participation.clock import database_now
from participation.processes.models import Phase
from participation.processes.rules import may_see_process, open_features, phase_open
from tests.factories.talk import PhaseFactory, ProcessFactory, close_phases

pytestmark = pytest.mark.django_db


def test_phase_is_open_while_it_runs_and_closed_after():
    process = ProcessFactory()
    assert phase_open(process, "propose")
    assert not phase_open(process, "ballot")
    close_phases(process)
    assert not phase_open(process, "propose")


def test_phase_that_is_to_come_is_closed():
    phase = PhaseFactory(coming=True)
    assert not phase_open(phase.process, phase.kind)


def test_phase_opens_at_its_first_second_and_is_closed_at_its_end():
    phase = PhaseFactory()
    process, second = phase.process, timedelta(seconds=1)
    assert not phase_open(process, phase.kind, now=phase.start - second)
    assert phase_open(process, phase.kind, now=phase.start)
    assert phase_open(process, phase.kind, now=phase.end - second)
    assert not phase_open(process, phase.kind, now=phase.end)


def test_running_phases_open_their_features_together():
    process = ProcessFactory(open=("review",), closed=("propose",))
    assert open_features(process) == {"comment"}
    PhaseFactory(process=process, kind="propose")
    assert open_features(process) == {"propose", "support", "comment"}


@pytest.mark.parametrize("kind", Phase.Kind.values)
def test_every_kind_of_phase_declares_what_it_opens(kind):
    open_features(ProcessFactory(open=(kind,)))


def test_unpublished_process_is_for_staff_alone(carol, charlie, alice):
    process = ProcessFactory(published_at=None)
    coming = ProcessFactory(published_at=database_now() + timedelta(days=1))
    assert may_see_process(carol, process)
    assert not may_see_process(charlie, process)
    assert not may_see_process(alice, coming)
    carol.second_factor = False
    assert not may_see_process(carol, process)
