"""Staff log in with a passkey: the key and what it asks of its owner are both steps at once."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import CDPSession, expect

from tests.journeys.office import new_officer
from tests.journeys.people import Household, Person, prove_address

pytestmark = pytest.mark.journey
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def officer(browser, town, folder) -> Person:
    """A new officer at a browser that calls the town by name: no passkey belongs to a bare number."""
    household = Household(browser, f"http://localhost:{urlsplit(town).port}", folder)
    yield household.visitor()
    household.all_leave()


def plug_in_key(person: Person) -> tuple[CDPSession, str]:
    """A passkey device of the browser's own making, and its number."""
    device = person.context.new_cdp_session(person.page)
    device.send("WebAuthn.enable")
    return device, device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]


def add_passkey(officer: Person) -> None:
    prove_address(officer, new_officer())
    officer.sees("One more step")
    officer.keys.follow("link", "Use a passkey")
    officer.keys.write("Name", "Phone of the new officer")
    officer.keys.tick("Log in with this key alone")
    officer.keys.follow("button", "Add this key")
    officer.go("/accounts/logout/")
    officer.keys.follow("button", "Log out")


def test_officer_logs_in_with_a_passkey(officer: Person):
    plug_in_key(officer)
    add_passkey(officer)
    officer.go("/admin/")
    officer.sees("Log in")

    officer.keys.follow("button", "Log in with a passkey")

    officer.go("/admin/")
    expect(officer.page).to_have_url(re.compile("/admin/$"))
    officer.reads("What needs someone today")


def test_key_that_does_not_know_its_owner_opens_nothing(officer: Person):
    """The control: the same key in another hand, where fingerprint and PIN are wrong."""
    device, number = plug_in_key(officer)
    add_passkey(officer)
    device.send("WebAuthn.setUserVerified", {"authenticatorId": number, "isUserVerified": False})
    officer.go("/accounts/login/")

    officer.keys.press("button", "Log in with a passkey")

    expect(officer.page.get_by_role("alert")).to_contain_text("The key did not open")
    officer.go("/admin/")
    officer.sees("Log in")
