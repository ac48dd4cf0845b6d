"""A newcomer registers, is found in the register, proposes, and sees a neighbour's support arrive."""

import io
import re
import secrets

import pytest
from PIL import Image
from playwright.sync_api import expect

from cms.demo import words
from tests.journeys.axe import OUTLINE, violations
from tests.journeys.examples import voting
from tests.journeys.office import open_screen
from tests.journeys.people import Household, Person, newest_code, newest_text

pytestmark = pytest.mark.journey
BORN = "1988-02-29"
# Another one at each run: a new name where somebody born that day has just gone would be a case for the desk.
POSTCODE = f"QM2 {secrets.randbelow(10**5):05}"


def picture() -> dict:
    content = io.BytesIO()
    Image.new("RGB", (1200, 800), (24, 110, 96)).save(content, "PNG")
    return {"name": "bench.png", "mimeType": "image/png", "buffer": content.getvalue()}


def register_of(name: str) -> dict:
    ward = words.wards()[0].name
    rows = f"name,date of birth,postcode,ward\n{name},{BORN},{POSTCODE},{ward}\n"
    return {"name": "register.csv", "mimeType": "text/csv", "buffer": rows.encode()}


def upload_register(officer: Person, name: str) -> None:
    open_screen(officer, "Town", "Register of residents")
    officer.keys.give_file("Register file", register_of(name))
    officer.keys.tick(re.compile("The file is whole"))
    officer.keys.follow("button", "Upload")
    expect(officer.page.get_by_text("can now be verified")).to_be_visible()


def register(person: Person, name: str) -> str:
    """The address with which they registered."""
    address = f"{secrets.token_hex(4)}@quernmouth.example"
    person.go("/")
    person.keys.follow("link", "Log in")
    person.keys.follow("link", "Register")
    person.keys.write("What should we call you?", name)
    person.keys.write("Email address", address)
    person.keys.follow("button", "Register")
    person.keys.write("The code from our email", newest_code(person, address))
    person.keys.follow("button", "Continue")
    person.sees(name)
    return address


def verify(person: Person, name: str) -> None:
    person.keys.follow("link", "Get verified")
    person.keys.write("Full name", name)
    person.keys.write_date("Date of birth", BORN)
    person.keys.write("Postcode", POSTCODE.lower().replace(" ", ""))
    person.keys.follow("button", "Check my details")
    expect(person.page.get_by_text("You are now a verified resident.")).to_be_visible()


def passes_axe(person: Person) -> None:
    """The page before this person keeps axe's rules and fits, on a wide screen and on the smallest."""
    for width in (1280, 320):
        person.page.set_viewport_size({"width": width, "height": 900})
        assert violations(person.page, scope="main") == []
        assert person.page.evaluate(OUTLINE)["wide"] <= 0
    person.page.set_viewport_size({"width": 1280, "height": 900})


def confirm_by_phone(person: Person) -> None:
    """What the register knows opens no ballot; a code by text message does."""
    phone = f"07700 9{secrets.randbelow(10**5):05}"
    keys = person.keys
    person.go(voting().get_absolute_url())
    keys.follow("link", "Vote", within=person.page.get_by_role("main"))
    person.sees("You cannot vote here now")
    keys.follow("link", "Confirm who you are")
    person.sees("Confirm who you are")
    passes_axe(person)
    keys.follow("link", "Send me a code")
    passes_axe(person)
    keys.write("Mobile telephone number", phone)
    keys.follow("button", "Send me a code")
    passes_axe(person)
    keys.write("The code from our text message", newest_text(person, f"+447{phone[2:].replace(' ', '')}"))
    keys.follow("button", "Confirm")
    expect(person.page.get_by_text("You are confirmed, and you can vote.")).to_be_visible()
    keys.follow("link", "Vote", within=person.page.get_by_role("main"))
    expect(person.page.get_by_role("button", name="Review your ballot")).to_be_visible()


def propose(person: Person, title: str) -> None:
    """One thing a page, with a picture."""
    keys = person.keys
    keys.follow("link", "Take part")
    card = person.page.get_by_role("article").filter(has_text=words.ideas_process().title)
    keys.follow("link", re.compile("."), within=card)
    keys.follow("link", "Write a proposal")
    keys.write("Title", title)
    keys.write("What should happen?", "A bench with a back and arms, where the path meets the quay.")
    keys.follow("button", "Next")
    keys.write(
        "Why does it matter?", "People who walk with a stick have nowhere to rest on the way to the ferry."
    )
    keys.follow("button", "Next")
    keys.select("Which part of town?", words.wards()[0].name)
    keys.write("Where exactly?", "Custom House Quay")
    keys.follow("button", "Next")
    keys.select("What is it about?", words.categories()[0].name)
    keys.write("Who is it for?", "Everyone who walks here.")
    keys.follow("button", "Next")
    keys.write("Roughly, what might it cost?", "1,800")
    keys.follow("button", "Next")
    keys.give_file("Add a picture", picture())
    keys.write("What does the picture show?", "A green field")
    keys.follow("button", "Add it")
    keys.follow("button", "Next")
    keys.follow("button", "Next")
    keys.follow("button", "Publish my proposal")
    person.sees(title)


def test_newcomer_sees_support_arrive(household: Household):
    name = f"Nadia Quill {secrets.token_hex(2)}"
    title = f"A bench for {name}"
    upload_register(household.member("carol"), name)
    newcomer = household.visitor()
    register(newcomer, name)
    verify(newcomer, name)
    confirm_by_phone(newcomer)
    propose(newcomer, title)
    own = newcomer.page.get_by_role("complementary", name="Support").locator(".stat__value")
    expect(own).to_have_text("0")
    expect(newcomer.page.get_by_role("img", name="A green field")).to_be_visible()

    neighbour = household.member("ravi")
    neighbour.go(newcomer.page.url)
    newcomer.page.evaluate("window.stillTheSamePage = true")
    neighbour.keys.press("button", "Support this")
    expect(neighbour.page.get_by_text("You support this")).to_be_visible()
    expect(own).to_have_text("1")
    assert newcomer.page.evaluate("window.stillTheSamePage")
