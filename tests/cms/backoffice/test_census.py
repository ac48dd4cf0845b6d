"""The register and the desk in the back office."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from participation.models import AuditEvent, CensusEntry, CensusUpload, Identity, KnownPerson
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
GOOD = "name,date of birth,postcode,ward\nNell Quick,1980-12-31,HB1 2AB,Harbour ward\n"


def upload(client, text: str, **said: str):
    file = SimpleUploadedFile("register.csv", text.encode(), content_type="text/csv")
    return client.post(reverse("census:index"), {"file": file, **said})


def test_officer_uploads_and_sees_when(carol, harbour, log_in):
    client = log_in(carol)

    assert upload(client, GOOD).url == reverse("census:index")

    assert CensusEntry.objects.count() == 1
    assert "Carol" in client.get(reverse("census:index")).content.decode()


def test_bad_file_is_refused_with_line_and_column(carol, harbour, log_in):
    page = upload(log_in(carol), GOOD.replace("1980-12-31", "yesterday"))

    assert "Line 2, column “date of birth”" in page.content.decode()
    assert not CensusUpload.objects.exists()


def test_file_with_few_of_the_people_is_taken_only_as_meant(carol, harbour, log_in):
    client, head = log_in(carol), GOOD.splitlines()[0]
    people = [f"Person {n} Rivers,1980-12-{n % 28 + 1:02},HB1 {n}AB,Harbour ward" for n in range(60)]
    upload(client, "\n".join([head, *people]))

    page = upload(client, "\n".join([head, *people[:20]]))

    assert "The register holds 60 people, this file 20." in page.content.decode()
    assert CensusEntry.objects.count() == 60
    upload(client, "\n".join([head, *people[:20]]), whole="on")
    assert CensusEntry.objects.count() == 20


def test_auditor_sees_uploads_and_may_not_add_one(audrey, harbour, log_in):
    client = log_in(audrey)
    assert "Upload a new register" not in client.get(reverse("census:index")).content.decode()

    upload(client, GOOD)

    assert not CensusUpload.objects.exists()


def test_charlie_uploads_nothing(charlie, harbour, log_in):
    assert upload(log_in(charlie), GOOD).status_code == 302
    assert not CensusUpload.objects.exists()


DESK = {"name": "Nell Quick", "birth_date": "1980-12-31", "postcode": "HB1 2AB"}
ANSWER = {"reason": "Passport and rent book"}


def at_desk(client, person, **answer):
    return client.post(reverse("census:desk"), DESK | {"email": person.email} | answer)


def test_officer_verifies_a_person_in_the_register(carol, charlie, harbour, log_in):
    client = log_in(carol)
    upload(client, GOOD)

    assert at_desk(client, charlie).url == reverse("census:index")

    identity = Identity.objects.get(user=charlie)
    assert (identity.way, identity.area) == (Identity.Way.DESK, harbour)


def test_desk_names_the_unknown_address_and_keeps_what_was_typed(carol, harbour, log_in):
    page = log_in(carol).post(reverse("census:desk"), DESK | {"email": "who@example.org"})

    assert "Nobody with this address has registered yet." in page.content.decode()
    assert 'value="Nell Quick"' in page.content.decode()


def test_desk_says_how_many_were_born_that_day_and_asks(carol, charlie, harbour, log_in):
    client = log_in(carol)
    upload(client, GOOD)

    page = at_desk(client, charlie, name="Nell Mary Quick").content.decode()

    assert "1 person born that day at this postcode" in page
    assert "The name is written another way there" not in page
    assert 'value="spelt"' in page
    assert "Write something here." not in page
    assert not Identity.objects.exists()


def test_desk_takes_the_entry_under_another_spelling(carol, charlie, harbour, log_in):
    client = log_in(carol)
    upload(client, GOOD)

    at_desk(client, charlie, name="Nell Mary Quick", who="spelt", **ANSWER)

    assert Identity.objects.get(user=charlie).area == harbour


def test_desk_takes_someone_who_is_not_in_the_register(carol, charlie, harbour, log_in):
    client = log_in(carol)
    assert 'value="spelt"' not in at_desk(client, charlie).content.decode()

    at_desk(client, charlie, who="new", area=harbour.pk, **ANSWER)

    assert Identity.objects.get(user=charlie).birth_year == 1980
    assert AuditEvent.objects.get(verb="verify_person").said == ANSWER["reason"]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"who": "new", "reason": ""}, "Write something here."),
        ({"who": "new", **ANSWER}, "The register does not say in which ward"),
        ({"who": "moved", "former_postcode": "ZZ1 1ZZ", **ANSWER}, "The register knew nobody there"),
        ({"who": "stays", **ANSWER}, "Select a valid choice"),
    ],
)
def test_desk_says_beside_the_answer_what_is_missing(answer, sentence, carol, charlie, log_in):
    page = at_desk(log_in(carol), charlie, **answer).content.decode()

    assert sentence in page
    assert not Identity.objects.filter(user=charlie).exists()


def test_desk_refuses_a_second_account_of_one_person(carol, charlie, alice, harbour, log_in):
    client = log_in(carol)
    upload(client, GOOD)
    at_desk(client, charlie)

    assert "is verified already" in at_desk(client, alice).content.decode()
    assert "Another account is already verified" in at_desk(client, UserFactory()).content.decode()
    assert Identity.objects.filter(user=charlie).count() == 1


def test_screens_say_when_only_the_desk_can_tell_who_is_who(carol, charlie, harbour, log_in):
    client = log_in(carol)
    upload(client, GOOD)
    upload(client, GOOD + "Nell Quick,1980-12-31,HB9 9ZZ,Harbour ward\n")

    assert (
        "1 person in the register can be verified at the desk only"
        in client.get(reverse("census:index")).content.decode()
    )
    assert "at 1 other postcode" in at_desk(client, charlie, postcode="HB9 9ZZ").content.decode()


def test_screens_ask_for_a_fresh_upload_when_the_register_is_an_old_one(carol, charlie, harbour, log_in):
    client = log_in(carol)
    upload(client, GOOD)
    KnownPerson.objects.update(household_key="")

    assert "once you upload the register again" in client.get(reverse("census:index")).content.decode()
    page = at_desk(client, charlie, name="Nell Mary Quick").content.decode()
    assert "once the register is uploaded again" in page
    assert 'value="spelt"' not in page

    upload(client, GOOD)
    assert "upload the register again" not in client.get(reverse("census:index")).content.decode()


@pytest.mark.parametrize("who", ["bob", "fiona", "audrey", "charlie", "alice"])
def test_desk_is_for_officers(who, request, carol, harbour, log_in):
    upload(log_in(carol), GOOD)

    at_desk(log_in(request.getfixturevalue(who)), UserFactory())

    assert not Identity.objects.exclude(user__email="alice@example.org").exists()
