"""Devices on which somebody logged in before: a signed cookie, sent to the pages of logging in alone."""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import get_random_string, salted_hmac

COOKIE, SALT, KEPT_SECONDS = "known_device", "participation.devices", 365 * 24 * 60 * 60
# A family shares a computer; a library's forgets who came first.
MOST_PEOPLE = 5


def known_device(request: HttpRequest, address: str) -> str:
    """The name of this device, if who has this address logged in on it within a year; else ""."""
    device, people = _read(request)
    return device if _person(address) in people else ""


def remember_device(request: HttpRequest, response: HttpResponse, address: str) -> None:
    device, people = _read(request)
    own = _person(address)
    people = [own, *(each for each in people if each != own)][:MOST_PEOPLE]
    value = signing.dumps([device or get_random_string(16), people], salt=SALT)
    response.set_cookie(
        COOKIE,
        value,
        max_age=KEPT_SECONDS,
        path=reverse("account_login"),
        httponly=True,
        samesite="Lax",
        secure=settings.SECURE_TLS,
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        device, people = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        return "", []
    return device, people


def _person(address: str) -> str:
    """A keyed hash: who finds the cookie does not learn who logged in."""
    return salted_hmac(SALT, address.strip().lower(), algorithm="sha256").hexdigest()[:32]
