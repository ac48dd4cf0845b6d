"""Being matched to the register: one person is one Identity, and nobody guesses their way in."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from participation.accounts.actions import upload_census, verify_at_desk, verify_by_census
from participation.accounts.due import run_due
from participation.accounts.papers import Papers
from participation.models import AuditEvent, CensusEntry, Identity, VerificationAttempt, VerificationPolicy
from tests.factories.people import UserFactory, ward

NELL = {"name": "Nell Quick", "birth_date": datetime.date(1980, 12, 31), "postcode": "HB1 2AB"}
REGISTER = """name,date of birth,postcode,ward
Nell Quick,1980-12-31,HB1 2AB,Harbour ward
Siân O'Neill-Ødegård,02/03/1975,HB3 4CD,Harbour ward
"""


@pytest.fixture
def register(harbour, carol):
    upload_census(actor=carol, file=BytesIO(REGISTER.encode()))


@pytest.mark.django_db
def test_verify_makes_an_identity_of_area_and_year_alone(register, charlie, harbour):
    identity = verify_by_census(user=charlie, **NELL)

    assert (identity.user, identity.area, identity.birth_year) == (charlie, harbour, 1980)
    assert identity.way == Identity.Way.CENSUS
    assert AuditEvent.objects.get(verb="verify_person").target_id == str(identity.pk)


@pytest.mark.django_db
def test_register_and_identity_hold_nothing_that_was_typed(register, charlie):
    verify_by_census(user=charlie, **NELL)

    kept = [
        *CensusEntry.objects.values_list(),
        *Identity.objects.values_list(),
        *AuditEvent.objects.values_list(),
    ]
    assert "quick" not in repr(kept).lower()
    assert "hb1" not in repr(kept).lower()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        "Siân O'Neill-Ødegård",
        "sian oneill odegard",
        "ODEGARD-O’NEILL, SIAN",
        "O'Neill  Ødegård Siân",
        "Sian O'Neill Odegard",
    ],
)
def test_verify_finds_a_name_however_it_is_written(name, register, charlie):
    assert verify_by_census(user=charlie, name=name, birth_date=datetime.date(1975, 3, 2), postcode="hb34cd")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [{"name": "Nell Quack"}, {"birth_date": datetime.date(1980, 12, 30)}, {"postcode": "HB1 2AC"}],
)
def test_verify_with_one_wrong_detail_is_a_counted_miss(wrong, register, charlie):
    with pytest.raises(ValidationError) as refused:
        verify_by_census(user=charlie, **NELL | wrong)

    assert refused.value.code == "missed"
    assert VerificationAttempt.objects.filter(user=charlie).count() == 1
    assert not Identity.objects.exists()


@pytest.mark.django_db
def test_verify_after_five_misses_is_refused_even_when_right(register, charlie):
    for day in range(1, 6):
        with pytest.raises(ValidationError):
            verify_by_census(user=charlie, **NELL | {"birth_date": datetime.date(1980, 1, day)})

    with pytest.raises(ValidationError) as refused:
        verify_by_census(user=charlie, **NELL)

    assert refused.value.code == "too_many"
    assert not Identity.objects.exists()


@pytest.mark.django_db
def test_guesses_of_many_accounts_at_one_person_are_counted_together(register, charlie):
    guess = NELL | {"birth_date": datetime.date(1980, 1, 1)}
    for _number in range(10):
        with pytest.raises(ValidationError, match="could not find"):
            verify_by_census(user=UserFactory(), **guess)

    with pytest.raises(ValidationError, match="tried too often today"):
        verify_by_census(user=charlie, **NELL)
    assert not Identity.objects.filter(user=charlie).exists()


@pytest.mark.django_db
def test_verify_on_the_next_day_counts_anew(register, charlie):
    old = [VerificationAttempt(user=charlie) for _ in range(5)]
    VerificationAttempt.objects.bulk_create(old)
    VerificationAttempt.objects.update(tried_at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))

    assert verify_by_census(user=charlie, **NELL)
    assert "5" in run_due()
    assert not VerificationAttempt.objects.exists()


@pytest.mark.django_db
def test_verify_with_details_of_another_account_is_refused_in_words(register, charlie):
    verify_by_census(user=UserFactory(), **NELL)

    with pytest.raises(ValidationError, match="already verified") as refused:
        verify_by_census(user=charlie, **NELL)

    assert refused.value.code == "taken"
    assert Identity.objects.count() == 1


@pytest.mark.django_db
def test_verify_after_moving_house_stays_one_person(register, carol, charlie):
    first = verify_by_census(user=UserFactory(), **NELL)
    moved = REGISTER.replace("HB1 2AB", "HB9 9ZZ")
    upload_census(actor=carol, file=BytesIO(moved.encode()))

    with pytest.raises(ValidationError) as refused:
        verify_by_census(user=charlie, **NELL | {"postcode": "HB9 9ZZ"})

    assert refused.value.code == "taken"
    assert Identity.objects.get() == first


@pytest.mark.django_db
def test_namesakes_born_on_one_day_are_two_people(harbour, carol, charlie):
    namesake = "Nell Quick,1980-12-31,HB7 7XX,Harbour ward\n"
    upload_census(actor=carol, file=BytesIO((REGISTER + namesake).encode()))

    one = verify_by_census(user=charlie, **NELL)
    other = verify_by_census(user=UserFactory(), **NELL | {"postcode": "HB7 7XX"})

    assert one != other


@pytest.mark.django_db
def test_identity_whose_account_was_erased_is_taken_up_again(register, charlie):
    gone = UserFactory()
    identity = verify_by_census(user=gone, **NELL)
    gone.delete()

    assert verify_by_census(user=charlie, **NELL) == identity


@pytest.mark.django_db
def test_verify_twice_gives_the_same_identity(register, charlie):
    assert verify_by_census(user=charlie, **NELL) == verify_by_census(user=charlie, **NELL)
    assert AuditEvent.objects.filter(verb="verify_person").count() == 1


@pytest.mark.django_db
def test_verify_while_blocked_is_refused(register, charlie):
    charlie.blocked_at = datetime.datetime.now(datetime.UTC)

    with pytest.raises(PermissionDenied):
        verify_by_census(user=charlie, **NELL)


@pytest.mark.django_db
def test_desk_and_register_know_the_same_person(register, carol, charlie, harbour):
    verify_at_desk(actor=carol, user=charlie, papers=Papers(**NELL | {"name": "Quick Nell"}))

    with pytest.raises(ValidationError) as refused:
        verify_by_census(user=UserFactory(), **NELL)
    assert refused.value.code == "taken"


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "fiona", "audrey"])
def test_desk_is_for_officers_alone(who, request, harbour):
    with pytest.raises(PermissionDenied):
        verify_at_desk(actor=request.getfixturevalue(who), user=UserFactory(), papers=Papers(**NELL))


@pytest.mark.django_db
def test_officer_does_not_verify_herself(carol, harbour):
    with pytest.raises(PermissionDenied):
        verify_at_desk(actor=carol, user=carol, papers=Papers(**NELL))


def in_parallel(tries: list) -> list:
    """Run each try in a thread of its own, all at once; gives what each returned or raised."""
    barrier = Barrier(len(tries))

    def run(one):
        try:
            barrier.wait(timeout=30)
            return one()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tries)) as pool:
        return list(pool.map(run, tries))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_ten_parallel_verifications_of_one_person_leave_one_identity(register):
    people = [UserFactory(), UserFactory()]

    def claim(user):
        return lambda: verify_by_census(user=type(user).objects.get(pk=user.pk), **NELL)

    outcomes = in_parallel([claim(people[number % 2]) for number in range(10)])

    identity = Identity.objects.get()
    assert sum(outcome == identity for outcome in outcomes) == 5
    assert {error.code for error in outcomes if isinstance(error, ValidationError)} <= {"taken"}
    assert AuditEvent.objects.filter(verb="verify_person").count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_ten_parallel_guesses_leave_five_misses(register, charlie):
    def guess(day):
        return lambda: verify_by_census(user=charlie, **NELL | {"birth_date": datetime.date(1980, 1, day)})

    outcomes = in_parallel([guess(day) for day in range(1, 11)])

    assert sorted(error.code for error in outcomes) == ["missed"] * 5 + ["too_many"] * 5
    assert VerificationAttempt.objects.count() == 5


# The page


BORN = {"birth_date_day": "31", "birth_date_month": "12", "birth_date_year": "1980"}
TYPED = {"name": "Nell Quick", "postcode": "HB1 2AB", **BORN}


@pytest.mark.django_db
def test_page_verifies_and_leads_to_the_second_way(register, charlie, log_in):
    response = log_in(charlie).post(reverse("verify"), TYPED | {"next": "/processes/"})

    assert response.url == reverse("second_way") + "?next=%2Fprocesses%2F"
    assert Identity.objects.get().user == charlie


@pytest.mark.django_db
def test_page_leads_back_where_the_register_is_enough(register, charlie, log_in):
    VerificationPolicy.objects.update_or_create(pk=1, defaults={"asks_second_way": False})

    response = log_in(charlie).post(reverse("verify"), TYPED | {"next": "/processes/"})

    assert response.url == "/processes/"


@pytest.mark.django_db
def test_page_after_a_miss_keeps_what_was_typed_and_tells_of_the_desk(register, charlie, log_in):
    page = log_in(charlie).post(reverse("verify"), TYPED | {"postcode": "ZZ9 9ZZ"}).content.decode()

    assert "could not find these details" in page
    assert "desk" in page
    assert 'value="ZZ9 9ZZ"' in page
    assert "4 tries left" in page


@pytest.mark.django_db
def test_page_without_tries_left_shows_no_form(register, charlie, log_in):
    VerificationAttempt.objects.bulk_create([VerificationAttempt(user=charlie) for _ in range(5)])

    page = log_in(charlie).get(reverse("verify")).content.decode()

    assert "birth_date" not in page
    assert "No tries left" in page


@pytest.mark.django_db
@pytest.mark.parametrize("field", TYPED)
def test_page_names_the_empty_field(field, register, charlie, log_in):
    page = log_in(charlie).post(reverse("verify"), TYPED | {field: ""})

    assert list(page.context["form"].errors) == ["birth_date" if field in BORN else field]
    assert not VerificationAttempt.objects.exists()


@pytest.mark.django_db
def test_page_asks_visitors_to_log_in():
    assert Client().get(reverse("verify")).url.startswith(reverse("account_login"))


@pytest.mark.django_db
def test_page_leads_verified_people_on(alice, log_in):
    assert log_in(alice).get(reverse("verify")).url == reverse("my_page")
    assert ward("Harbour ward").name in log_in(alice).get(reverse("my_page")).content.decode()
