"""The people of the journeys: each has a browser of their own, and nothing goes wrong in it unnoticed."""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from participation.models import User
from tests.conftest import give_second_factor
from tests.journeys.keyboard import Keyboard

PATIENCE = 15_000  # milliseconds: two browsers and a town share two cores
expect.set_options(timeout=PATIENCE)
DESK = "/demo/"
SITE = "quernmouth.example"
# What staff see after the code by mail; residents are through at once.
STAFF = ("bob", "carol", "dilys", "farah", "owen")


class Person:
    """One person at one browser: `page` is what they see, `keys` are their hands."""

    def __init__(self, browser: Browser, town: str, *, scripts: bool = True, state: dict | None = None):
        self.town, self.scripts = town, scripts
        self.known = {urlsplit(town).netloc}
        self.faults: list[str] = []
        self.context: BrowserContext = browser.new_context(
            base_url=town,
            java_script_enabled=scripts,
            storage_state=state,
            locale="en-GB",
            timezone_id="Europe/London",
            viewport={"width": 1280, "height": 900},
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.on("request", lambda request: self._stay_here(request.url))
        self.context.on("response", self._look_at)
        self.context.on("console", self._listen)
        self.context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))
        self.page: Page = self.new_page()

    def new_page(self) -> Page:
        page = self.context.new_page()
        # Asked for now, or the browser's own file window may open before anyone waits for it.
        page.on("filechooser", lambda chooser: None)
        page.on("websocket", lambda socket: self._stay_here(socket.url))
        self.page, self.keys = page, Keyboard(page)
        return page

    def go(self, address: str) -> None:
        self.page.goto(address)

    def knows(self, url: str) -> None:
        """This other place on the machine belongs to their way."""
        self.known.add(urlsplit(url).netloc)

    def sees(self, heading: str | re.Pattern) -> None:
        """The page in front of them has this main heading."""
        expect(self.page.get_by_role("heading", level=1, name=heading)).to_be_visible()

    def reads(self, words: str | re.Pattern) -> None:
        expect(self.page.get_by_role("main").get_by_text(words).first).to_be_visible()

    def leave(self) -> None:
        self.context.close()

    def _stay_here(self, url: str) -> None:
        if urlsplit(url).scheme in ("http", "https", "ws", "wss"):
            self.faults += [] if urlsplit(url).netloc in self.known else [f"outside request: {url}"]

    def _look_at(self, response: Response) -> None:
        """A missing asset, or a page that breaks; a refused page or form is the journeys' own business."""
        page = response.request.resource_type == "document" or response.status == 422
        if response.status >= 500 or (response.status >= 400 and not page):
            self.faults.append(f"answer {response.status}: {response.url}")

    def _listen(self, message) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")


# To go back, type a code and send it, on a busy machine.
ENOUGH_SECONDS = 10


def newest_code(person: Person, address: str) -> str:
    """The newest code mailed to this address, as the demo desk shows it in another window."""
    # By then it was sent: the desk would show the one before.
    expect(person.page.get_by_label("The code from our email")).to_be_visible()
    desk = person.context.new_page()
    desk.goto(DESK)
    # Notices to the same address may have come after the code.
    mails = desk.locator(f'[data-mail-to="{address}"]')
    mail = mails.filter(has=desk.get_by_role("heading", name=re.compile("code"))).first
    expect(mail).to_be_visible()
    code = re.search(r"\b\d{6}\b", mail.inner_text()).group()
    desk.close()
    return code


def newest_text(person: Person, phone: str) -> str:
    """The code in the text message to this number, as the demo desk shows it."""
    desk = person.context.new_page()
    desk.goto(DESK)
    code = re.search(r"\b\d{6}\b", desk.locator(f'[data-text-to="{phone}"] p').last.inner_text()).group()
    desk.close()
    return code


def second_code(person: Person, address: str) -> str:
    """What the phone of a member of staff shows now; who has no time left to type it waits for the next."""
    desk = person.context.new_page()
    desk.goto(DESK)
    cell = desk.locator("td", has=desk.locator(f'[data-code-for="{address}"]'))
    while int(re.search(r"for (\d+) more", cell.inner_text()).group(1)) < ENOUGH_SECONDS:
        desk.wait_for_timeout(500)
        desk.reload()
    code = desk.locator(f'[data-code-for="{address}"]').inner_text().strip()
    desk.close()
    return code


def address_of(name: str) -> str:
    return name if "@" in name else f"{name}@{SITE}"


def logged_in(name: str) -> dict:
    """What the browser of someone who has logged in holds; test_doors.py walks how they do it."""
    user, client = User.objects.get(email=address_of(name)), Client()
    client.force_login(user)
    if user.is_staff:
        give_second_factor(client, user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "domain": "127.0.0.1"}
    return {"cookies": [{**cookie, "path": "/"}], "origins": []}


def prove_address(person: Person, address: str) -> None:
    """The first half of a log-in, and all of it for residents."""
    person.go("/accounts/login/")
    person.keys.write("Email address", address)
    person.keys.follow("button", "Send me a code")
    person.keys.write("The code from our email", newest_code(person, address))
    person.keys.follow("button", "Continue")


def log_in(person: Person, name: str) -> None:
    """Log in by keyboard: an address, the code that came by mail, and for staff the code of their phone."""
    address, keys = address_of(name), person.keys
    person.go("/accounts/login/")
    keys.write("Email address", address)
    keys.follow("button", "Send me a code")
    keys.write("The code from our email", newest_code(person, address))
    keys.follow("button", "Continue")
    if name in STAFF:
        person.sees("Your second step")
        keys.write(re.compile("[Cc]ode"), second_code(person, address))
        keys.follow("button", "Log in")
    expect(person.page).to_have_url(re.compile("/me/$"))


class Household:
    """Makes people; who has logged in once stays logged in for all journeys of a run."""

    def __init__(self, browser: Browser, town: str, folder: Path):
        self.browser, self.town, self.folder = browser, town, folder
        self.people: list[Person] = []

    def visitor(self, *, scripts: bool = True) -> Person:
        return self._keep(Person(self.browser, self.town, scripts=scripts))

    def member(self, name: str, *, scripts: bool = True) -> Person:
        """Someone of the demo town, logged in."""
        file = self.folder / f"session-{name}.json"
        if not file.exists():  # a new log-in of the same person ends no other, but one is enough
            file.write_text(json.dumps(logged_in(name)))
        return self._keep(
            Person(self.browser, self.town, scripts=scripts, state=json.loads(file.read_text()))
        )

    def anyone(self, name: str, *, scripts: bool = True) -> Person:
        """The member of this name, or a visitor for ""."""
        return self.member(name, scripts=scripts) if name else self.visitor(scripts=scripts)

    def all_leave(self) -> None:
        faults = [fault for person in self.people for fault in person.faults]
        for person in self.people:
            person.leave()
        self.people.clear()
        assert not faults, "\n".join(faults)

    def _keep(self, person: Person) -> Person:
        self.people.append(person)
        return person
