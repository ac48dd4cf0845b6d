"""Live numbers in the browser: paused by keyboard, after a lost socket, out of order, read aloud."""

import json
import re
from datetime import datetime

import pytest
from playwright.sync_api import Locator, WebSocketRoute, expect

from participation.models import Proposal
from tests.factories.talk import ProposalFactory
from tests.journeys.people import Household, Person

pytestmark = pytest.mark.journey
LIVE = re.compile("/live/")


@pytest.fixture
def proposal() -> Proposal:
    return ProposalFactory()


def number(person: Person, proposal: Proposal) -> Locator:
    return person.page.locator(f'[data-live="proposal:{proposal.pk} supports"]').first


def support(person: Person, proposal: Proposal, button: str = "Support this") -> None:
    person.go(proposal.get_absolute_url())
    person.keys.press("button", button)
    expect(person.page.get_by_role("button", name=button)).to_have_count(0)


def onlookers(household: Household, proposal: Proposal) -> tuple[Person, Person]:
    """Two visitors at the page; what reaches the second must have been on its way to the first."""
    both = household.visitor(), household.visitor()
    for each in both:
        each.go(proposal.get_absolute_url())
        expect(number(each, proposal)).to_have_text("0")
    return both


def test_paused_numbers_stand_still_and_catch_up_when_resumed(household: Household, proposal: Proposal):
    paused, other = onlookers(household, proposal)
    alice = household.member("alice")
    button = paused.page.get_by_role("button", name="Pause live numbers")
    state = paused.page.get_by_role("status").filter(has_text="Numbers on this page are paused.")
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(state).to_have_count(0)
    paused.keys.press("button", "Pause live numbers")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(state).to_be_visible()
    support(alice, proposal)
    expect(number(other, proposal)).to_have_text("1")
    expect(number(paused, proposal)).to_have_text("0")
    paused.keys.press("button", "Pause live numbers")
    expect(number(paused, proposal)).to_have_text("1", timeout=3_000)
    expect(state).to_have_count(0)


def test_choice_to_pause_is_kept_on_other_pages_and_after_a_reload(household: Household, proposal: Proposal):
    paused, other = onlookers(household, proposal)
    alice = household.member("alice")
    paused.keys.press("button", "Pause live numbers")
    paused.go("/")
    expect(paused.page.get_by_role("button", name="Pause live numbers")).to_have_attribute(
        "aria-pressed", "true"
    )
    paused.go(proposal.get_absolute_url())
    support(alice, proposal)
    expect(number(other, proposal)).to_have_text("1")
    expect(number(paused, proposal)).to_have_text("0")


class Wire:
    """Between a page and the site's sockets: passes frames on, is cut, or carries the test's own frames."""

    def __init__(self, person: Person, *, to_site: bool):
        self.to_site, self.sockets, self.is_cut = to_site, [], False
        person.page.route_web_socket(LIVE, self._open)

    def _open(self, socket: WebSocketRoute) -> None:
        if self.is_cut:
            socket.close(code=4000)
            return
        self.sockets.append(socket)
        if self.to_site:
            socket.connect_to_server()

    def cut(self) -> None:
        self.is_cut = True
        self.sockets[-1].close(code=4000)

    def send(self, proposal: Proposal, version: int, supports: int) -> None:
        frame = {"topic": f"proposal:{proposal.pk}", "version": version, "value": {"supports": supports}}
        self.sockets[-1].send(json.dumps([frame]))


def test_after_a_lost_socket_the_page_shows_the_number_of_now(household: Household, proposal: Proposal):
    cut_off = household.visitor()
    wire = Wire(cut_off, to_site=True)
    cut_off.go(proposal.get_absolute_url())
    alice = household.member("alice")
    support(alice, proposal)
    expect(number(cut_off, proposal)).to_have_text("1")
    wire.cut()
    support(alice, proposal, "Take back my support")
    assert not proposal.supports.exists()
    expect(number(cut_off, proposal)).to_have_text("1")
    wire.is_cut = False
    cut_off.page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(number(cut_off, proposal)).to_have_text("0", timeout=5_000)
    assert len(wire.sockets) == 2


RECORD = """element => {
    window.shown = [];
    new MutationObserver(() => window.shown.push(element.textContent))
        .observe(element, { childList: true, characterData: true, subtree: true });
}"""


def shown(person: Person) -> list[str]:
    return person.page.evaluate("window.shown")


@pytest.fixture
def listener(household: Household, proposal: Proposal) -> tuple[Person, Wire]:
    """A visitor whose frames are the test's own, and whose time stands still until the test moves it."""
    person = household.visitor()
    wire = Wire(person, to_site=False)
    person.page.clock.install(time=datetime(2026, 5, 1, 12))
    person.go(proposal.get_absolute_url())
    expect(person.page.get_by_role("button", name="Pause live numbers")).to_be_visible()
    person.page.clock.pause_at(datetime(2026, 5, 1, 13))
    return person, wire


def test_numbers_never_go_backwards_when_frames_come_out_of_order(listener, proposal: Proposal):
    person, wire = listener
    number(person, proposal).evaluate(RECORD)
    for version, supports in ((20, 5), (10, 4), (20, 3), (19, 9), (21, 6)):
        wire.send(proposal, version, supports)
    expect(number(person, proposal)).to_have_text("6")
    assert shown(person) == ["5", "6"]


def test_changed_numbers_are_read_aloud_calmly(listener, proposal: Proposal):
    person, wire = listener
    wire.send(proposal, 1, 1)
    expect(number(person, proposal)).to_have_text("1")
    person.page.clock.run_for(300)
    region = person.page.locator("body > [role=status].visually-hidden")
    expect(region).to_contain_text("1 ")
    region.evaluate(RECORD)
    for supports in range(2, 22):
        wire.send(proposal, supports, supports)
    expect(number(person, proposal)).to_have_text("21")
    person.page.clock.run_for(4_000)
    assert shown(person) == []
    person.page.clock.run_for(1_000)
    expect(region).to_contain_text("21 ")
    assert len(shown(person)) == 1
