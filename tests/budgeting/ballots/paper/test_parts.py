"""Who gives paper ballots out never sees a slip, and who sees slips gives none out: no clerk has both."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from budgeting.ballots.paper.actions import begin_entry, give_paper_ballot, open_paper_box
from budgeting.models import Counterfoil, PaperBox, PaperEntry, PaperPart, PollBookEntry
from tests.budgeting.ballots.test_races import together
from tests.factories.paper import enter, give, paper_box, paper_round, version_of
from tests.factories.people import IdentityFactory
from tests.factories.rounds import ended

pytestmark = pytest.mark.django_db


def other_part():
    return pytest.raises(ValidationError, check=lambda refusal: refusal.code == "other_part")


def given(round, officer, **more):
    return give_paper_ballot(actor=officer, round=round, identity=IdentityFactory(), **more)


def test_who_gave_a_ballot_out_opens_and_enters_no_box(carol, dave):
    round = paper_round()
    given(round, carol)
    box = paper_box(round, dave, found=1)
    with other_part():
        open_paper_box(actor=carol, round=round, place="Library", area_id=None, found=1)
    with other_part():
        begin_entry(actor=carol, box=box, version=version_of(box))
    assert PaperBox.objects.count() == 1
    assert not PaperEntry.objects.exists()


def test_who_opened_or_entered_a_box_gives_no_ballot_out(carol, dave):
    round = paper_round()
    give(round)
    box = paper_box(round, carol, found=1)
    enter(box, dave, ["1"])
    for officer in (carol, dave):
        with other_part():
            given(round, officer, reason="It came in time.")
    assert Counterfoil.objects.count() == PollBookEntry.objects.count() == 1


def test_who_settles_a_difference_gave_none_out(carol, dave):
    from tests.conftest import staff

    round, gwen = paper_round(), staff("Gwen", "officer")
    given(round, gwen)
    box = paper_box(round, carol, found=1)
    enter(box, carol, ["1"])
    enter(box, dave, ["2"])
    with other_part():
        begin_entry(actor=gwen, box=box, version=version_of(box))


def test_part_is_of_one_round_alone(carol):
    given(paper_round(), carol)
    assert paper_box(paper_round(), carol, found=1)


def test_refused_act_takes_no_part(carol):
    round = paper_round()
    with pytest.raises(ValidationError, match="Say where the box stood"):
        open_paper_box(actor=carol, round=ended(round), place=" ", area_id=None, found=1)
    assert not PaperPart.objects.exists()


def test_database_keeps_a_person_to_one_part(carol):
    round = paper_round()
    PaperPart.objects.create(round=round, person=carol, part="desk")
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperPart.objects.create(round=round, person=carol, part="boxes")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_both_parts_at_once_are_never_one_persons(carol):
    round = ended(paper_round())
    acts = [
        lambda: given(round, carol, reason="In time."),
        lambda: open_paper_box(actor=carol, round=round, place="Library", area_id=None, found=1),
    ]
    outcomes = together(acts * 3)
    assert len(set(PaperPart.objects.values_list("person", "part"))) == 1
    assert bool(Counterfoil.objects.count()) is not bool(PaperBox.objects.count())
    assert any(isinstance(each, ValidationError) for each in outcomes)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_control_without_the_constraint_both_parts_stand_side_by_side(carol, monkeypatch):
    round, constraint = paper_round(), PaperPart._meta.constraints[0]
    with monkeypatch.context() as without, connection.schema_editor() as editor:
        without.setattr(PaperPart._meta, "constraints", [])  # SQLite makes the table anew from these
        editor.remove_constraint(PaperPart, constraint)
    try:
        for part in PaperPart.Part.values:
            PaperPart.objects.create(round=round, person=carol, part=part)
        assert PaperPart.objects.filter(person=carol).count() == 2
    finally:
        PaperPart.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(PaperPart, constraint)
