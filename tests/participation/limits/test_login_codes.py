"""A stranger who asks for many codes for somebody's address does not lock that person out."""

import re

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse

from participation.accounts.login_codes import count_try
from participation.limits import table
from participation.limits.refusal import TooOftenError
from participation.models import ActCount, User
from tests.participation.accounts.test_entrance import code_from_mail, register
from tests.participation.limits.pace import period_passes, used_up
from tests.races import race

pytestmark = pytest.mark.django_db
ALICE = "alice@example.org"
HOME, STRANGERS = "203.0.113.9", "198.51.100.7"


def ask(client: Client, address: str = ALICE):
    return client.post(reverse("account_login"), {"login": address})


def type_code(client: Client, code: str):
    return client.post(reverse("account_confirm_login_code"), {"code": code})


def asks_a_lot(times: int, connection: str = STRANGERS) -> int:
    """How many codes a stranger gets sent to Alice; each try is a new browser."""
    before = len(mail.outbox)
    for _each in range(times):
        ask(Client(REMOTE_ADDR=connection))
    return len(mail.outbox) - before


def test_twenty_codes_for_a_stranger_leave_the_owner_hers(alice):
    assert asks_a_lot(20) == 20
    assert asks_a_lot(5) == 0

    home = Client(REMOTE_ADDR=HOME)
    assert ask(home).status_code == 302
    assert type_code(home, code_from_mail()).url == reverse("my_page")


def test_one_connection_never_uses_up_what_the_address_has(alice):
    """Refused tries are no codes: however long it goes on, others keep their share."""
    used_up(table.CODES_BY_CONNECTION, f"network:{STRANGERS}:{ALICE}")

    assert asks_a_lot(15) == 0
    assert asks_a_lot(1, HOME) == 1


def test_many_connections_together_do_not_lock_out_a_known_device(alice):
    home = Client(REMOTE_ADDR=HOME)
    ask(home)
    type_code(home, code_from_mail())
    home.post(reverse("account_logout"))
    used_up(table.CODES_OF_ADDRESS, f"address:{ALICE}")

    assert asks_a_lot(1) == 0
    assert ask(home).status_code == 302
    assert type_code(home, code_from_mail()).url == reverse("my_page")


def test_known_device_is_also_one_on_which_somebody_registered(client):
    register(client)
    client.post(reverse("account_logout"))
    used_up(table.CODES_OF_ADDRESS, "address:nell@example.org")

    assert ask(client, "nell@example.org").status_code == 302
    assert ask(Client(), "nell@example.org").status_code == 429


def test_known_device_has_a_limit_and_no_allowance_for_other_addresses(alice, charlie):
    home = Client(REMOTE_ADDR=HOME)
    ask(home)
    type_code(home, code_from_mail())
    home.post(reverse("account_logout"))
    used_up(table.CODES_OF_ADDRESS, "address:charlie@example.org")
    assert ask(home, "charlie@example.org").status_code == 429

    ActCount.objects.all().delete()
    again, once_more = Client(), Client()
    for browser in (again, once_more):
        browser.cookies["known_device"] = home.cookies["known_device"].value
    assert ask(again).status_code == 302
    ActCount.objects.filter(count=1).update(count=table.CODES_BY_DEVICE.most)
    assert ask(once_more).status_code == 429


@pytest.mark.parametrize("value", ["", "x", "WyJhIixbXV0:1abc:forged", "1:2:3"])
def test_forged_device_is_none(alice, value):
    used_up(table.CODES_OF_ADDRESS, f"address:{ALICE}")
    client = Client()
    client.cookies["known_device"] = value

    assert ask(client).status_code == 429


def test_cookie_names_nobody_and_goes_to_the_log_in_alone(alice):
    client = Client()
    ask(client)
    cookie = type_code(client, code_from_mail()).cookies["known_device"]

    assert cookie["path"] == reverse("account_login")
    assert cookie["httponly"]
    assert "alice" not in cookie.value
    assert str(alice.pk) not in re.split(r"\W", cookie.value)


def test_refusal_keeps_the_address_and_says_how_long(alice):
    used_up(table.CODES_OF_ADDRESS, f"address:{ALICE}")

    refused = ask(Client(), "Alice@example.org")

    page = refused.content.decode()
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) <= 3600
    assert table.CODES_OF_ADDRESS.words() in page
    assert 'value="Alice@example.org"' in page
    period_passes(table.CODES_OF_ADDRESS)
    assert ask(Client()).status_code == 302


def test_refusal_does_not_tell_who_has_an_account(alice):
    for address in (ALICE, "nobody@example.org"):
        used_up(table.CODES_OF_ADDRESS, f"address:{address}")

    known, unknown = (ask(Client(), address).content.decode() for address in (ALICE, "nobody@example.org"))

    def plain(page: str) -> str:
        return re.sub(
            r'name="csrfmiddlewaretoken" value="\w+"|alice@|nobody@|in (\d+ minutes?|1 hour)', "", page
        )

    assert plain(known) == plain(unknown)


def test_registering_again_and_again_does_not_fill_a_mailbox(alice):
    used_up(table.CODES_BY_CONNECTION, f"network:127.0.0.1:{ALICE}")
    mail.outbox.clear()

    refused = Client().post(reverse("account_signup"), {"display_name": "Mallory", "email": ALICE})

    assert refused.status_code == 429
    assert 'value="Mallory"' in refused.content.decode()
    assert mail.outbox == []


def test_every_process_counts_the_same(alice):
    """Nothing of it lies in the memory of one process."""
    asks_a_lot(20)
    cache.clear()

    assert asks_a_lot(1) == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_code_has_three_tries_also_in_many_windows_at_once(harbour):
    request = RequestFactory().post("/")
    request.session = SessionStore("one")

    def guess(_number) -> bool:
        try:
            count_try(request, "123456")
        except TooOftenError:
            return False
        return True

    assert sum(race(guess, range(10))) == table.TRIES.most == 3


def test_right_code_after_the_tries_are_used_up_does_not_log_in(alice):
    client = Client()
    ask(client)
    code = code_from_mail()
    used_up(table.TRIES, f"code:{client.session.session_key}:{code}")

    assert type_code(client, code).status_code == 429
    assert client.get(reverse("my_page")).status_code == 302
    assert User.objects.get(pk=alice.pk).last_login is None


def test_limits_of_the_entrance_outlive_the_memory_of_a_process(alice):
    """Tries to register are django-allauth's to count: twenty a minute from one connection."""

    def register_once(number: int) -> int:
        sent = {"display_name": "Nell", "email": f"nell{number}@example.org"}
        return Client().post(reverse("account_signup"), sent).status_code

    ActCount.objects.all().delete()
    before = [register_once(number) for number in range(20)]
    ActCount.objects.all().delete()
    if settings.EMBEDDED:
        cache.clear()  # what one process remembers

    assert before == [302] * 20
    assert register_once(20) == 429
