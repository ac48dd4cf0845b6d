"""Annulling takes two officers and a reason; the ballot goes unread, and its voter is told."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from budgeting.ballots.actions import annul_ballot, save_draft
from budgeting.ballots.actions.telling import tell_of_annulment
from budgeting.ballots.refusals import BallotRefused
from budgeting.models import (
    Annulment,
    BallotDraft,
    CastKey,
    Consent,
    CountedBallot,
    PollBookEntry,
    SealedBallot,
)
from participation.accounts.rules import identity_of
from participation.clock import database_now
from participation.models import AuditEvent
from tests.factories.people import IdentityFactory
from tests.factories.rounds import cast, ended, open_round, sealed

pytestmark = pytest.mark.django_db
REASON = "The same person had voted with two identities."


def cannot(code: str):
    return pytest.raises(ValidationError, check=lambda refusal: refusal.code == code)


@pytest.fixture
def voter(alice):
    return identity_of(alice)


@pytest.fixture
def box(voter):
    round = open_round()
    cast(round, [1, 2], voter)
    cast(round, [3])
    save_draft(round=round, identity=voter, choices=[1], arrived_at=database_now())
    return round


def annul(actor, round, identity, **changes):
    told = {"ground": "twice", "reason": REASON, "may_vote_again": False, **changes}
    return annul_ballot(actor=actor, round=round, identity=identity, **told)


@pytest.fixture
def annulled(box, voter, carol, dave):
    """annulled(...): the voter's ballot, by two officers."""

    def by_two(**changes):
        assert annul(carol, box, voter, **changes) is None
        return annul(dave, box, voter, **changes)

    return by_two


def test_second_officer_takes_the_ballot_with_all_that_hangs_on_it_out(box, voter, carol, dave):
    assert annul(carol, box, voter) is None
    assert PollBookEntry.objects.filter(identity=voter).exists()

    annul(dave, box, voter)

    assert not PollBookEntry.objects.filter(identity=voter).exists()
    assert SealedBallot.objects.count() == CastKey.objects.count() == PollBookEntry.objects.count() == 1
    assert not BallotDraft.objects.exists()
    assert not Consent.objects.exists()
    sealed(box, carol, dave)
    assert list(CountedBallot.objects.values_list("choices", flat=True)) == [[3]]


def test_one_officer_alone_annuls_nothing(box, voter, carol):
    annul(carol, box, voter)
    with cannot("same_person"):
        annul(carol, box, voter)
    assert SealedBallot.objects.count() == 2


def test_second_officer_must_agree_to_the_same_terms(box, voter, carol, dave):
    annul(carol, box, voter)
    with cannot("other_terms"):
        annul(dave, box, voter, may_vote_again=True)
    assert not Annulment.objects.exists()


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "fiona", "audrey"])
def test_annulling_by_anyone_but_an_officer_is_refused(request, box, voter, who):
    with pytest.raises(PermissionDenied):
        annul(request.getfixturevalue(who), box, voter)
    assert not Consent.objects.exists()


def test_nothing_is_annulled_once_the_box_is_sealed(box, voter, carol, dave):
    sealed(box, carol, dave)
    with cannot("sealed"):
        annul(carol, box, voter)


def test_who_has_no_ballot_has_none_to_annul(box, carol):
    with cannot("no_ballot"):
        annul(carol, box, IdentityFactory())


def test_annulling_needs_a_reason_and_a_known_ground(box, voter, carol):
    with pytest.raises(ValidationError, match="Tell the person"):
        annul(carol, box, voter, reason=" ")
    with pytest.raises(ValidationError, match="Choose one"):
        annul(carol, box, voter, ground="because")


def test_annulling_after_the_end_is_in_time_until_sealing(box, annulled):
    ended(box)
    assert annulled() is not None


def test_who_may_not_vote_again_is_refused_and_nothing_is_kept(box, voter, annulled):
    annulled()
    with pytest.raises(BallotRefused, check=lambda refusal: refusal.code == "annulled"):
        cast(box, [2], voter)
    with pytest.raises(BallotRefused):
        save_draft(round=box, identity=voter, choices=[1], arrived_at=database_now())
    assert SealedBallot.objects.count() == 1
    assert not BallotDraft.objects.exists()


def test_who_may_vote_again_does_so_with_a_new_receipt(box, voter, annulled):
    before = PollBookEntry.objects.get(identity=voter).receipt
    annulled(may_vote_again=True)
    assert cast(box, [2], voter) != before


def test_log_holds_the_count_before_and_after_and_no_reason_or_choice(annulled, carol):
    annulled()
    event = AuditEvent.objects.get(verb="annul_ballot")
    assert (event.facts["ballots_before"], event.facts["ballots_after"]) == (2, 1)
    assert event.reason == ""
    assert AuditEvent.objects.get(verb="agree_first").actor_id == carol.pk


def test_person_is_told_why_and_how_to_appeal(box, alice, annulled, log_in):
    annulment = annulled()

    assert tell_of_annulment.func(annulment.pk) == 1

    body = mail.outbox[0].body
    assert mail.outbox[0].to == [alice.email]
    assert REASON in body
    assert "You cannot vote again" in body
    assert "Two other officers will look at it" in body
    page = log_in(alice).get(f"/rounds/{box.process.slug}/ballot/").content.decode()
    assert REASON in page
    assert "Two other officers will look at it" in page


def test_who_may_vote_again_reads_it_above_an_empty_ballot(box, alice, annulled, log_in):
    annulled(may_vote_again=True)
    page = log_in(alice).get(f"/rounds/{box.process.slug}/ballot/").content.decode()
    assert "You may vote again" in page
    assert "Review your ballot" in page


def test_officers_annul_in_the_back_office_the_second_on_a_screen_of_its_own(voter, carol, dave, box, log_in):
    receipt = PollBookEntry.objects.get(identity=voter).receipt
    form = {"who": receipt.lower(), "ground": "twice", "reason": REASON}
    log_in(carol).post(f"/admin/rounds/{box.pk}/do/annul/", form)
    consent = Consent.objects.get()
    second = log_in(dave)
    desk = second.get(f"/admin/rounds/{box.pk}/").content.decode()
    assert f"/admin/rounds/{box.pk}/second/{consent.pk}/" in desk
    asked = second.get(f"/admin/rounds/{box.pk}/second/{consent.pk}/").content.decode()
    assert REASON in asked

    second.post(f"/admin/rounds/{box.pk}/second/{consent.pk}/")

    assert Annulment.objects.get().identity == voter


def test_first_officer_takes_the_agreement_back(box, voter, carol, log_in):
    annul(carol, box, voter)
    consent = Consent.objects.get()
    log_in(carol).post(f"/admin/rounds/{box.pk}/second/{consent.pk}/", {"stop": "yes"})
    assert not Consent.objects.exists()
    assert SealedBallot.objects.count() == 2


@pytest.mark.parametrize("who", ["charlie", "bob", "fiona", "audrey"])
def test_nobody_but_officers_opens_the_second_screen(request, box, carol, log_in, who):
    annul(carol, box, box.poll_book.first().identity)
    consent = Consent.objects.get()
    answer = log_in(request.getfixturevalue(who)).post(f"/admin/rounds/{box.pk}/second/{consent.pk}/")
    assert answer.status_code in (302, 403)
    assert Consent.objects.exists()
