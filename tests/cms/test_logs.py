"""Logs say what happened, never who: no address, name, code or choice."""

import io
import json
import logging

import pytest
from django.core.exceptions import SuspiciousOperation
from django.test import Client
from django.urls import path, reverse

from cms.logs import JsonLines
from tests.participation.accounts.test_entrance import code_from_mail

PRIVATE = ("Nell", "Quick", "nell@example.org", "1980", "HB1")


def failing_view(request):
    raise ValueError(f"cannot handle {request.POST['name']}")


def suspicious_view(request):
    raise SuspiciousOperation(f"odd input {request.POST['name']}")


urlpatterns = [path("fails/", failing_view), path("odd/", suspicious_view)]


@pytest.fixture
def written():
    """What our formatter writes of everything that is logged, down to the finest level."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    loggers = [logging.getLogger(name) for name in ("", "django", "allauth", "participation", "cms")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    yield stream
    for logger, level in zip(loggers, levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


def lines(written) -> list[dict]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


@pytest.mark.django_db
def test_registering_logging_in_and_verifying_leave_no_private_word(written):
    client = Client()
    client.post(reverse("account_signup"), {"display_name": "Nell Quick", "email": "nell@example.org"})
    code = code_from_mail()
    client.post(reverse("account_email_verification_sent"), {"code": code})
    born = {"birth_date_day": "31", "birth_date_month": "12", "birth_date_year": "1980"}
    client.post(reverse("verify"), {"name": "Nell Quick", **born, "postcode": "HB1 2AB"})
    client.get("/nell@example.org/nothing/here/")
    logging.getLogger("participation").error("a line of ours about %s", "nell@example.org")

    text = written.getvalue()
    assert "a line of ours about %s" in text
    assert not [word for word in (*PRIVATE, code) if word in text]


@pytest.mark.django_db
@pytest.mark.urls("tests.cms.test_logs")
def test_error_says_its_kind_and_place_and_nothing_that_was_typed(written, settings):
    settings.MIDDLEWARE = []
    client = Client(raise_request_exception=False)

    assert client.post("/fails/", {"name": "Nell Quick"}).status_code == 500
    assert client.post("/odd/", {"name": "Nell Quick"}).status_code == 400

    failed = next(line for line in lines(written) if line.get("exception") == "ValueError")
    assert failed["where"].endswith("failing_view")
    assert failed["status"] == 500
    assert not [word for word in PRIVATE if word in written.getvalue()]


def test_exception_as_message_writes_its_kind_alone(written):
    logging.getLogger("participation").error(ValueError("nell@example.org is not a number"))

    assert lines(written)[-1]["event"] == "ValueError"
    assert "nell" not in written.getvalue()
