"""The desk hands a voting code to who showed papers: it opens that person's own ballot, account or not."""

import datetime
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from budgeting.ballots.codes.admitting import enter_code
from budgeting.ballots.codes.handing import hand_voting_code
from budgeting.ballots.paper.actions import give_by_papers
from budgeting.ballots.voter import Pass, admit, voter_of
from budgeting.models import Admission, PollBookEntry, Round
from participation.accounts.actions import upload_census, verify_by_census
from participation.accounts.desk import Decision
from participation.accounts.papers import Papers, Who
from participation.accounts.rules import needs_second_way
from participation.clock import database_now
from participation.models import AuditEvent, Identity
from tests.budgeting.ballots.test_codes import cast_with, entered
from tests.budgeting.ballots.test_voter import request_of
from tests.factories.codes import batch_of, school_round
from tests.factories.people import UserFactory
from tests.factories.rounds import ended, open_round

pytestmark = pytest.mark.django_db
BORN = datetime.date(1951, 3, 4)
NOORA = Papers("Noora Lind", BORN, "HB1 2AB")


@pytest.fixture
def round(carol, harbour):
    upload_census(
        actor=carol,
        file=BytesIO(b"name,date of birth,postcode,ward\nNoora Lind,1951-03-04,HB1 2AB,Harbour ward\n"),
    )
    return open_round(opens_to_codes=True)


def handed(round, carol, **given):
    return hand_voting_code(actor=carol, round=round, papers=NOORA, **given)


def test_a_person_without_email_gets_a_code_that_opens_her_own_ballot(round, carol):
    code = handed(round, carol)
    shown = entered(round, code)
    assert (shown.identity.user, shown.identity.birth_year) == (None, 1951)
    cast_with(round, shown, [1])
    assert PollBookEntry.objects.get().identity == shown.identity
    event = AuditEvent.objects.get(verb="hand_voting_code")
    assert code not in str(event.facts)
    assert "Noora" not in str(event.facts)


def test_a_new_code_ends_the_one_before(round, carol):
    first, second = handed(round, carol), handed(round, carol)
    with pytest.raises(ValidationError):
        entered(round, first)
    assert entered(round, second)


def test_a_printed_card_for_residents_is_made_out_once(round, carol):
    _batch, codes = batch_of(round, carol, electorate=None)
    assert handed(round, carol, card=codes[0].lower()) == codes[0]
    assert entered(round, codes[0]).identity.birth_year == 1951
    with pytest.raises(ValidationError) as refusal:
        handed(round, carol, card="AAAAA-AAAAA")
    assert "card" in refusal.value.error_dict
    cast_with(round, entered(round, codes[0]), [1])
    with pytest.raises(ValidationError):
        handed(round, carol, card=codes[0])


def test_a_pupils_card_is_never_made_out_to_a_resident(carol, round):
    school = school_round()
    _batch, codes = batch_of(school, carol)
    with pytest.raises(ValidationError):
        hand_voting_code(actor=carol, round=school, papers=NOORA, card=codes[0])


def test_with_an_account_it_is_the_same_person_and_the_account_hears_of_it(
    round, carol, django_capture_on_commit_callbacks, mailoutbox
):
    user = UserFactory()
    identity = verify_by_census(user=user, name="Noora Lind", birth_date=BORN, postcode="HB1 2AB")
    with django_capture_on_commit_callbacks(execute=True):
        code = handed(round, carol)
    assert entered(round, code).identity == identity
    from budgeting.ballots.codes.tasks import tell_of_voting_code

    tell_of_voting_code.func(user.pk, round.pk)
    assert any(user.email in mail.to and code not in mail.body for mail in mailoutbox)


def test_papers_let_the_card_vote_without_confirming_somebody_elses_account(round, carol):
    landlord = UserFactory()
    identity = verify_by_census(user=landlord, name="Noora Lind", birth_date=BORN, postcode="HB1 2AB")
    assert needs_second_way(identity)
    shown = entered(round, handed(round, carol))
    request = request_of()
    admit(request, round, shown.identity, shown.admission)
    assert not needs_second_way(voter_of(request, round))
    assert needs_second_way(Identity.objects.get(pk=identity.pk))


def test_who_is_not_in_the_register_is_decided_by_the_officer(round, carol, harbour):
    stranger = Papers("Ada New", BORN, "HB9 9ZZ")
    with pytest.raises(ValidationError) as refusal:
        hand_voting_code(actor=carol, round=round, papers=stranger)
    assert refusal.value.code == "undecided"
    decision = Decision(who=Who.NEW, reason="passport", area=harbour)
    code = hand_voting_code(actor=carol, round=round, papers=stranger, decision=decision)
    assert entered(round, code).identity.area == harbour


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "audrey", "fiona"])
def test_only_officers_hand_codes(request, round, who):
    with pytest.raises(PermissionDenied):
        handed(round, request.getfixturevalue(who))


def test_no_code_after_the_vote_nor_where_the_round_takes_none(round, carol):
    with pytest.raises(PermissionDenied):
        handed(open_round(), carol)
    with pytest.raises(PermissionDenied):
        handed(ended(round), carol)


def test_an_officer_hands_no_code_to_themselves(round, carol):
    verify_by_census(user=carol, name="Noora Lind", birth_date=BORN, postcode="HB1 2AB")
    with pytest.raises(ValidationError):
        handed(round, carol)


def test_the_desk_screen_shows_the_code_once(round, carol, log_in):
    address = reverse("rounds:hand_code", args=[round.pk])
    sent = {"name": "Noora Lind", "birth_date": "1951-03-04", "postcode": "HB1 2AB"}
    page = log_in(carol).post(address, sent)
    code = page.context["code"]
    assert code in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert enter_code(round=round, code=code, arrived_at=database_now(), where="here")
    assert code not in log_in(carol).get(address).content.decode()


def test_a_pass_tells_nothing_when_it_is_printed(round):
    assert "123" not in repr(Pass(1, 123, "secret", 0))


def test_who_holds_a_paper_ballot_that_counts_is_given_no_code(carol, round):
    round = open_round(opens_to_codes=True, paper_rule=Round.PaperRule.PAPER_COUNTS)
    give_by_papers(actor=carol, round=round, papers=NOORA)
    with pytest.raises(ValidationError, match="given a paper ballot"):
        handed(round, carol)
    assert not Admission.objects.exists()


def test_where_the_online_ballot_counts_a_paper_ballot_is_in_the_way_of_no_code(carol, round):
    round = open_round(opens_to_codes=True, paper_rule=Round.PaperRule.ONLINE_COUNTS)
    give_by_papers(actor=carol, round=round, papers=NOORA)
    assert entered(round, handed(round, carol))
