"""On paper too: nobody reads an unsealed slip, and no table knows both who and what."""

import hashlib
import json

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model

from budgeting.ballots.box import BLOCK, Unreadable, locksmith
from budgeting.models import Counterfoil, PaperBox, PaperEntry, PaperReading, RefusedMarks
from participation.audit.models import AuditEvent
from participation.models import Identity
from tests.factories.paper import give, paper_round, settled_box
from tests.factories.rounds import sealed

pytestmark = pytest.mark.django_db
SLIPS = ["1 2", "3", "b", "?2 1", "u"]


@pytest.fixture
def box(carol, dave):
    """An unsealed box that two people read alike."""
    round = paper_round()
    give(round, people=5)
    return settled_box(round, [carol, dave], SLIPS)


def relations(model) -> set:
    return {field.related_model for field in model._meta.concrete_fields if field.related_model}


def test_no_table_leads_from_a_person_to_a_slip(box):
    """A counterfoil knows a voter and no box; what lies in boxes knows clerks and no voter."""
    assert relations(Counterfoil) == {type(box.round), Identity}
    for model in (PaperBox, PaperEntry, PaperReading, RefusedMarks):
        assert Identity not in relations(model)
    assert relations(PaperReading) == {PaperEntry}
    assert get_user_model() not in relations(Counterfoil)
    knows_readings = {model for model in apps.get_models() if PaperReading in relations(model)}
    assert not knows_readings


def test_all_readings_look_alike_whatever_they_say(box):
    rows = [bytes(row) for row in PaperReading.objects.values_list("box", flat=True)]
    assert {len(row) for row in rows} == {12 + BLOCK + 16}
    for plain in (b"[1,2]", b"blank", json.dumps([1, 2]).encode()):
        assert not any(plain in row for row in rows)
    assert len(set(PaperReading.objects.values_list("finder", flat=True))) == 2 * len(SLIPS)


def test_likeness_of_equal_slips_differs_and_is_not_guessed(carol, dave):
    """Slips with the same marks must not be seen to be the same, or a box could be counted by its groups."""
    box = settled_box(paper_round(), [carol, dave], ["1", "1", "1"])
    likeness = PaperReading.objects.values_list("likeness", flat=True)
    assert len(set(likeness)) == 3
    guesses = {
        hashlib.sha256(f"likeness\x1f{box.round_id}\x1f{box.pk}\x1f1\x1f{number}\x1f[1]".encode()).hexdigest()
        for number in range(4)
    }
    assert guesses.isdisjoint(likeness)


def test_the_log_tells_of_work_on_boxes_and_nothing_of_slips(box):
    for event in AuditEvent.objects.filter(verb__contains="paper"):
        assert set(event.facts) <= {"form", "found", "unopened", "not_returned", "turn", "slips", "attempt"}


def test_a_slip_cannot_be_opened_as_another_slip(box):
    first, second = PaperReading.objects.all()[:2]
    smith = locksmith(box.round)
    with pytest.raises(Unreadable):
        smith.unlock("paper", first.finder, second.box)


def test_after_the_sealing_only_figures_of_the_paper_ballots_remain(box, carol, dave):
    sealed(box.round, carol, dave)
    assert not PaperReading.objects.exists()
    assert not Counterfoil.objects.exists()
    fields = {field.name for field in RefusedMarks._meta.concrete_fields}
    assert fields == {"id", "round", "round_pot", "reason", "slips"}
