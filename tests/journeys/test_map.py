"""The map of proposals and the pin of a new one, by keyboard too; nothing is asked of another site."""

import pytest
from playwright.sync_api import expect

from cms.demo import words
from tests.journeys.people import Household

pytestmark = pytest.mark.journey


def test_pins_lead_where_the_list_leads(household: Household):
    visitor = household.visitor()
    visitor.go(f"/processes/{words.ideas_process().slug}/proposals/?view=map")
    pins = visitor.page.locator(".map__pin")
    expect(pins.first).to_be_visible()
    pins.first.focus()
    visitor.page.keyboard.press("Enter")
    shown = visitor.page.locator(".leaflet-popup-content a").first
    number, title = shown.inner_text().split(". ", 1)
    # Proposals without a place on the map have a number in the list and no pin.
    expect(visitor.page.locator(".map-list li").nth(int(number) - 1)).to_contain_text(title)


def test_pin_is_put_by_keyboard_and_taken_away(household: Household):
    alice = household.member("alice")
    alice.go(f"/processes/{words.ideas_process().slug}/propose/")
    page = alice.page
    alice.keys.write("Title", "A bench at the end of the pier")
    alice.keys.write("What should happen?", "Put one bench there.")
    for heading in ("Why it matters", "Where it is"):
        alice.keys.follow("button", "Next")
        alice.sees(heading)
        if heading == "Why it matters":
            alice.keys.write("Why does it matter?", "To rest.")
    page.get_by_role("application", name="Map to put a pin on").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Put the pin under the cross").press("Enter")
    expect(page.get_by_text("The pin stands where you put it.")).to_be_visible()
    assert float(page.locator("#id_latitude").input_value()) > 55
    page.get_by_role("button", name="Take the pin away").press("Enter")
    assert page.locator("#id_latitude").input_value() == ""
