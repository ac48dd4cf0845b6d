"""One code in many browsers at the same moment: one ballot, and each browser is told the truth about it."""

import datetime
from io import BytesIO

import pytest

from budgeting.ballots.actions import read_own_choices
from budgeting.ballots.codes import admitting
from budgeting.ballots.codes.admitting import cast_in_session, enter_code
from budgeting.ballots.codes.batches import cancel_batch
from budgeting.ballots.codes.handing import hand_voting_code
from budgeting.ballots.codes.models import Admission
from budgeting.ballots.codes.typed import session_mark
from budgeting.ballots.voter import Pass
from budgeting.models import Elector, PollBookEntry, SealedBallot
from participation.accounts.actions import upload_census
from participation.accounts.desk import Decision
from participation.accounts.papers import Papers, Who
from participation.accounts.rules import identity_of
from participation.clock import database_now
from participation.models import Identity
from tests.conftest import staff
from tests.factories.codes import batch_of, code_for, school_round
from tests.factories.people import IdentityFactory
from tests.factories.rounds import open_round
from tests.races import AT_ONCE, kinds, together, without_constraint

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
NOORA = Papers("Noora Lind", datetime.date(1951, 3, 4), "HB1 2AB")


def entering(round, code, browser):
    arrived = database_now()
    return lambda: enter_code(round=round, code=code, arrived_at=arrived, where=f"browser {browser}")


def casting(round, shown, browser, choices):
    """What the browser with this number sends; each has a basket and a retry key of its own."""
    passing = Pass(round.pk, shown.identity.pk, f"basket {browser}", 0, shown.admission)
    arrived = database_now()
    return lambda: cast_in_session(
        round=round,
        identity=shown.identity,
        choices=choices,
        key=f"key {browser}",
        arrived_at=arrived,
        shown=passing,
    )


def in_many_browsers(round, shown):
    """Each casts other choices than its neighbours; gives what each was told."""
    return together([casting(round, shown, number, [number % 3 + 1]) for number in range(AT_ONCE)])


def test_one_code_in_many_browsers_casts_one_ballot_and_the_others_are_told(alice):
    round = open_round(opens_to_codes=True)
    shown = entering(round, code_for(round, identity_of(alice)), 0)()
    outcomes = in_many_browsers(round, shown)
    assert kinds(outcomes) == {"done": 1, "code_spent": AT_ONCE - 1}
    [winner] = [number for number, told in enumerate(outcomes) if isinstance(told, str)]
    assert PollBookEntry.objects.get().receipt == outcomes[winner]
    own = read_own_choices(round=round, identity=shown.identity)
    assert own == (winner % 3 + 1,), "the ballot of who was told that it is in"
    assert Admission.objects.get().spent == session_mark(f"basket {winner}")


def test_control_without_a_code_that_is_spent_once_all_browsers_are_told_it_is_in(alice, monkeypatch):
    def spend_anyway(shown):
        Admission.objects.filter(pk=shown.admission).update(spent=session_mark(shown.basket), identity=None)

    monkeypatch.setattr(admitting, "_spend", spend_anyway)
    round = open_round(opens_to_codes=True)
    shown = entering(round, code_for(round, identity_of(alice)), 0)()
    assert kinds(in_many_browsers(round, shown)) == {"done": AT_ONCE}
    assert SealedBallot.objects.count() == 1


def test_a_pupil_s_code_shown_in_many_browsers_is_one_pupil_with_one_ballot(carol):
    round = school_round()
    _batch, [code] = batch_of(round, carol, size=1)
    shown = together([entering(round, code, number) for number in range(AT_ONCE)])
    assert kinds(shown) == {"done": AT_ONCE}, shown
    assert len(set(shown)) == 1
    assert Elector.objects.count() == Identity.objects.filter(way="code").count() == 1
    casts = [casting(round, shown[0], number, [9]) for number in range(AT_ONCE)]
    assert kinds(together(casts)) == {"done": 1, "code_spent": AT_ONCE - 1}
    assert PollBookEntry.objects.count() == SealedBallot.objects.count() == 1


def test_a_code_cast_while_its_batch_is_cancelled_is_in_or_refused(carol):
    round = school_round()
    batch, codes = batch_of(round, carol, size=AT_ONCE - 1)
    shown = [entering(round, code, number)() for number, code in enumerate(codes)]
    casts = [casting(round, each, number, [9]) for number, each in enumerate(shown)]
    middle = AT_ONCE // 2
    cancelling = [lambda: cancel_batch(actor=carol, batch=batch, reason="Left on the bus")]
    found = kinds(together([*casts[:middle], *cancelling, *casts[middle:]]))
    assert found.keys() <= {"done", "code_spent"}
    spent = Admission.objects.exclude(spent="").count()
    assert PollBookEntry.objects.count() == SealedBallot.objects.count() == spent == found["done"] - 1


def handing(officer, round, **given):
    return lambda: hand_voting_code(actor=officer, round=round, papers=NOORA, **given)


@pytest.fixture
def listed(carol, harbour):
    line = "Noora Lind,1951-03-04,HB1 2AB,Harbour ward"
    upload_census(actor=carol, file=BytesIO(f"name,date of birth,postcode,ward\n{line}\n".encode()))


def test_many_desks_that_hand_one_person_a_code_leave_one_that_works(listed):
    round = open_round(opens_to_codes=True)
    desks = [staff(f"Desk{number}", "officer") for number in range(AT_ONCE)]
    codes = together([handing(desk, round) for desk in desks])
    assert kinds(codes) == {"done": AT_ONCE}, codes
    assert Admission.objects.count() == 1
    assert Identity.objects.filter(user=None).count() == 1
    shown = together([entering(round, code, number) for number, code in enumerate(codes)])
    assert kinds(shown) == {"done": 1, "wrong": AT_ONCE - 1}


def test_desks_of_a_town_without_a_register_hand_one_person_one_code(harbour):
    round = open_round(opens_to_codes=True)
    decision = Decision(who=Who.NEW, reason="passport", area=harbour)
    desks = [staff(f"Desk{number}", "officer") for number in range(AT_ONCE)]
    outcomes = together([handing(desk, round, decision=decision) for desk in desks])
    assert kinds(outcomes).keys() <= {"done", "undecided"}, outcomes
    assert Admission.objects.count() == 1


def test_a_card_for_which_two_people_stand_at_two_desks_is_one_person_s(listed, carol):
    round = open_round(opens_to_codes=True)
    _batch, [card] = batch_of(round, carol, size=1, electorate=None)
    desks = [staff(f"Desk{number}", "officer") for number in range(AT_ONCE)]
    found = kinds(together([handing(desk, round, card=card) for desk in desks]))
    assert found["done"] >= 1
    assert Admission.objects.get().identity is not None


def test_the_database_keeps_two_waiting_codes_from_one_person(alice):
    assert waiting_codes(identity_of(alice)) == {"done": 1, "IntegrityError": AT_ONCE - 1}


def test_control_without_the_constraint_one_person_has_many_waiting_codes(alice):
    with without_constraint(Admission, "one_waiting_admission_a_person"):
        assert waiting_codes(identity_of(alice)) == {"done": AT_ONCE}


def waiting_codes(person):
    round = open_round(opens_to_codes=True)
    return kinds(together([lambda: code_for(round, person)] * AT_ONCE))


def test_an_old_card_that_a_browser_still_holds_casts_nothing_once_the_desk_gave_another(listed, carol):
    round = open_round(opens_to_codes=True)
    _batch, codes = batch_of(round, carol, size=2, electorate=None)
    handing(carol, round, card=codes[0])()
    held = entering(round, codes[0], 0)()
    handing(carol, round, card=codes[1])()
    Admission.objects.filter(pk=held.admission).update(identity=IdentityFactory())
    assert kinds(together([casting(round, held, 0, [1])])) == {"code_spent": 1}
    assert not PollBookEntry.objects.exists()
    assert Admission.objects.get(pk=held.admission).spent == "", "the card is another person's now"
