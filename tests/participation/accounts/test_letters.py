"""A code by post: to the address in the register alone, shown once, few tries; the address is forgotten."""

import re
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participation.accounts.actions import (
    ask_letter,
    confirm_by_letter,
    post_letter,
    print_letter,
    refuse_letter,
)
from participation.accounts.due import run_due
from participation.accounts.identity_keys import entry_key, household_key, name_key
from participation.accounts.letters import TRIES_A_LETTER, Letter
from participation.accounts.rules import identity_of, needs_second_way
from participation.accounts.verification import MISSES_A_DAY
from participation.accounts.ways import VerificationPolicy
from participation.clock import database_now
from participation.models import AuditEvent, CensusEntry, CensusUpload, Identity, KnownPerson, User
from tests.factories.people import IdentityFactory
from tests.races import race

NAME, BORN, POSTCODE = "Ada Quern", date(1980, 1, 2), "QM1 1AA"
FACTS = {"name": NAME, "birth_date": BORN, "address": "1 Mill Lane", "postcode": POSTCODE}
TYPED = {
    "name": NAME,
    "birth_date_day": "2",
    "birth_date_month": "1",
    "birth_date_year": "1980",
    "birth_date_0": "2",
    "birth_date_1": "1",
    "birth_date_2": "1980",
    "address": "1 Mill Lane\nQuernmouth",
    "postcode": POSTCODE,
}


def listed(**user) -> User:
    """A resident who was found in the register as Ada Quern, and gave nothing more."""
    VerificationPolicy.objects.update_or_create(pk=1, defaults={"offers_letter": True})
    person = name_key(NAME, BORN)
    upload = CensusUpload.objects.create(rows=1)
    CensusEntry.objects.create(key=entry_key(NAME, BORN, POSTCODE), upload=upload, birth_year=1980)
    KnownPerson.objects.create(
        entry_key=entry_key(NAME, BORN, POSTCODE),
        name_key=person,
        household_key=household_key(BORN, POSTCODE),
        person_key=person,
    )
    return IdentityFactory(key=person, second_way="", **user).user


@pytest.fixture
def ada(db):
    return listed()


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


# The letter


@pytest.mark.django_db
def test_code_by_post_confirms_whoever_lives_there(ada, carol):
    code = print_letter(actor=carol, letter=ask_letter(user=ada, **FACTS))
    post_letter(actor=carol, letter=Letter.objects.get())

    identity = confirm_by_letter(user=again(ada), code=code.lower().replace("-", " "))

    assert identity.second_way == "letter"
    assert not needs_second_way(identity)
    assert not Letter.objects.exists()
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["print_letter", "post_letter", "confirm_person"]


@pytest.mark.django_db
def test_letter_goes_to_the_address_of_the_register_alone(ada):
    with pytest.raises(ValidationError) as refused:
        ask_letter(user=ada, **FACTS | {"postcode": "QM9 9ZZ"})

    assert refused.value.code == "missed"
    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_misses_are_the_few_of_the_day(ada):
    for _number in range(MISSES_A_DAY):
        with pytest.raises(ValidationError):
            ask_letter(user=ada, **FACTS | {"name": "Bob"})

    with pytest.raises(ValidationError) as refused:
        ask_letter(user=ada, **FACTS)

    assert refused.value.code == "too_many"


@pytest.mark.django_db
def test_address_is_forgotten_when_the_letter_is_in_the_post(ada, carol):
    letter = ask_letter(user=ada, **FACTS)
    code = print_letter(actor=carol, letter=letter)
    post_letter(actor=carol, letter=letter)

    kept = repr([*Letter.objects.values_list(), *AuditEvent.objects.values_list()])
    assert not [secret for secret in ("Mill Lane", "Quern", code, code.replace("-", "")) if secret in kept]
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.update(address="1 Mill Lane")


@pytest.mark.django_db
def test_code_printed_anew_ends_the_one_before(ada, carol):
    letter = ask_letter(user=ada, **FACTS)
    first, second = (print_letter(actor=carol, letter=letter) for _number in range(2))

    with pytest.raises(ValidationError):
        confirm_by_letter(user=ada, code=first)
    assert confirm_by_letter(user=ada, code=second)


@pytest.mark.django_db
def test_wrong_codes_are_counted_and_the_sixth_refused_though_right(ada, carol):
    code = print_letter(actor=carol, letter=ask_letter(user=ada, **FACTS))
    for _number in range(TRIES_A_LETTER):
        with pytest.raises(ValidationError) as refused:
            confirm_by_letter(user=ada, code="2222-2222")
        assert refused.value.code == "wrong"

    with pytest.raises(ValidationError) as refused:
        confirm_by_letter(user=ada, code=code)

    assert refused.value.code == "too_many"


@pytest.mark.django_db
def test_old_code_is_refused_and_tick_forgets_it(ada, carol):
    code = print_letter(actor=carol, letter=ask_letter(user=ada, **FACTS))
    Letter.objects.update(printed_at=database_now() - timedelta(days=28, minutes=1))

    with pytest.raises(ValidationError) as refused:
        confirm_by_letter(user=ada, code=code)

    assert refused.value.code == "expired"
    assert "1 old letters forgotten" in run_due()
    assert not Letter.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "left"), [(27, 1), (29, 0)])
def test_tick_forgets_addresses_that_nobody_printed(ada, days, left):
    ask_letter(user=ada, **FACTS)
    Letter.objects.update(asked_at=database_now() - timedelta(days=days))

    run_due()

    assert Letter.objects.count() == left


@pytest.mark.django_db
def test_letter_that_is_refused_holds_no_address_and_no_code(ada, carol, log_in):
    letter = ask_letter(user=ada, **FACTS)
    code = print_letter(actor=carol, letter=letter)
    refuse_letter(actor=carol, letter=letter)

    with pytest.raises(ValidationError):
        confirm_by_letter(user=ada, code=code)
    assert "Mill" not in repr(Letter.objects.values_list())
    assert "Visit the desk" in log_in(ada).get(reverse("letter")).content.decode()


# Who may


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["charlie", "alice", "carol"])
def test_letters_are_for_residents_who_are_not_confirmed(who, request):
    VerificationPolicy.objects.update_or_create(pk=1, defaults={"offers_letter": True})
    user = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        ask_letter(user=user, **FACTS)
    with pytest.raises(PermissionDenied):
        confirm_by_letter(user=user, code="2222-2222")


@pytest.mark.django_db
def test_letter_is_no_way_where_the_council_does_not_offer_it(ada, log_in):
    VerificationPolicy.objects.update(offers_letter=False)

    with pytest.raises(PermissionDenied):
        ask_letter(user=ada, **FACTS)
    client = log_in(ada)
    assert reverse("letter") not in client.get(reverse("second_way")).content.decode()
    assert client.get(reverse("letter")).url == reverse("second_way")


@pytest.mark.django_db
@pytest.mark.parametrize("act", [print_letter, post_letter, refuse_letter])
@pytest.mark.parametrize("who", ["charlie", "bob", "fiona", "audrey"])
def test_letters_are_printed_and_posted_by_officers_alone(act, who, ada, request):
    letter = ask_letter(user=ada, **FACTS)

    with pytest.raises(PermissionDenied):
        act(actor=request.getfixturevalue(who), letter=letter)


@pytest.mark.django_db
def test_officer_prints_no_letter_to_themselves(carol, log_in):
    ada = listed(user=carol)
    letter = ask_letter(user=ada, **FACTS)

    with pytest.raises(PermissionDenied):
        print_letter(actor=carol, letter=letter)
    assert NAME not in log_in(carol).get(reverse("census:letters")).content.decode()


@pytest.mark.django_db
def test_account_that_goes_takes_its_letter_along(ada):
    ask_letter(user=ada, **FACTS)

    ada.delete()

    assert Identity.objects.exists()
    assert not Letter.objects.exists()


# The screens


@pytest.mark.django_db
def test_from_the_wish_to_the_vote_on_screen(ada, carol, log_in):
    resident, officer = log_in(ada), log_in(carol)
    assert reverse("letter") in resident.get(reverse("second_way")).content.decode()
    resident.post(reverse("letter"), TYPED)
    letter = Letter.objects.get()

    waiting = officer.get(reverse("census:letters")).content.decode()
    assert "1 Mill Lane<br>Quernmouth<br>QM1 1AA" in waiting
    paper = officer.post(reverse("census:letters"), {"letter": letter.pk, "print": "1"})
    assert paper["Cache-Control"].startswith("max-age=0")
    code = re.search(r'class="code">([2-9A-Z]{4}-[2-9A-Z]{4})<', paper.content.decode())[1]
    officer.post(reverse("census:letters"), {"letter": letter.pk, "posted": "1"})
    assert "No letter waits" in officer.get(reverse("census:letters")).content.decode()
    assert "in the post" in resident.get(reverse("letter")).content.decode()
    done = resident.post(reverse("letter"), {"code": code, "next": "/processes/"})

    assert done.url == "/processes/"
    assert not needs_second_way(identity_of(again(ada)))


@pytest.mark.django_db
def test_code_is_made_by_the_press_of_a_button_alone(ada, carol, log_in):
    ask_letter(user=ada, **FACTS)

    log_in(carol).get(reverse("census:letters"))

    assert Letter.objects.get().code_key == ""


@pytest.mark.django_db
def test_page_keeps_what_was_typed_and_names_what_is_missing(ada, log_in):
    page = log_in(ada).post(reverse("letter"), TYPED | {"address": ""})

    assert list(page.context["form"].errors) == ["address"]
    assert f'value="{NAME}"' in page.content.decode()


@pytest.mark.django_db
def test_list_of_letters_reads_one_as_it_reads_thirty(carol, log_in):
    client = log_in(carol)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("census:letters")).status_code == 200
        return len(captured)

    def add(number: int) -> None:
        for identity in IdentityFactory.create_batch(number, second_way=""):
            Letter.objects.create(
                identity=identity,
                user=identity.user,
                name="A",
                address="B",
                code_key="c",
                printed_at=database_now(),
                printed_by=carol,
            )

    add(1)
    queries()
    one = queries()
    add(29)
    assert queries() == one


@pytest.mark.django_db
def test_council_sees_which_ways_there_are_and_turns_letters_on(carol, log_in):
    client = log_in(carol)
    page = client.get(reverse("census:ways")).content.decode()
    assert "5 tries, 28 days" in page

    client.post(reverse("census:ways"), {"asks_second_way": "on", "offers_letter": "on"})

    assert VerificationPolicy.current().offers_letter
    assert AuditEvent.objects.get(verb="change_verification").facts["offers_letter"] is True


# Races


@contextmanager
def without(name: str):
    """The table without its constraint; it comes back, and with it the rule, when the rows are gone."""
    options = Letter._meta
    constraint = next(each for each in options.constraints if each.name == name)
    kept = options.constraints
    options.constraints = [each for each in kept if each is not constraint]
    with connection.schema_editor() as editor:
        editor.remove_constraint(Letter, constraint)
    try:
        yield
    finally:
        Letter.objects.all().delete()
        options.constraints = kept
        with connection.schema_editor() as editor:
            editor.add_constraint(Letter, constraint)


def outcome(act, **arguments) -> str:
    try:
        act(**arguments)
    except ValidationError as error:
        return error.code
    return "done"


def ten_guesses() -> list[str]:
    user = listed()
    letter = ask_letter(user=user, **FACTS)
    Letter.objects.filter(pk=letter.pk).update(code_key="f" * 64, printed_at=database_now())
    people = [again(user) for _ in range(10)]
    return race(lambda person: outcome(confirm_by_letter, user=person, code="2222-2222"), people)


def five_wishes() -> list[str]:
    user = listed()
    people = [again(user) for _ in range(5)]
    return race(lambda person: outcome(ask_letter, user=person, **FACTS), people)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_ten_parallel_guesses_have_five_tries():
    assert sorted(ten_guesses()) == ["too_many"] * 5 + ["wrong"] * 5


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_control_without_the_constraint_ten_guesses_have_ten_tries():
    with without("tries_of_a_letter"):
        assert ten_guesses() == ["wrong"] * 10


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_five_parallel_wishes_make_one_letter():
    assert sorted(five_wishes()) == ["asked"] * 4 + ["done"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_control_without_the_constraint_five_wishes_make_five_letters():
    with without("one_letter_a_person"):
        assert five_wishes() == ["done"] * 5
