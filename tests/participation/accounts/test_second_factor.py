"""Staff give a second factor on every door, and it must still stand."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client
from django.urls import reverse

from participation.accounts.actions import grant_at_console
from tests.conftest import give_second_factor
from tests.participation.accounts.test_entrance import code_from_mail

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"
NEEDED = "/accounts/second-factor/"


def app_code(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def with_email_code(user) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": user.email})
    client.post(reverse("account_confirm_login_code"), {"code": code_from_mail()})
    return client


def test_officer_without_authenticator_may_only_set_one_up(carol):
    client = with_email_code(carol)

    assert client.get(reverse("my_page")).url == NEEDED
    assert client.get("/").url == NEEDED
    assert client.get(reverse("wagtailadmin_home")).url == NEEDED
    page = client.get(NEEDED).content.decode()
    assert reverse("mfa_activate_totp") in page
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200
    assert client.get(reverse("account_logout")).status_code == 200


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_officer_sets_up_an_app_and_gives_its_code(carol):
    client = with_email_code(carol)
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]

    client.post(reverse("mfa_activate_totp"), {"code": app_code(secret)})
    assert "code from your app" in mail.outbox[-1].body
    assert client.get(reverse("my_page")).url == NEEDED
    assert reverse("mfa_reauthenticate") in client.get(NEEDED).content.decode()
    client.post(reverse("mfa_reauthenticate"), {"code": app_code(secret)})

    assert client.get(reverse("my_page")).status_code == 200
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    assert client.get(NEEDED).url == reverse("my_page")


def test_officer_with_app_gives_its_code_at_log_in(carol):
    TOTP.activate(carol, SECRET)
    client = with_email_code(carol)
    assert client.get(reverse("my_page")).url.startswith(reverse("account_login"))

    client.post(reverse("mfa_authenticate"), {"code": app_code()})

    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_wrong_app_code_opens_nothing(carol):
    TOTP.activate(carol, SECRET)
    client = with_email_code(carol)

    client.post(reverse("mfa_authenticate"), {"code": "000000" if app_code() != "000000" else "111111"})

    led_to, _status = client.get(reverse("wagtailadmin_home"), follow=True).redirect_chain[-1]
    assert led_to.startswith((reverse("account_login"), reverse("mfa_authenticate")))


def test_recovery_code_counts_as_second_factor(carol):
    TOTP.activate(carol, SECRET)
    codes = RecoveryCodes.activate(carol).get_unused_codes()
    client = with_email_code(carol)

    client.post(reverse("mfa_authenticate"), {"code": codes[0]})

    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def as_recorded(client: Client, user, record: dict) -> Client:
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [{"method": "code", "at": time.time()}, record]
    session.save()
    return client


def test_passkey_counts_as_second_factor(carol, log_in):
    key = Authenticator.objects.create(user=carol, type=Authenticator.Type.WEBAUTHN, data={"name": "key"})
    record = {"method": "mfa", "type": "webauthn", "id": key.pk, "passwordless": True, "at": time.time()}
    client = as_recorded(log_in(carol, second_factor=False), carol, record)

    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_passkey_that_logs_in_alone_must_ask_its_owner(client):
    """Else the key would be one proof, not two; the server refuses an answer that does not say so."""
    asked = client.get(reverse("mfa_login_webauthn"), headers={"x-requested-with": "XMLHttpRequest"}).json()

    assert asked["request_options"]["publicKey"]["userVerification"] == "required"


def test_removed_authenticator_no_longer_counts(carol, log_in):
    client = log_in(carol)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200

    Authenticator.objects.filter(user=carol).delete()

    assert client.get(reverse("wagtailadmin_home")).url == NEEDED


def test_authenticator_of_another_person_does_not_count(carol, dave, log_in):
    give_second_factor(log_in(dave), dave)
    record = {
        "method": "mfa",
        "type": "totp",
        "id": Authenticator.objects.get(user=dave).pk,
        "at": time.time(),
    }
    client = as_recorded(log_in(carol, second_factor=False), carol, record)

    assert client.get(reverse("wagtailadmin_home")).url == NEEDED


def test_records_of_an_earlier_person_in_the_session_do_not_count(carol, dave, log_in):
    client = log_in(carol, second_factor=False)
    give_second_factor(client, dave)

    assert client.get(reverse("wagtailadmin_home")).url == NEEDED


def test_session_opened_before_the_role_was_granted_needs_the_second_factor(charlie, log_in):
    client = log_in(charlie)
    assert client.get(reverse("my_page")).status_code == 200

    grant_at_console(user=charlie, role="facilitator")

    assert client.get(reverse("my_page")).url == NEEDED


def test_resident_needs_no_second_factor(alice, log_in):
    assert log_in(alice).get(reverse("my_page")).status_code == 200
    assert log_in(alice).get(NEEDED).url == reverse("my_page")


def test_post_without_second_factor_changes_nothing(carol, log_in):
    assert log_in(carol, second_factor=False).post(reverse("verify"), {"name": "x"}).url == NEEDED


@pytest.mark.parametrize(
    "address", ["/admin/login/", "/admin/password_reset/", "/admin/password_reset/confirm/MQ/abc/"]
)
def test_doors_of_wagtail_lead_to_ours(address):
    assert Client().get(address).url.startswith(reverse("account_login"))
