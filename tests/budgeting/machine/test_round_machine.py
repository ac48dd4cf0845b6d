"""Any sequence of acts on a round keeps its promises: played against a plain model, after every step.

`MACHINE_RUNS=500 python -m pytest tests/budgeting/machine` plays longer.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import (
    run_state_machine_as_test,
)

from budgeting.models import (
    CastKey,
    SealedBallot,
)
from participation.clock import database_now
from tests.budgeting.machine.acts import RoundActs
from tests.budgeting.machine.promises import Promises

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine(alice, carol, dave, tmp_path):
    """The machine with people of its own; one class for each test."""
    return type(
        "Machine",
        (Promises, RoundActs),
        {"staff": {"alice": alice, "carol": carol, "dave": dave}, "folder": tmp_path, "reached": set()},
    )


def play(machine, runs, phases=tuple(Phase)):
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=runs,
            stateful_step_count=25,
            deadline=None,
            phases=phases,
            derandomize="MACHINE_RUNS" not in os.environ,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_any_sequence_of_acts_keeps_what_a_round_promises(machine):
    play(machine, int(os.environ.get("MACHINE_RUNS", "40")))
    assert machine.reached >= {"open", "sealed", "counted", "certified"}


def leaves_drafts(round):
    """Sealing as it would be if somebody forgot the drafts."""
    SealedBallot.objects.filter(round=round).delete()
    CastKey.objects.filter(round=round).delete()
    round.sealed_at = database_now()
    round.box_salt = "salt"
    round.save(update_fields=["sealed_at", "box_salt"])


def takes_any_key(smith, round, finder, key, chosen):
    """Casting as it would be without the rule that a retry key comes with one ballot only."""
    return True


@pytest.mark.parametrize(
    ("place", "fault"),
    [
        ("budgeting.ballots.actions.sealing._empty_box", leaves_drafts),
        ("budgeting.ballots.actions.casting._is_new_cast", takes_any_key),
    ],
)
def test_the_machine_notices_a_missing_guard(machine, monkeypatch, place, fault):
    monkeypatch.setattr(place, fault)
    with pytest.raises(AssertionError):
        play(machine, 40, [Phase.generate])
