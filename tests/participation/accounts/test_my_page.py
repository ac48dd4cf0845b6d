"""My page: who I am to the site, what is mine, and how I log in."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participation.templatetags.devices import device
from tests.factories.talk import CommentFactory, ProposalFactory, SupportFactory
from tests.participation.accounts.test_second_factor import SECRET, app_code

pytestmark = pytest.mark.django_db


def test_page_asks_visitors_to_log_in():
    assert Client().get(reverse("my_page")).url.startswith(reverse("account_login"))


def test_page_of_a_newcomer_says_where_to_begin(charlie, log_in):
    page = log_in(charlie).get(reverse("my_page")).content.decode()

    assert reverse("verify") in page
    assert "You have not written a proposal yet." in page
    assert "You have not written a comment yet." in page


def test_page_shows_what_is_mine_and_nothing_of_others(alice, charlie, log_in):
    mine = ProposalFactory(author=alice, title="A bench for the pier")
    CommentFactory(author=alice, thread=mine.thread, text="I would sit there.")
    supported = SupportFactory(identity=alice.identity, proposal__title="A pond for frogs").proposal
    ProposalFactory(author=charlie, title="A tower of glass")

    page = log_in(alice).get(reverse("my_page")).content.decode()

    for words in (str(mine), "I would sit there.", str(supported), "Harbour ward", "Verified"):
        assert words in page
    assert "A tower of glass" not in page
    assert reverse("verify") not in page


def test_page_leads_to_the_settings_of_logging_in(alice, log_in):
    page = log_in(alice).get(reverse("my_page")).content.decode()

    for name in ("account_email", "mfa_index", "usersessions_list"):
        assert f'href="{reverse(name)}"' in page
    assert reverse("wagtailadmin_home") not in page


def test_page_leads_staff_to_the_back_office(carol, log_in):
    assert reverse("wagtailadmin_home") in log_in(carol).get(reverse("my_page")).content.decode()


def test_page_asks_as_often_for_one_thing_as_for_ten(alice, log_in):
    client, counts = log_in(alice), []
    client.get(reverse("my_page"))
    for number in (1, 9):
        for _ in range(number):
            own = ProposalFactory(author=alice)
            CommentFactory(author=alice, thread=own.thread)
            SupportFactory(identity=alice.identity)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("my_page"))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 20, counts


PAGES_WITH_AUTHENTICATOR = (
    "mfa_index",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_deactivate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "account_email",
    "usersessions_list",
)


@pytest.fixture
def with_app(alice, log_in):
    """Alice's browser after she set up an app and gave its code."""
    TOTP.activate(alice, SECRET)
    RecoveryCodes.activate(alice)
    client = log_in(alice)
    assert client.get(reverse("mfa_reauthenticate")).status_code == 200
    client.post(reverse("mfa_reauthenticate"), {"code": app_code()})
    return client


@pytest.mark.parametrize("name", PAGES_WITH_AUTHENTICATOR)
def test_settings_page_of_someone_with_an_app_opens(name, with_app):
    assert with_app.get(reverse(name)).status_code == 200


def test_settings_pages_ask_for_the_app_again_after_a_while(alice, log_in):
    TOTP.activate(alice, SECRET)

    response = log_in(alice).get(reverse("mfa_deactivate_totp"))

    assert response.url.startswith((reverse("mfa_reauthenticate"), reverse("account_reauthenticate")))


def test_app_page_between_code_and_entry_opens(alice):
    from tests.participation.accounts.test_second_factor import with_email_code

    TOTP.activate(alice, SECRET)

    assert with_email_code(alice).get(reverse("mfa_authenticate")).status_code == 200


def test_where_you_are_logged_in_ends_the_other_sessions(alice):
    from tests.participation.accounts.test_second_factor import with_email_code

    one, other = with_email_code(alice), with_email_code(alice)

    one.post(reverse("usersessions_list"))

    assert one.get(reverse("my_page")).status_code == 200
    assert other.get(reverse("my_page")).status_code == 302


@pytest.mark.parametrize(
    ("says", "shown"),
    [
        ("Mozilla/5.0 (Android 13; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0", "Firefox on Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/17.5 Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
            "Edge on Windows",
        ),
        ("Lynx/2.8.9", "A browser"),
    ],
)
def test_devices_are_called_by_names_that_their_owner_knows(says, shown):
    assert device(says) == shown
