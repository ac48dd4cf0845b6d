"""Register facts alone open no ballot: a code by text message or the desk confirms who someone is."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from participation.accounts.actions import change_verification_policy
from participation.accounts.due import run_due
from participation.accounts.rules import identity_of, needs_second_way
from participation.accounts.second_way import confirm_by_phone, send_phone_code
from participation.accounts.verification import claim
from participation.accounts.ways import PHONE_CODES_A_DAY, TRIES_A_CODE, PhoneCode
from participation.clock import database_now
from participation.models import AuditEvent, Identity, User
from tests.factories.people import IdentityFactory, UserFactory
from tests.participation.accounts.telephones import PHONE, code_in, found
from tests.races import race

pytestmark = pytest.mark.usefixtures("sms")
# The telephone as typed and as dialled: long enough not to stand in a hash by chance.
WRITTEN = (PHONE, "7700900123")
SAME_PHONE = "+44 (0) 7700-900123".replace("(0) ", "")


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


@pytest.fixture
def send(sms, django_capture_on_commit_callbacks):
    """send(user) asks for a code and gives what came to the telephone."""

    def ask(user: User, phone: str = PHONE) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            send_phone_code(user=user, phone=phone)
        return code_in(sms()[-1])

    return ask


# The code


@pytest.mark.django_db
def test_code_by_text_message_confirms(send, sms):
    user = found()
    assert needs_second_way(identity_of(user))

    identity = confirm_by_phone(user=user, code=send(user))

    assert sms()[0]["to"] == "+447700900123"
    assert not needs_second_way(identity)
    assert Identity.objects.get(pk=identity.pk).second_way == "sms"
    assert AuditEvent.objects.get(verb="confirm_person").target_id == str(identity.pk)


@pytest.mark.django_db
def test_nothing_kept_can_be_read(send):
    user = found()
    code = send(user)
    kept = repr([*PhoneCode.objects.values_list()])
    assert code not in kept
    assert not any(number in kept for number in WRITTEN)

    confirm_by_phone(user=user, code=code)

    assert not PhoneCode.objects.exists()
    kept = repr([*Identity.objects.values_list(), *AuditEvent.objects.values_list()])
    assert not any(number in kept for number in WRITTEN)


@pytest.mark.django_db
def test_wrong_code_is_counted_and_the_sixth_try_refused_though_right(send):
    user = found()
    code = send(user)
    for _number in range(TRIES_A_CODE):
        with pytest.raises(ValidationError) as refused:
            confirm_by_phone(user=user, code=wrong(code))
        assert refused.value.code == "wrong"

    with pytest.raises(ValidationError) as refused:
        confirm_by_phone(user=user, code=code)

    assert refused.value.code == "too_many"
    assert needs_second_way(Identity.objects.get(user=user))


@pytest.mark.django_db
def test_only_the_newest_code_counts(send):
    user = found()
    first, second = send(user), send(user)

    if first != second:
        with pytest.raises(ValidationError):
            confirm_by_phone(user=user, code=first)
    assert confirm_by_phone(user=user, code=second)


@pytest.mark.django_db
def test_code_of_another_person_is_wrong(send):
    other, user = found(), found()
    code = send(other)
    mine = send(user, "07700 900999")

    if code != mine:
        with pytest.raises(ValidationError):
            confirm_by_phone(user=user, code=code)


@pytest.mark.django_db
def test_old_code_is_refused(send):
    user = found()
    code = send(user)
    PhoneCode.objects.update(made_at=database_now() - timedelta(minutes=16))

    with pytest.raises(ValidationError) as refused:
        confirm_by_phone(user=user, code=code)

    assert refused.value.code == "expired"


@pytest.mark.django_db
def test_fourth_code_of_a_day_is_not_sent(send, sms):
    user = found()
    for _number in range(PHONE_CODES_A_DAY):
        send(user)

    with pytest.raises(ValidationError) as refused:
        send(user)

    assert refused.value.code == "too_many"
    assert len(sms()) == PHONE_CODES_A_DAY


@pytest.mark.django_db
def test_one_telephone_confirms_one_person(send, sms):
    first, second = found(), found()
    codes = send(first), send(second, SAME_PHONE)
    confirm_by_phone(user=first, code=codes[0])

    with pytest.raises(ValidationError) as refused:
        confirm_by_phone(user=second, code=codes[1])
    assert refused.value.code == "phone_used"
    with pytest.raises(ValidationError) as refused:
        send(found())
    assert refused.value.code == "phone_used"


@pytest.mark.django_db
@pytest.mark.parametrize("phone", ["", "12", "call me", "+0044", "07700 900123 ext 4", "+4477009001234567"])
def test_number_that_is_none_is_refused(phone):
    with pytest.raises(ValidationError) as refused:
        send_phone_code(user=found(), phone=phone)

    assert "phone" in refused.value.error_dict


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "carol"])
def test_phone_is_for_residents_who_are_not_confirmed(who, request):
    user = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        send_phone_code(user=user, phone=PHONE)
    with pytest.raises(PermissionDenied):
        confirm_by_phone(user=user, code="123456")


@pytest.mark.django_db
@pytest.mark.parametrize("off", ["policy", "gateway"])
def test_phone_is_no_way_where_the_council_does_not_offer_it(off, carol, settings):
    if off == "gateway":
        settings.SMS_GATEWAY = ""
    else:
        change_verification_policy(
            actor=carol, asks_second_way=True, offers_sms=False, offers_letter=False, offers_provider=False
        )

    with pytest.raises(PermissionDenied):
        send_phone_code(user=found(), phone=PHONE)


@pytest.mark.django_db
def test_tick_forgets_codes_of_yesterday(send):
    send(found())
    PhoneCode.objects.update(day=database_now().date() - timedelta(days=1))

    assert "1 old codes forgotten" in run_due()
    assert not PhoneCode.objects.exists()


@pytest.mark.django_db
def test_identity_taken_up_by_another_account_must_be_confirmed_anew(harbour):
    identity = IdentityFactory(second_way="sms", phone_key="f" * 64)
    identity.user.delete()

    again = claim(UserFactory(), identity.key, Identity.Way.CENSUS, harbour.pk, 1980)

    assert again == identity
    assert needs_second_way(again)


# Races


@contextmanager
def without(name: str):
    """The table without its check; it comes back, and with it the rule, when the rows are gone."""
    options = PhoneCode._meta
    constraint = next(each for each in options.constraints if each.name == name)
    kept = options.constraints
    options.constraints = [each for each in kept if each is not constraint]
    with connection.schema_editor() as editor:
        editor.remove_constraint(PhoneCode, constraint)
    try:
        yield
    finally:
        PhoneCode.objects.all().delete()
        options.constraints = kept
        with connection.schema_editor() as editor:
            editor.add_constraint(PhoneCode, constraint)


def outcome(act, **arguments) -> str:
    try:
        act(**arguments)
    except ValidationError as error:
        return error.code
    return "done"


def ten_guesses() -> list[str]:
    user = found()
    send_phone_code(user=user, phone=PHONE)
    PhoneCode.objects.update(code_key="f" * 64)
    people = [User.objects.get(pk=user.pk) for _ in range(10)]
    return race(lambda person: outcome(confirm_by_phone, user=person, code="000000"), people)


def ten_requests() -> list[str]:
    user = found()
    people = [User.objects.get(pk=user.pk) for _ in range(10)]
    return race(lambda person: outcome(send_phone_code, user=person, phone=PHONE), people)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_ten_parallel_guesses_have_five_tries():
    assert sorted(ten_guesses()) == ["too_many"] * 5 + ["wrong"] * 5


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_control_without_the_constraint_ten_guesses_have_ten_tries():
    with without("tries_of_a_phone_code"):
        assert ten_guesses() == ["wrong"] * 10


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_ten_parallel_requests_send_three_codes(sms):
    assert sorted(ten_requests()) == ["done"] * 3 + ["too_many"] * 7
    assert len(sms()) == 3


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_control_without_the_constraint_ten_requests_send_ten_codes(sms):
    with without("phone_codes_a_day"):
        assert ten_requests() == ["done"] * 10
        assert len(sms()) == 10


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_people_with_one_telephone_at_once_leave_one_confirmed(sms):
    people = [found(), found()]
    codes = {}
    for user in people:
        send_phone_code(user=user, phone=PHONE)
        codes[user.pk] = code_in(sms()[-1])

    outcomes = race(lambda user: outcome(confirm_by_phone, user=user, code=codes[user.pk]), people)

    assert sorted(outcomes) == ["done", "phone_used"]
    assert Identity.objects.filter(second_way="sms").count() == 1
