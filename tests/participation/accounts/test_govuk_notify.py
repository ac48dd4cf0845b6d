"""Codes go out through GOV.UK Notify, by its published contract; refusals are told kindly, never logged."""

import json
import logging
import time

import jwt
import pytest
import requests
from django.urls import reverse

from participation.accounts.sms import GatewayDownError, NumberRefusedError, gateway
from tests.outside import notify
from tests.outside.server import serving
from tests.participation.accounts.telephones import PHONE, found

FAULTS = {
    "a template that is wrong": (400, "BadRequestError", "Missing personalisation: code"),
    "a key for tests alone": (
        400,
        "BadRequestError",
        "Can't send to this recipient using a team-only API key",
    ),
    "a key that was taken back": (403, "AuthError", "Invalid token: API key not found"),
    "too many a minute": (429, "RateLimitError", "Exceeded rate limit for key type LIVE"),
    "too many a day": (429, "TooManyRequestsError", "Exceeded send limits (50) for today"),
    "its own fault": (500, "Exception", "Internal server error"),
    "a pause": (503, "Exception", "Service unavailable"),
}


@pytest.fixture
def service(settings):
    fake = notify.Notify()
    settings.SMS_GATEWAY = "participation.accounts.govuk_notify.NotifyGateway"
    settings.GOVUK_NOTIFY_API_KEY = notify.KEY
    settings.GOVUK_NOTIFY_SMS_TEMPLATE = notify.TEMPLATE
    with serving(fake) as address:
        settings.GOVUK_NOTIFY_URL = fake.address = address
        yield fake


def ask_for_code(client, capture, phone: str = PHONE):
    with capture(execute=True):
        return client.post(reverse("phone_code"), {"phone": phone})


@pytest.mark.django_db
def test_resident_confirms_with_a_code_through_notify(service, log_in, django_capture_on_commit_callbacks):
    user = found()
    client = log_in(user)

    ask_for_code(client, django_capture_on_commit_callbacks)
    sent = service.taken[0]
    client.post(reverse("phone_code"), {"code": sent["personalisation"]["code"]})

    assert sent["phone_number"] == "+447700900123"
    assert sent.keys() == {"phone_number", "template_id", "personalisation"}
    user.identity.refresh_from_db()
    assert user.identity.second_way == "sms"


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_nothing_of_the_person_is_logged_whatever_the_fault(service, fault, caplog, capfd):
    service.fault = fault
    # As in production, where settings silence the client's own words.
    with caplog.at_level(logging.INFO, logger="participation"), pytest.raises(GatewayDownError) as down:
        gateway().send(phone="+447700900123", code="123456")

    assert str(fault[0]) in caplog.text
    assert down.value.__cause__ is None
    assert down.value.__context__ is None
    told = caplog.text + "".join(capfd.readouterr()) + repr(down.value)
    assert "900123" not in told
    assert "123456" not in told


def test_number_that_notify_refuses_is_the_persons_to_mend(service):
    with pytest.raises(NumberRefusedError):
        gateway().send(phone="+442079460000", code="123456")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_page_asks_for_another_number(service, log_in):
    page = log_in(found()).post(reverse("phone_code"), {"phone": "020 7946 0000"}).content.decode()

    assert "We cannot send messages to this number" in page
    assert 'value="020 7946 0000"' in page


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_page_says_when_notify_takes_nothing(service, log_in):
    service.fault = FAULTS["too many a day"]

    page = log_in(found()).post(reverse("phone_code"), {"phone": PHONE}).content.decode()

    assert "could not send the message just now" in page


def test_service_that_cannot_be_reached_is_down(service, settings):
    settings.GOVUK_NOTIFY_URL = "http://127.0.0.1:1"

    with pytest.raises(GatewayDownError):
        gateway().send(phone="+447700900123", code="123456")


# The fake keeps to the contract


def post(service, claims: dict | None, secret: str = notify.SECRET, **body) -> requests.Response:
    headers = {"Authorization": f"Bearer {jwt.encode(claims, secret, 'HS256')}"} if claims else {}
    whole = {
        "phone_number": "+447700900123",
        "template_id": notify.TEMPLATE,
        "personalisation": {"code": "1"},
    }
    address = f"{service.address}/v2/notifications/sms"
    return requests.post(address, json.dumps(whole | body), headers=headers, timeout=5)


def fresh(**changes) -> dict:
    return {"iss": notify.SERVICE, "iat": int(time.time())} | changes


@pytest.mark.parametrize(
    ("changes", "secret", "status"),
    [
        (None, notify.SECRET, 401),
        ({}, "another secret, of thirty-two signs", 403),
        ({"iss": "00000000-0000-0000-0000-000000000000"}, notify.SECRET, 403),
        ({"iat": 1}, notify.SECRET, 403),
        ({"iat": None}, notify.SECRET, 403),
        ({}, notify.SECRET, 201),
    ],
)
def test_fake_asks_for_a_signed_and_fresh_token(service, changes, secret, status):
    token = None if changes is None else fresh(**changes)

    assert post(service, token, secret).status_code == status


@pytest.mark.parametrize(
    "body", [{"phone_number": None}, {"template_id": "x"}, {"personalisation": {}}, {"colour": "red"}]
)
def test_fake_refuses_a_wrong_body(service, body):
    answer = post(service, fresh(), **body)

    assert answer.status_code == 400
    assert answer.json()["errors"][0].keys() == {"error", "message"}
    assert service.taken == []
