"""Paper and online at the same moment: one ballot for each person, and none lost at the sealing."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from budgeting.ballots.actions import seal_box
from budgeting.ballots.paper.actions import begin_entry, enter_slip, give_paper_ballot
from budgeting.ballots.refusals import BallotRefused
from budgeting.models import CountedBallot, Counterfoil, PaperEntry, PaperReading, PollBookEntry, SealedBallot
from participation.accounts.rules import identity_of
from tests.budgeting.ballots.test_races import together
from tests.conftest import staff
from tests.factories.paper import desk_officer, enter, give, paper_box, paper_round, version_of
from tests.factories.people import IdentityFactory
from tests.factories.rounds import cast, ended

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def giving(round, officer, voter):
    return lambda: give_paper_ballot(actor=officer, round=round, identity=voter)


def test_five_desks_at_once_give_one_paper_ballot(alice):
    round, voter = paper_round(), identity_of(alice)
    desks = [staff(f"Desk{number}", "officer") for number in range(5)]
    outcomes = together([giving(round, desk, voter) for desk in desks])
    assert sum(isinstance(each, Counterfoil) for each in outcomes) == 1
    assert sum(isinstance(each, ValidationError) for each in outcomes) == 4
    assert Counterfoil.objects.count() == PollBookEntry.objects.count() == 1


@pytest.mark.parametrize("rule", ["paper", "online"])
def test_desk_and_online_at_once_leave_the_ballot_that_the_rule_names(carol, alice, rule):
    round, voter = paper_round(paper_rule=rule), identity_of(alice)
    cast_online = [lambda key=key: cast(round, [1], voter, key=key) for key in ("a", "b", "c")]
    outcomes = together([giving(round, carol, voter), *cast_online])
    allowed = (str, Counterfoil, BallotRefused, ValidationError)
    assert all(isinstance(each, allowed) for each in outcomes), outcomes
    entry = PollBookEntry.objects.get()
    assert entry.channel == rule
    assert SealedBallot.objects.count() == (1 if rule == "online" else 0)
    given = Counterfoil.objects.filter(state="given").count()
    assert given == (0 if rule == "online" else 1)


def test_two_people_who_begin_at_once_take_different_turns(carol):
    box = paper_box(paper_round(), carol, found=2)
    people = [carol, *(staff(f"Clerk{number}", "officer") for number in range(3))]
    version = version_of(box)

    def beginning(person):
        return lambda: begin_entry(actor=person, box=box, version=version)

    outcomes = together([beginning(person) for person in people])
    assert sum(isinstance(each, PaperEntry) for each in outcomes) == 2
    assert sorted(PaperEntry.objects.values_list("turn", flat=True)) == [1, 2]


def test_a_double_press_keeps_one_reading(carol):
    box = paper_box(paper_round(), carol, found=2)
    entry = begin_entry(actor=carol, box=box, version=version_of(box))
    together([lambda: enter_slip(actor=carol, entry=entry, number=1, text="1")] * 4)
    entry.refresh_from_db()
    assert (entry.slips, PaperReading.objects.count()) == (1, 1)


def test_sealing_against_late_counterfoils_counts_only_what_is_settled(carol, dave):
    round = paper_round()
    give(round, people=2)
    box = paper_box(round, carol, found=2)
    for person in (carol, dave):
        enter(box, person, ["1", "2"])
    ended(round)
    seal_box(actor=carol, round=round)
    voters, desk = [IdentityFactory() for _ in range(4)], desk_officer()

    def late(voter):
        return lambda: give_paper_ballot(actor=desk, round=round, identity=voter, reason="In time.")

    acts = [late(voter) for voter in voters]
    outcomes = together([*acts[:2], lambda: seal_box(actor=dave, round=round), *acts[2:]])
    assert outcomes.pop(2) is True
    assert all(isinstance(each, (Counterfoil, PermissionDenied)) for each in outcomes), outcomes
    assert list(CountedBallot.objects.values_list("choices", flat=True)) == [[1], [2]]
    assert not PaperReading.objects.exists()
    assert not Counterfoil.objects.exists()
