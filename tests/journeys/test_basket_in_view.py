"""The basket is always in view, and never over what has the focus, down to 320 x 256."""

import secrets

import pytest

from tests.journeys.ballot_rounds import round_of
from tests.journeys.people import Household

pytestmark = pytest.mark.journey
SIZES = [(320, 256), (320, 640), (375, 760), (1280, 900)]
# Half of the focused element at least is seen: inside the window, and what is at its middle is itself.
SEEN = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return "";
  const box = element.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
  const top = document.elementFromPoint(x, box.top + Math.min(box.height, innerHeight) / 2);
  const label = top?.closest("label");
  const own = top && (element.contains(top) || top.contains(element) || label?.control === element);
  return own ? "" : `${element.outerHTML.slice(0, 120)} is under ${top?.outerHTML.slice(0, 120)}`;
}"""
BASKET = """() => {
  const box = document.querySelector("#basket summary").getBoundingClientRect();
  return box.top >= 0 && box.bottom <= innerHeight + 1;
}"""


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("ballot_type", ["knapsack", "ordinal", "cumulative"])
def test_basket_stays_in_view_and_off_the_focus(ballot_type, width, height, household: Household):
    round = round_of(ballot_type, f"view-{secrets.token_hex(4)}")
    alice = household.member("alice")
    alice.page.set_viewport_size({"width": width, "height": height})
    alice.go(f"{round.get_absolute_url()}ballot/")
    alice.page.locator("[data-mark]").first.focus()
    stops = 0
    while alice.page.evaluate("document.activeElement.closest('form[data-ballot]') !== null"):
        stops += 1
        alice.page.wait_for_function(f"({SEEN})() === ''", timeout=3_000)
        assert alice.page.evaluate(BASKET), alice.page.evaluate("document.activeElement.outerHTML")
        alice.page.keyboard.press("Tab")
    assert stops > 12
    wide = alice.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
