"""A round whose key is lost becomes void by two officers: its money is free, and its vote is repeated."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from budgeting.ballots.actions import seal_box, void_round
from budgeting.ballots.refusals import BallotRefused
from budgeting.models import Pot, RoundVoid, SealedBallot
from budgeting.rounds.keys import destroy_key
from participation.accounts.rules import identity_of
from participation.models import AuditEvent, Notice
from participation.notices.actions import follow
from tests.factories.rounds import cast, ended, open_round

pytestmark = pytest.mark.django_db
REASON = "The disk with the key broke."


def cannot(code: str):
    return pytest.raises(ValidationError, check=lambda refusal: refusal.code == code)


@pytest.fixture
def lost():
    round = open_round()
    cast(round, [1])
    cast(round, [2])
    destroy_key(round.key_id)
    return round


def void(round, *officers):
    for officer in officers:
        done = void_round(actor=officer, round=round, reason=REASON)
    return done


def test_two_officers_free_the_money_and_empty_the_box(lost, carol, dave):
    assert void(lost, carol) is None
    done = void(lost, dave)

    pot = Pot.objects.select_related("free", "reserved").get()
    assert (pot.free.balance, pot.reserved.balance) == (100_000, 0)
    assert (done.reason, done.voters) == (REASON, 2)
    assert not SealedBallot.objects.exists()
    assert lost.poll_book.count() == 2
    assert type(lost).objects.get(pk=lost.pk).state() == "void"
    assert AuditEvent.objects.get(verb="void_round").actor_id == dave.pk


def test_followers_are_told(lost, alice, carol, dave):
    follow(user=alice, thing=lost.process)
    void(lost, carol, dave)
    assert Notice.objects.get(person=alice).event == "round-void"


def test_a_round_whose_key_is_there_is_not_voided(carol):
    with cannot("key"):
        void(open_round(), carol)


def test_a_void_round_is_not_voided_again_nor_voted_in_nor_sealed(lost, carol, dave):
    void(lost, carol, dave)
    with cannot("void"):
        void(lost, carol)
    with pytest.raises(BallotRefused, check=lambda refusal: refusal.code == "void"):
        cast(lost, [1])
    with cannot("key"):
        seal_box(actor=carol, round=ended(lost))
    assert not type(lost).objects.open().exists()
    assert not type(lost).objects.ended().exists()


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "fiona", "audrey"])
def test_voiding_by_anyone_but_an_officer_is_refused(request, lost, who):
    with pytest.raises(PermissionDenied):
        void(lost, request.getfixturevalue(who))
    assert not RoundVoid.objects.exists()


def test_page_says_that_the_vote_is_repeated_and_why(lost, carol, dave, client):
    void(lost, carol, dave)
    page = client.get(lost.get_absolute_url()).content.decode()
    assert "This vote is void" in page
    assert REASON in page


def test_no_page_of_a_void_round_promises_a_result_or_says_that_a_ballot_is_in(carol, dave, alice, log_in):
    round = open_round()
    cast(round, [1], identity_of(alice))
    destroy_key(round.key_id)
    void(round, carol, dave)
    reader = log_in(alice)
    result = reader.get(reverse("result", args=[round.process.slug])).content.decode()
    assert "This vote is void" in result
    assert "Voting ends on" not in result
    receipt = reader.get(reverse("ballot_in", args=[round.process.slug]), follow=True).content.decode()
    assert "This vote is void" in receipt
    assert "Your ballot is in" not in receipt


def test_desk_offers_it_only_when_the_key_is_lost(lost, carol, log_in):
    officer = log_in(carol)
    assert "/do/void/" in officer.get(f"/admin/rounds/{lost.pk}/").content.decode()
    assert "/do/void/" not in officer.get(f"/admin/rounds/{open_round().pk}/").content.decode()
    officer.post(f"/admin/rounds/{lost.pk}/do/void/", {"reason": REASON})
    assert "Waits for a second officer" in officer.get(f"/admin/rounds/{lost.pk}/").content.decode()


def test_void_round_stands_nowhere_on_its_timeline_and_shows_no_number_of_voters(lost, carol, dave, client):
    void(lost, carol, dave)
    page = client.get(lost.get_absolute_url()).content.decode()
    assert "This vote is void" in page
    assert "You are here" not in page
    assert "People who voted" not in page
    of_process = client.get(lost.process.get_absolute_url()).content.decode()
    assert "Void" in of_process
    assert "You are here" not in of_process
    hall = client.get(reverse("hall", args=[lost.process.slug])).content.decode()
    assert "This vote is void. It will be repeated as a new round." in hall
    assert "People who voted" not in hall
