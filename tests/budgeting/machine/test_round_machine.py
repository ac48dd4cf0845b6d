"""Any sequence of acts on a round keeps its promises: played against a plain model, after every step.

`MACHINE_RUNS=500 python -m pytest tests/budgeting/machine` plays longer.
"""

import os
from dataclasses import asdict
from io import BytesIO

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import (
    run_state_machine_as_test,
)

from budgeting.models import (
    CastKey,
    SealedBallot,
)
from participation.accounts.actions import upload_census, verify_by_census
from participation.clock import database_now
from participation.models import Identity
from tests.budgeting.machine.acts import RoundActs
from tests.budgeting.machine.card_acts import PAPERS, CardActs
from tests.budgeting.machine.promises import Promises
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def residents(carol, harbour):
    """Four people of the register with accounts, whom the desk knows by their papers."""
    lines = [f"{each.name},{each.birth_date},{each.postcode},Harbour ward" for each in PAPERS]
    file = "\n".join(["name,date of birth,postcode,ward", *lines])
    upload_census(actor=carol, file=BytesIO(file.encode()))
    found = [verify_by_census(user=UserFactory(), **asdict(each)) for each in PAPERS]
    Identity.objects.update(second_way="desk")
    return [Identity.objects.get(pk=each.pk) for each in found]


@pytest.fixture
def machine(residents, alice, carol, dave, tmp_path):
    """The machine with people of its own; one class for each test."""
    staff = {"alice": alice, "carol": carol, "dave": dave}
    own = {"staff": staff, "residents": residents, "folder": tmp_path, "reached": set()}
    return type("Machine", (Promises, CardActs, RoundActs), own)


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


def spends_nothing(shown):
    """Casting as it would be if a code opened a ballot again and again."""


def takes_any_code(round, found, now):
    """Codes as they would be if nobody asked whether they are used, cancelled or someone's."""


def is_somebody_new(found, secret):
    """A code as it would be if it were not its person's: another person at each use."""
    return Identity.objects.create(key=os.urandom(32).hex(), way="code")


@pytest.mark.parametrize(
    ("place", "fault"),
    [
        ("budgeting.ballots.actions.sealing._empty_box", leaves_drafts),
        ("budgeting.ballots.actions.casting._is_new_cast", takes_any_key),
        ("budgeting.ballots.codes.admitting._spend", spends_nothing),
        ("budgeting.ballots.codes.admitting._refuse_dead", takes_any_code),
        ("budgeting.ballots.codes.admitting.admitted_person", is_somebody_new),
    ],
)
def test_the_machine_notices_a_missing_guard(machine, monkeypatch, place, fault):
    monkeypatch.setattr(place, fault)
    with pytest.raises(AssertionError):
        play(machine, 40, [Phase.generate])
