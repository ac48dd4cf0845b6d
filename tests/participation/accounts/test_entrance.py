"""Registering and logging in: an email address, a code of six digits, never a password."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from participation.models import User

pytestmark = pytest.mark.django_db


def code_from_mail() -> str:
    return re.search(r"^\s*(\d{6})\s*$", mail.outbox[-1].body, re.MULTILINE)[1]


def register(client: Client, email: str = "nell@example.org", name: str = "Nell"):
    client.post(reverse("account_signup"), {"display_name": name, "email": email})
    return client.post(reverse("account_email_verification_sent"), {"code": code_from_mail()})


def test_register_with_code_logs_in_and_leads_to_my_page():
    client = Client()

    response = register(client, name="  Nell \u202e  Quick ")

    assert response.url == reverse("my_page")
    nell = User.objects.get()
    assert (nell.email, nell.display_name) == ("nell@example.org", "Nell Quick")
    assert not nell.has_usable_password()
    page = client.get(reverse("my_page")).content.decode()
    assert "Nell Quick" in page
    assert reverse("verify") in page


@pytest.mark.parametrize("name", ["", "…", "nell@example.org", "x" * 61])
def test_register_with_unfit_name_keeps_what_was_typed(name):
    response = Client().post(reverse("account_signup"), {"display_name": name, "email": "nell@example.org"})

    assert response.status_code == 200
    assert response.context["form"].errors["display_name"]
    assert 'value="nell@example.org"' in response.content.decode()
    assert not User.objects.exists()


def test_log_in_with_code(alice):
    client = Client()

    client.post(reverse("account_login"), {"login": "Alice@example.org"})
    response = client.post(reverse("account_confirm_login_code"), {"code": code_from_mail()})

    assert response.url == reverse("my_page")
    assert client.get(reverse("my_page")).status_code == 200


def test_log_in_with_wrong_code_three_times_ends_the_try(alice):
    client = Client()
    client.post(reverse("account_login"), {"login": "alice@example.org"})
    right = code_from_mail()

    for _ in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": "000000" if right != "000000" else "1"})
    client.post(reverse("account_confirm_login_code"), {"code": right})

    assert client.get(reverse("my_page")).status_code == 302


def test_log_in_form_asks_for_an_address_alone(db):
    page = Client().get(reverse("account_login"))

    assert list(page.context["form"].fields) == ["login"]
    assert 'type="password"' not in page.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/password/change/",
        "/accounts/password/set/",
        "/accounts/password/reset/",
        "/accounts/login/code/",
    ],
)
def test_password_pages_lead_to_the_log_in(address, db):
    assert Client().get(address).url.startswith(reverse("account_login"))
    assert Client().post(address, {"password1": "x"}).status_code == 302


def test_register_with_known_address_says_so_in_the_mail_alone(alice):
    client = Client()

    response = client.post(
        reverse("account_signup"), {"display_name": "Mallory", "email": "alice@example.org"}
    )

    assert response.url == reverse("account_email_verification_sent")
    assert User.objects.count() == 1
    assert reverse("account_login") in mail.outbox[-1].body
    assert "password" not in mail.outbox[-1].body


@pytest.mark.parametrize(
    "url", ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example", "javascript:1"]
)
def test_log_in_leads_to_no_other_site(url, alice, log_in):
    response = log_in(alice).get(reverse("account_login"), {"next": url})

    assert response.url == reverse("my_page")


def test_log_in_leads_back_to_where_the_person_was(alice, log_in):
    assert log_in(alice).get(reverse("account_login"), {"next": "/processes/"}).url == "/processes/"


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_inactive"])
def test_entrance_page_opens(name, db):
    assert Client().get(reverse(name)).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "account_email",
        "account_logout",
        "mfa_index",
        "usersessions_list",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
    ],
)
def test_settings_page_opens(name, alice, log_in):
    assert log_in(alice).get(reverse(name)).status_code == 200


def test_email_change_takes_a_code_from_the_new_address(alice, log_in):
    client = log_in(alice)

    client.post(reverse("account_email"), {"email": "alice@new.example.org", "action_add": ""})
    assert mail.outbox[-1].to == ["alice@new.example.org"]
    client.post(reverse("account_email_verification_sent"), {"code": code_from_mail()})

    alice.refresh_from_db()
    assert alice.email == "alice@new.example.org"


def test_create_superuser_is_refused_in_words():
    from django.core.management import CommandError

    with pytest.raises(CommandError, match="grant_role"):
        User.objects.create_superuser("root@example.org", "secret")


def test_superuser_is_refused_by_the_database():
    from django.db import IntegrityError

    with pytest.raises(IntegrityError, match="nobody_is_superuser"):
        User.objects.create(email="root@example.org", is_superuser=True)
