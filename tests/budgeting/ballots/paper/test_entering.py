"""Two people enter a box blind to each other; a third settles what differs; a box may be entered again."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from budgeting.ballots.box import locksmith
from budgeting.ballots.paper.actions import (
    begin_entry,
    enter_box_again,
    enter_slip,
    finish_entry,
    give_paper_ballot,
    open_paper_box,
)
from budgeting.ballots.paper.readings import differences, entries_of
from budgeting.models import PaperBox, PaperEntry, PaperReading, Round
from participation.audit.models import AuditEvent
from tests.factories.paper import desk_officer, enter, paper_box, paper_round, settle, settled_box, version_of
from tests.factories.people import IdentityFactory
from tests.factories.rounds import cast, ended, sealed

pytestmark = pytest.mark.django_db


def refused(code):
    return pytest.raises(ValidationError, check=lambda error: getattr(error, "code", None) == code)


def differing(box):
    return differences(locksmith(box.round), box, entries_of(box))


@pytest.fixture
def box(carol):
    return paper_box(paper_round(), carol, found=3)


def test_two_people_who_read_alike_settle_a_box(box, carol, dave):
    enter(box, carol, ["1 2", "b", "3"])
    assert box.settled is None
    enter(box, dave, ["2 1", "b", "3"])
    assert box.settled == 3


def test_one_person_cannot_read_a_box_twice(box, carol):
    entry = enter(box, carol, ["1", "2", "3"])
    with refused("same_person"):
        begin_entry(actor=carol, box=box, version=version_of(box))
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperEntry.objects.create(box=box, attempt=1, turn=2, entered_by=entry.entered_by)


def test_a_third_person_waits_until_there_is_something_to_settle(box, carol, dave, gwen):
    begin_entry(actor=carol, box=box, version=version_of(box))
    begin_entry(actor=dave, box=box, version=version_of(box))
    with refused("same_person"):
        begin_entry(actor=gwen, box=box, version=version_of(box))


def test_a_difference_is_settled_by_a_third_person_alone(box, carol, dave, gwen):
    enter(box, carol, ["1", "2", "3"])
    enter(box, dave, ["1", "3", "3"])
    assert box.settled is None
    assert differing(box) == [2]
    for reader in (carol, dave):
        with refused("same_person"):
            begin_entry(actor=reader, box=box, version=version_of(box))
    settle(box, gwen, {2: "2"})
    assert box.settled == 3


def test_settling_touches_no_slip_that_both_read_alike(box, carol, dave, gwen):
    enter(box, carol, ["1", "2", "3"])
    enter(box, dave, ["1", "3", "3"])
    entry = begin_entry(actor=gwen, box=box, version=version_of(box))
    with refused("number"):
        enter_slip(actor=gwen, entry=entry, number=1, text="2")
    with refused("differences"):
        finish_entry(actor=gwen, entry=entry)


def test_a_slip_that_one_person_read_twice_is_settled_as_not_there(box, carol, dave, gwen):
    enter(box, carol, ["1", "2", "3"])
    enter(box, dave, ["1", "2", "3", "3"], anyway=True)
    assert differing(box) == [4]
    settle(box, gwen, {4: "n"})
    assert box.settled == 3
    assert box.reconciles


def test_slips_of_another_form_are_refused_before_the_first_is_entered(box, carol):
    with pytest.raises(ValidationError, match="another form"):
        begin_entry(actor=carol, box=box, version="7K2M-9QXD")
    assert not PaperEntry.objects.exists()


def test_the_version_of_a_form_moves_with_anything_that_stands_on_it(carol):
    versions = set()
    for changes in ({}, {"mark_rule": "whole"}, {"projects": 2}, {"ballot_type": "approval"}):
        round = paper_round(**changes)
        versions.add(version_of(paper_box(round, carol, found=1)))
    assert len(versions) == 4


def test_a_slip_may_be_typed_again_and_none_be_left_out(box, carol, dave):
    entry = begin_entry(actor=carol, box=box, version=version_of(box))
    enter_slip(actor=carol, entry=entry, number=1, text="1")
    with refused("number"):
        enter_slip(actor=carol, entry=entry, number=3, text="1")
    enter_slip(actor=carol, entry=entry, number=1, text="2")
    entry.refresh_from_db()
    assert (entry.slips, PaperReading.objects.count()) == (1, 1)
    with pytest.raises(PermissionDenied):
        enter_slip(actor=dave, entry=entry, number=2, text="1")


def test_a_pile_of_another_number_is_asked_about_once(box, carol):
    entry = begin_entry(actor=carol, box=box, version=version_of(box))
    enter_slip(actor=carol, entry=entry, number=1, text="1")
    with refused("total"):
        finish_entry(actor=carol, entry=entry)
    finish_entry(actor=carol, entry=entry, anyway=True)
    with refused("closed"):
        enter_slip(actor=carol, entry=entry, number=2, text="1")


def test_a_box_is_entered_again_against_its_totals_and_earlier_readings_stay_out(box, carol, dave):
    for person in (carol, dave):
        enter(box, person, ["1", "1", "1"])
    with pytest.raises(ValidationError):
        enter_box_again(actor=carol, box=box, reason=" ")
    enter_box_again(actor=carol, box=box, reason="The pile had been mixed up.")
    box.refresh_from_db()
    assert (box.settled, box.attempt, box.found) == (None, 2, 3)
    for person in (dave, carol):
        enter(box, person, ["2", "2", "2"])
    assert box.settled == 3
    sealed(box.round, carol, dave)
    assert list(box.round.counted_ballots.values_list("choices", flat=True)) == [[2]] * 3
    assert AuditEvent.objects.get(verb="enter_paper_box_again").reason == "The pile had been mixed up."


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "fiona", "audrey"])
def test_boxes_are_for_officers_alone(request, box, who):
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        begin_entry(actor=person, box=box, version=version_of(box))
    with pytest.raises(PermissionDenied):
        open_paper_box(actor=person, round=box.round, place="Library", area_id=None, found=1)
    with pytest.raises(PermissionDenied):
        enter_box_again(actor=person, box=box, reason="Again")


def test_no_box_is_opened_while_people_vote_or_after_the_sealing(carol, dave):
    voting, over = paper_round(), sealed(paper_round(), carol, dave)
    for round in (voting, over):
        with pytest.raises(PermissionDenied):
            open_paper_box(actor=carol, round=round, place="Library", area_id=None, found=1)


def test_a_sealed_box_is_not_entered_again(carol, dave):
    box = settled_box(paper_round(), [carol, dave], ["1"])
    sealed(box.round, carol, dave)
    with pytest.raises(PermissionDenied):
        enter_box_again(actor=carol, box=box, reason="Too late")


def test_one_place_has_one_box_of_a_form(box, carol):
    with pytest.raises(ValidationError) as refusal:
        paper_box(box.round, carol, found=1)
    assert "place" in refusal.value.message_dict


def test_only_as_many_envelopes_stay_shut_as_are_on_the_list(carol):
    round, anna = paper_round(paper_rule=Round.PaperRule.ONLINE_COUNTS), IdentityFactory()
    give_paper_ballot(actor=desk_officer(), round=round, identity=anna)
    cast(round, [1], anna)
    ended(round)
    with pytest.raises(ValidationError, match="1 envelopes"):
        paper_box(round, carol, found=3, unopened=2)
    box = paper_box(round, carol, found=3, unopened=1)
    assert box.expected == 2


def test_a_box_with_nothing_to_enter_is_settled_at_once(carol):
    assert paper_box(paper_round(), carol, found=0).settled == 0
    assert PaperBox.objects.count() == 1
