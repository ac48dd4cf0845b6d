"""The council's policy about a second way, and the pages of text messages."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from participation.accounts.actions import change_verification_policy
from participation.accounts.rules import identity_of, needs_second_way
from participation.accounts.ways import VerificationPolicy
from participation.models import AuditEvent
from tests.participation.accounts.telephones import PHONE, code_in, found

pytestmark = pytest.mark.usefixtures("sms")


# The policy


@pytest.mark.django_db
def test_council_may_let_the_register_be_enough(carol):
    change_verification_policy(
        actor=carol, asks_second_way=False, offers_sms=True, offers_letter=False, offers_provider=False
    )

    assert not needs_second_way(identity_of(found()))
    assert AuditEvent.objects.get(verb="change_verification").facts["asks_second_way"] is False


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "fiona", "audrey"])
def test_policy_is_for_officers_alone(who, request):
    with pytest.raises(PermissionDenied):
        change_verification_policy(
            actor=request.getfixturevalue(who),
            asks_second_way=False,
            offers_sms=True,
            offers_letter=False,
            offers_provider=False,
        )


@pytest.mark.django_db
def test_policy_is_one_row():
    VerificationPolicy.objects.update_or_create(pk=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        VerificationPolicy.objects.create(pk=2)


@pytest.mark.django_db
def test_officer_changes_the_policy_on_screen(carol, log_in):
    client = log_in(carol)
    assert "Ask for a second way" in client.get(reverse("census:ways")).content.decode()

    client.post(reverse("census:ways"), {"offers_sms": "on"})

    assert VerificationPolicy.current().asks_second_way is False


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["bob", "fiona", "audrey", "alice", "charlie"])
def test_screen_of_the_policy_is_for_officers(who, request, log_in):
    log_in(request.getfixturevalue(who)).post(reverse("census:ways"), {})

    assert not VerificationPolicy.objects.filter(asks_second_way=False).exists()


# The pages


@pytest.mark.django_db
def test_pages_lead_from_the_number_to_the_code_and_onward(sms, log_in, django_capture_on_commit_callbacks):
    client = log_in(found())
    ways = client.get(reverse("second_way"), {"next": "/processes/"}).content.decode()
    assert reverse("phone_code") + "?next=/processes/" in ways

    with django_capture_on_commit_callbacks(execute=True):
        sent = client.post(reverse("phone_code"), {"phone": PHONE, "next": "/processes/"})
    assert "15 minutes" in client.get(sent.url).content.decode()
    page = client.post(reverse("phone_code"), {"code": "", "next": "/processes/"})
    assert list(page.context["form"].errors) == ["code"]
    done = client.post(reverse("phone_code"), {"code": code_in(sms()[-1]), "next": "/processes/"})

    assert done.url == "/processes/"
    assert client.get(reverse("second_way")).url == reverse("my_page")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_page_says_when_the_gateway_is_down(settings, log_in):
    settings.SMS_GATEWAY = "tests.participation.accounts.telephones.DownGateway"

    page = log_in(found()).post(reverse("phone_code"), {"phone": PHONE}).content.decode()

    assert "could not send the message just now" in page
    assert f'value="{PHONE}"' in page


@pytest.mark.django_db
def test_page_offers_the_desk_alone_where_no_messages_are_sent(settings, log_in):
    settings.SMS_GATEWAY = ""
    client = log_in(found())

    page = client.get(reverse("second_way")).content.decode()

    assert reverse("phone_code") not in page
    assert reverse("desk_code") in page
    assert client.get(reverse("phone_code")).url == reverse("second_way")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["second_way", "phone_code", "desk_code"])
def test_pages_are_for_people_who_are_logged_in(name):
    assert Client().get(reverse(name)).url.startswith(reverse("account_login"))


@pytest.mark.django_db
def test_pages_lead_unverified_people_to_the_register(charlie, log_in):
    assert log_in(charlie).get(reverse("second_way")).url == reverse("verify")


@pytest.mark.django_db
def test_my_page_reminds_of_the_second_way(log_in, alice):
    assert reverse("second_way") in log_in(found()).get(reverse("my_page")).content.decode()
    assert reverse("second_way") not in log_in(alice).get(reverse("my_page")).content.decode()
