"""The register and the desk in the back office."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from participation.models import CensusEntry, CensusUpload, Identity

pytestmark = pytest.mark.django_db
GOOD = "name,date of birth,postcode,ward\nNell Quick,1980-12-31,HB1 2AB,Harbour ward\n"


def upload(client, text: str):
    file = SimpleUploadedFile("register.csv", text.encode(), content_type="text/csv")
    return client.post(reverse("census:index"), {"file": file})


def test_officer_uploads_and_sees_when(carol, harbour, log_in):
    client = log_in(carol)

    assert upload(client, GOOD).url == reverse("census:index")

    assert CensusEntry.objects.count() == 1
    assert "Carol" in client.get(reverse("census:index")).content.decode()


def test_bad_file_is_refused_with_line_and_column(carol, harbour, log_in):
    page = upload(log_in(carol), GOOD.replace("1980-12-31", "yesterday"))

    assert "Line 2, column “date of birth”" in page.content.decode()
    assert not CensusUpload.objects.exists()


def test_auditor_sees_uploads_and_may_not_add_one(audrey, harbour, log_in):
    client = log_in(audrey)
    assert "Upload a new register" not in client.get(reverse("census:index")).content.decode()

    upload(client, GOOD)

    assert not CensusUpload.objects.exists()


def test_charlie_uploads_nothing(charlie, harbour, log_in):
    assert upload(log_in(charlie), GOOD).status_code == 302
    assert not CensusUpload.objects.exists()


DESK = {"name": "Charlie Quick", "birth_date": "1980-12-31"}


def test_officer_verifies_a_person_at_the_desk(carol, charlie, harbour, log_in):
    log_in(carol).post(reverse("census:desk"), DESK | {"email": "Charlie@example.org", "area": harbour.pk})

    identity = Identity.objects.get(user=charlie)
    assert (identity.way, identity.area) == (Identity.Way.DESK, harbour)


def test_desk_names_the_unknown_address_and_keeps_what_was_typed(carol, harbour, log_in):
    page = log_in(carol).post(reverse("census:desk"), DESK | {"email": "who@example.org", "area": harbour.pk})

    assert "Nobody with this address has registered yet." in page.content.decode()
    assert 'value="Charlie Quick"' in page.content.decode()


def test_desk_refuses_a_second_account_of_one_person(carol, charlie, alice, harbour, log_in):
    client = log_in(carol)
    client.post(reverse("census:desk"), DESK | {"email": charlie.email, "area": harbour.pk})

    page = client.post(reverse("census:desk"), DESK | {"email": alice.email, "area": harbour.pk})

    assert "is verified already" in page.content.decode()
    assert Identity.objects.filter(user=charlie).count() == 1


@pytest.mark.parametrize("who", ["bob", "fiona", "audrey", "charlie"])
def test_desk_is_for_officers(who, request, harbour, log_in):
    client = log_in(request.getfixturevalue(who))

    client.post(reverse("census:desk"), DESK | {"email": "charlie@example.org", "area": harbour.pk})

    assert not Identity.objects.exists()
