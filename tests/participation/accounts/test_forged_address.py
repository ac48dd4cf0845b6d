"""How often a code may be asked for is counted by the address that the council's own proxy saw."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db
MOST_A_MINUTE = 20
MORE = MOST_A_MINUTE + 3


def mails_after_asking(header) -> int:
    """How many mails went out when codes were asked for many accounts, under the header of each try."""
    for number in range(MORE):
        Client().post(
            reverse("account_login"),
            {"login": f"nobody{number}@example.org"},
            headers={"x-forwarded-for": header(number)},
        )
    return len(mail.outbox)


def test_without_proxy_the_header_changes_nothing(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0

    assert mails_after_asking(lambda number: f"203.0.113.{number}") == MOST_A_MINUTE


def test_behind_a_proxy_what_the_visitor_forged_before_it_changes_nothing(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    assert mails_after_asking(lambda number: f"203.0.113.{number}, 198.51.100.7") == MOST_A_MINUTE


def test_behind_a_proxy_two_visitors_have_a_count_each(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    assert mails_after_asking(lambda number: f"198.51.100.{number}") == MORE
