"""The code from the desk: handed out to whoever showed papers, typed once into the account that is theirs."""

import datetime
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from participation.accounts.actions import hand_out_code, upload_census, verify_at_desk, verify_by_census
from participation.accounts.desk import Decision, meet_at_desk
from participation.accounts.desk_code import redeem_desk_code, take_desk_code
from participation.accounts.due import run_due
from participation.accounts.papers import Papers, Who
from participation.accounts.privacy.keeping import DESK_CODE_KEPT
from participation.accounts.rules import needs_second_way
from participation.clock import database_now
from participation.models import AuditEvent, DeskCode, Identity, User
from tests.factories.people import UserFactory
from tests.races import race

BORN = datetime.date(1980, 12, 31)
NELL = Papers("Nell Quick", BORN, "HB1 2AB")
ANN = Papers("Ann Other", BORN, "HB3 3CC")
TYPED = {"name": "Nell Quick", "birth_date": "1980-12-31", "postcode": "HB1 2AB"}


@pytest.fixture
def register(carol, harbour):
    rows = "".join(f"{p.name},{p.birth_date},{p.postcode},Harbour ward\n" for p in (NELL, ANN))
    upload_census(actor=carol, file=BytesIO(f"name,date of birth,postcode,ward\n{rows}".encode()))


def match(user: User, papers: Papers = NELL) -> Identity:
    return verify_by_census(
        user=user, name=papers.name, birth_date=papers.birth_date, postcode=papers.postcode
    )


def refused(act, **arguments) -> str:
    with pytest.raises(ValidationError) as error:
        act(**arguments)
    return error.value.code


@pytest.mark.django_db
def test_code_verifies_an_account_that_was_not(register, carol, charlie, harbour):
    code = hand_out_code(actor=carol, papers=NELL)

    identity = redeem_desk_code(user=charlie, code=code.lower().replace("-", " "))

    assert (identity.user, identity.way, identity.area) == (charlie, Identity.Way.CODE, harbour)
    assert not needs_second_way(identity)
    assert not DeskCode.objects.exists()


@pytest.mark.django_db
def test_code_confirms_an_account_that_the_register_knew(register, carol, charlie):
    identity = match(charlie)
    assert needs_second_way(identity)

    assert redeem_desk_code(user=charlie, code=hand_out_code(actor=carol, papers=NELL)) == identity

    identity.refresh_from_db()
    assert identity.second_way == "desk"


@pytest.mark.django_db
def test_code_gives_the_identity_that_the_register_gives(register, carol, charlie):
    code = hand_out_code(actor=carol, papers=NELL)
    identity = match(charlie)

    assert redeem_desk_code(user=charlie, code=code) == identity
    assert Identity.objects.filter(key=identity.key).count() == 1


@pytest.mark.django_db
def test_code_works_once(register, carol, charlie):
    code = hand_out_code(actor=carol, papers=NELL)
    redeem_desk_code(user=charlie, code=code)

    assert refused(redeem_desk_code, user=UserFactory(), code=code) == "wrong"


@pytest.mark.django_db
def test_new_code_ends_the_one_before(register, carol, charlie):
    first, second = (hand_out_code(actor=carol, papers=NELL) for _ in range(2))

    assert refused(redeem_desk_code, user=charlie, code=first) == "wrong"
    assert redeem_desk_code(user=charlie, code=second)


@pytest.mark.django_db
def test_code_of_another_person_changes_nothing(register, carol, charlie):
    identity = match(charlie, ANN)

    assert refused(redeem_desk_code, user=charlie, code=hand_out_code(actor=carol, papers=NELL)) == "other"
    assert needs_second_way(identity)
    assert DeskCode.objects.exists()


@pytest.mark.django_db
def test_code_for_a_person_whose_identity_another_account_took(register, carol, charlie):
    code = hand_out_code(actor=carol, papers=NELL)
    match(UserFactory())

    assert refused(redeem_desk_code, user=charlie, code=code) == "taken"


@pytest.mark.django_db
def test_no_code_for_who_is_confirmed_already(register, carol, charlie):
    verify_at_desk(actor=carol, user=charlie, papers=NELL)

    with pytest.raises(ValidationError, match="already verified"):
        hand_out_code(actor=carol, papers=NELL)


@pytest.mark.django_db
def test_code_of_who_is_not_in_the_register_needs_the_officers_answer(register, carol, charlie, harbour):
    stranger = Papers("Sam Stranger", BORN, "HB8 8HH")
    assert refused(hand_out_code, actor=carol, papers=stranger) == "undecided"

    decision = Decision(Who.NEW, reason="Passport", area=harbour)
    code = hand_out_code(actor=carol, papers=stranger, decision=decision)

    assert redeem_desk_code(user=charlie, code=code).area == harbour
    assert AuditEvent.objects.get(verb="hand_out_code").said == "Passport"


@pytest.mark.django_db
def test_desk_confirms_an_account_that_the_register_knew(register, carol, charlie):
    identity = match(charlie)

    assert verify_at_desk(actor=carol, user=charlie, papers=NELL) == identity

    identity.refresh_from_db()
    assert (identity.way, identity.second_way) == (Identity.Way.CENSUS, "desk")
    with pytest.raises(ValidationError, match="verified already"):
        verify_at_desk(actor=carol, user=charlie, papers=NELL)


@pytest.mark.django_db
def test_desk_does_not_confirm_an_account_of_another_person(register, carol, charlie):
    identity = match(charlie)

    with pytest.raises(ValidationError, match="verified as another person"):
        verify_at_desk(actor=carol, user=charlie, papers=ANN)

    assert needs_second_way(identity)


@pytest.mark.django_db
def test_five_wrong_codes_end_the_day(register, carol, charlie):
    code = hand_out_code(actor=carol, papers=NELL)
    for number in range(5):
        assert refused(redeem_desk_code, user=charlie, code=f"WRNG{number}WRNG{number}") == "wrong"

    assert refused(redeem_desk_code, user=charlie, code=code) == "too_many"


@pytest.mark.django_db
def test_officer_cannot_type_a_code_that_she_made(register, carol):
    code = hand_out_code(actor=carol, papers=NELL)

    assert refused(redeem_desk_code, user=carol, code=code) == "wrong"


@pytest.mark.django_db
def test_old_code_is_refused_and_forgotten(register, carol, charlie):
    code = hand_out_code(actor=carol, papers=NELL)
    DeskCode.objects.update(made_at=database_now() - DESK_CODE_KEPT)

    assert refused(redeem_desk_code, user=charlie, code=code) == "wrong"
    assert "1 old codes forgotten" in run_due()
    assert not DeskCode.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "fiona", "audrey"])
def test_codes_are_handed_out_by_officers_alone(who, request, register):
    with pytest.raises(PermissionDenied):
        hand_out_code(actor=request.getfixturevalue(who), papers=NELL)


@pytest.mark.django_db
def test_blocked_person_cannot_use_a_code(register, carol, charlie):
    charlie.blocked_at = database_now()

    with pytest.raises(PermissionDenied):
        redeem_desk_code(user=charlie, code=hand_out_code(actor=carol, papers=NELL))


@pytest.mark.django_db
def test_code_is_kept_as_a_hash(register, carol):
    code = hand_out_code(actor=carol, papers=NELL)

    kept = repr([*DeskCode.objects.values_list(), *AuditEvent.objects.values_list()])
    assert code not in kept
    assert code.replace("-", "") not in kept


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_accounts_with_one_code_at_once_leave_one_verified(register, carol):
    code = hand_out_code(actor=carol, papers=NELL)
    people = [UserFactory() for _ in range(4)]

    def redeem(user):
        try:
            return redeem_desk_code(user=user, code=code)
        except ValidationError as error:
            return error.code

    outcomes = race(redeem, people)

    assert sum(isinstance(one, Identity) for one in outcomes) == 1
    assert Identity.objects.filter(user__in=people).count() == 1


# The pages


@pytest.mark.django_db
def test_officer_hands_out_a_code_on_screen_and_the_resident_types_it(register, carol, charlie, log_in):
    page = log_in(carol).post(reverse("census:desk_code"), TYPED)
    code = page.context["code"]
    assert code in page.content.decode()
    assert "no-store" in page["Cache-Control"]

    done = log_in(charlie).post(reverse("desk_code"), {"code": code, "next": "/processes/"})

    assert done.url == "/processes/"
    assert Identity.objects.get(user=charlie)


@pytest.mark.django_db
def test_page_keeps_a_wrong_code_and_says_how_many_tries_are_left(register, charlie, log_in):
    page = log_in(charlie).post(reverse("desk_code"), {"code": "NOPE"}).content.decode()

    assert "We do not know this code" in page
    assert 'value="NOPE"' in page
    assert "4 tries left" in page


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["bob", "fiona", "audrey", "alice", "charlie"])
def test_screen_of_codes_is_for_officers(who, request, register, log_in):
    log_in(request.getfixturevalue(who)).post(reverse("census:desk_code"), TYPED)

    assert not DeskCode.objects.exists()


@pytest.mark.django_db
def test_a_person_met_at_the_desk_is_who_they_are_online_and_needs_no_account(register, carol, charlie):
    met = meet_at_desk(actor=carol, papers=NELL)
    assert met.user is None
    assert meet_at_desk(actor=carol, papers=NELL) == met
    assert match(charlie, NELL) == met
    assert meet_at_desk(actor=carol, papers=NELL) == met
    assert AuditEvent.objects.filter(verb="meet_person").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "fiona", "audrey"])
def test_nobody_but_an_officer_meets_people_or_takes_codes(request, register, who):
    actor = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        meet_at_desk(actor=actor, papers=NELL)
    with pytest.raises(PermissionDenied):
        take_desk_code(actor=actor, code="X")


@pytest.mark.django_db
def test_a_code_is_taken_once_and_never_by_who_made_it(register, carol, dave):
    code = hand_out_code(actor=dave, papers=NELL)
    assert refused(take_desk_code, actor=dave, code=code) == "wrong"
    identity = take_desk_code(actor=carol, code=code)
    assert identity == meet_at_desk(actor=carol, papers=NELL)
    assert not DeskCode.objects.exists()
    with pytest.raises(ValidationError):
        take_desk_code(actor=carol, code=code)
