"""The ballot on an old phone with a poor connection: 400 kbit/s and a fourth of the processor."""

import sys
import time

import pytest
from django.urls import reverse

from tests.journeys.examples import voting
from tests.journeys.people import Household

pytestmark = pytest.mark.journey
SPEED = 400_000 // 8
MOST_BYTES, MOST_SECONDS = 150_000, 5
PAGES = ("round", "ballot")


@pytest.mark.parametrize("name", PAGES)
def test_ballot_pages_are_light_and_soon_usable(name, household: Household):
    alice = household.member("alice")
    alice.page.set_viewport_size({"width": 375, "height": 760})
    address = reverse(name, args=[voting().process.slug])
    alice.go(address)  # the site is awake; the phone keeps nothing of this
    tools = alice.context.new_cdp_session(alice.page)
    slow = {"offline": False, "latency": 150, "downloadThroughput": SPEED, "uploadThroughput": SPEED}
    tools.send("Network.enable")
    tools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    tools.send("Network.emulateNetworkConditions", slow)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    sizes: list[float] = []
    tools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    began = time.monotonic()
    alice.page.goto(address, wait_until="domcontentloaded")
    if name == "ballot":
        alice.page.wait_for_function("document.documentElement.style.getPropertyValue('--basket')")
    usable = time.monotonic() - began
    alice.page.wait_for_load_state("load")
    figures = f"{usable:.1f} s, {sum(sizes) / 1000:.0f} kB in {len(sizes)} answers"
    sys.stdout.write(f"\n{name} on a slow phone: {figures}\n")
    assert usable < MOST_SECONDS
    assert sum(sizes) < MOST_BYTES
