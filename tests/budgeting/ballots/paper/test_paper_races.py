"""Paper and online at the same moment: one ballot for each person, and none lost at the sealing."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from budgeting.ballots.actions import seal_box
from budgeting.ballots.paper.actions import (
    begin_entry,
    enter_box_again,
    enter_slip,
    entering,
    give_paper_ballot,
    issuing,
)
from budgeting.ballots.paper.forms_of import form_for
from budgeting.ballots.refusals import BallotRefused
from budgeting.models import (
    CountedBallot,
    Counterfoil,
    PaperEntry,
    PaperReading,
    PollBookEntry,
    Round,
    SealedBallot,
)
from participation.accounts.rules import identity_of
from tests.conftest import staff
from tests.factories.paper import desk_officer, enter, give, paper_box, paper_round, settled_box, version_of
from tests.factories.people import IdentityFactory
from tests.factories.rounds import cast, ended
from tests.races import AT_ONCE, closing, kinds, together, without_constraint, without_transaction

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def giving(round, officer, voter):
    return lambda: give_paper_ballot(actor=officer, round=round, identity=voter)


def at_many_desks(voter):
    round = paper_round()
    desks = [staff(f"Desk{number}", "officer") for number in range(AT_ONCE)]
    return kinds(together([giving(round, desk, voter) for desk in desks]))


def test_many_desks_at_once_give_one_paper_ballot(alice):
    assert at_many_desks(identity_of(alice)) == {"done": 1, "given": AT_ONCE - 1}
    assert Counterfoil.objects.count() == PollBookEntry.objects.count() == 1


def test_the_database_alone_keeps_a_second_paper_ballot_from_a_person(alice, monkeypatch):
    """Even if no desk looked into the poll book."""
    monkeypatch.setattr(issuing, "_mark_poll_book", lambda round, identity: None)
    assert at_many_desks(identity_of(alice)) == {"done": 1, "IntegrityError": AT_ONCE - 1}
    assert Counterfoil.objects.count() == 1


def test_control_without_the_constraint_each_desk_gives_one(alice, monkeypatch):
    monkeypatch.setattr(issuing, "_mark_poll_book", lambda round, identity: None)
    with without_constraint(Counterfoil, "one_person_one_paper_ballot"):
        assert at_many_desks(identity_of(alice)) == {"done": AT_ONCE}
        assert Counterfoil.objects.count() == AT_ONCE


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


def begin_together(box, people):
    version = version_of(box)

    def beginning(person):
        return lambda: begin_entry(actor=person, box=box, version=version)

    return kinds(together([beginning(person) for person in people]))


def turns():
    return sorted(PaperEntry.objects.values_list("turn", flat=True))


def test_many_people_who_begin_at_once_take_two_different_turns(carol):
    box = paper_box(paper_round(), carol, found=2)
    people = [carol, *(staff(f"Clerk{number}", "officer") for number in range(AT_ONCE - 1))]
    assert begin_together(box, people) == {"done": 2, "same_person": AT_ONCE - 2}
    assert turns() == [1, 2]
    assert PaperEntry.objects.values("entered_by").distinct().count() == 2


def test_one_person_in_many_windows_has_one_turn(carol):
    box = paper_box(paper_round(), carol, found=2)
    assert begin_together(box, [carol] * AT_ONCE) == {"done": AT_ONCE}
    assert turns() == [1]


def turns_without_a_look(monkeypatch):
    """Every window takes the next turn, as if none saw who has the first."""
    free = iter([1, 2] * AT_ONCE)
    monkeypatch.setattr(entering, "next_turn", lambda *seen: next(free))


def test_the_database_alone_keeps_both_entries_from_one_person(carol, monkeypatch):
    box = paper_box(paper_round(), carol, found=2)
    turns_without_a_look(monkeypatch)
    assert begin_together(box, [carol] * AT_ONCE).keys() == {"done", "IntegrityError"}
    assert len(turns()) == 1


def test_control_without_the_constraint_one_person_reads_a_box_twice(carol, monkeypatch):
    box = paper_box(paper_round(), carol, found=2)
    turns_without_a_look(monkeypatch)
    with without_constraint(PaperEntry, "each_entry_by_another"):
        assert begin_together(box, [carol] * AT_ONCE) == {"done": AT_ONCE}
        assert turns() == [1, 2]


def test_a_double_press_keeps_one_reading(carol):
    box = paper_box(paper_round(), carol, found=2)
    entry = begin_entry(actor=carol, box=box, version=version_of(box))
    together([lambda: enter_slip(actor=carol, entry=entry, number=1, text="1")] * AT_ONCE)
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
    voters, desk = [IdentityFactory() for _ in range(AT_ONCE - 1)], desk_officer()

    def late(voter):
        return lambda: give_paper_ballot(actor=desk, round=round, identity=voter, reason="In time.")

    acts = [late(voter) for voter in voters]
    middle = AT_ONCE // 2
    outcomes = together([*acts[:middle], lambda: seal_box(actor=dave, round=round), *acts[middle:]])
    assert outcomes.pop(middle) is True
    assert all(isinstance(each, (Counterfoil, PermissionDenied)) for each in outcomes), outcomes
    assert list(CountedBallot.objects.values_list("choices", flat=True)) == [[1], [2]]
    assert not PaperReading.objects.exists()
    assert not Counterfoil.objects.exists()


def test_sealing_against_entering_again_counts_whole_boxes_or_nothing(carol, dave):
    """A settled box is begun anew, read by many and sealed, all at once."""
    round = paper_round()
    give(round, people=2)
    box = settled_box(round, [carol, dave], ["1", "2"])
    seal_box(actor=carol, round=round)
    version, clerks = version_of(box), [staff(f"Clerk{number}", "officer") for number in range(AT_ONCE - 7)]

    def reading(clerk):
        def read():
            entry = begin_entry(actor=clerk, box=box, version=version)
            enter_slip(actor=clerk, entry=entry, number=1, text="3")

        return read

    sealing = [lambda: seal_box(actor=dave, round=round)] * 4
    again = [lambda: enter_box_again(actor=carol, box=box, reason="Doubt.")] * 3
    acts = [reading(clerk) for clerk in clerks]
    outcomes = together([*acts[::2], *sealing, *again, *acts[1::2]])
    assert all(not isinstance(each, Exception) or refused(each) for each in outcomes), outcomes
    round.refresh_from_db()
    box.refresh_from_db()
    if round.sealed_at is None:
        assert not CountedBallot.objects.exists()
        assert PaperReading.objects.count() >= 4
    else:
        assert list(CountedBallot.objects.values_list("choices", flat=True)) == [[1], [2]]
        assert not PaperReading.objects.exists()
        assert (box.attempt, box.settled) == (1, 2)


def refused(problem):
    return isinstance(problem, (PermissionDenied, ValidationError))


def test_control_without_the_round_s_lock_a_counterfoil_outlives_the_sealing(carol, dave, monkeypatch):
    """A desk looked while the box was open, and goes on when it is sealed: nobody counts that slip."""
    round, voter, giver = paper_round(paper_rule="online"), IdentityFactory(), desk_officer()
    give(round, people=1)
    box = paper_box(round, carol, found=1)
    for person in (carol, dave):
        enter(box, person, ["1"])
    ended(round)
    seal_box(actor=carol, round=round)
    unlocked = Round.objects.select_related("process", "phase")
    monkeypatch.setattr(issuing, "enter_box", lambda round: unlocked.get(pk=round.pk))
    looked, sealed = threading.Event(), threading.Event()

    def form_later(*asked):
        looked.set()
        assert sealed.wait(30)
        return form_for(*asked)

    monkeypatch.setattr(issuing, "form_for", form_later)
    late = without_transaction(give_paper_ballot)
    with ThreadPoolExecutor(1) as pool:
        desk = pool.submit(closing(lambda: late(actor=giver, round=round, identity=voter, reason="In time.")))
        assert looked.wait(30)
        try:
            assert seal_box(actor=dave, round=round) is True
        finally:
            sealed.set()
        assert isinstance(desk.result(30), Counterfoil)
    assert Counterfoil.objects.count() == 1
    assert PollBookEntry.objects.count() == CountedBallot.objects.count() + 1
