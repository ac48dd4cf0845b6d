"""A lost connection, a device clock that is wrong, and the exact end: the voter always knows what is in."""

import re
import secrets
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from budgeting.models import BallotDraft, PollBookEntry, Round
from tests.factories.rounds import move
from tests.journeys.ballot_rounds import ballot_of, round_of
from tests.journeys.people import Household, Person
from tests.journeys.test_ballot_types import mark

pytestmark = pytest.mark.journey
WRONG_CLOCK = """
  const real = Date;
  globalThis.Date = class extends real {
    constructor(...given) { given.length ? super(...given) : super(real.now() + HOURS * 3600e3); }
    static now() { return real.now() + HOURS * 3600e3; }
  };
"""


def at_review(household: Household, round: Round) -> Person:
    alice = household.member("alice")
    alice.page.set_viewport_size({"width": 375, "height": 760})
    alice.go(f"{round.get_absolute_url()}ballot/")
    mark(alice, "knapsack", {1: "", 3: ""})
    alice.keys.follow("button", "Review your ballot")
    alice.page.wait_for_load_state("networkidle")  # what stands by for a lost connection is there
    return alice


def test_connection_lost_before_the_ballot_arrived(household: Household):
    round = round_of("knapsack", f"offline-{secrets.token_hex(4)}")
    alice = at_review(household, round)
    alice.context.set_offline(True)
    alice.keys.press("button", "Cast your ballot")
    alice.reads("The connection was lost")
    assert ballot_of("alice", round) is None
    alice.context.set_offline(False)
    alice.keys.follow("button", "Cast your ballot")
    alice.sees("Your ballot is in")
    assert ballot_of("alice", round) == (1, 3)


def test_connection_lost_after_the_ballot_arrived(household: Household):
    round = round_of("knapsack", f"answer-{secrets.token_hex(4)}")
    alice = at_review(household, round)

    def lose_the_answer(route):
        route.fetch(max_redirects=0)
        route.abort()

    alice.page.route("**/ballot/cast/", lose_the_answer, times=1)
    alice.keys.press("button", "Cast your ballot")
    alice.reads("The connection was lost")
    receipt = PollBookEntry.objects.get(round=round).receipt
    alice.keys.follow("button", "Cast your ballot")
    alice.sees("Your ballot is in")
    expect(alice.page.locator(".receipt__code")).to_have_text(receipt)
    assert PollBookEntry.objects.filter(round=round).count() == 1


def test_whether_the_ballot_is_in_can_be_looked_up(household: Household):
    round = round_of("knapsack", f"look-{secrets.token_hex(4)}")
    alice = at_review(household, round)
    alice.page.route("**/ballot/cast/", lambda route: route.abort(), times=1)
    alice.keys.press("button", "Cast your ballot")
    alice.keys.follow("link", "Or look whether your ballot is in")
    alice.sees("Your ballot")
    assert ballot_of("alice", round) is None


@pytest.mark.parametrize("hours", [1, -1])
def test_the_page_counts_down_by_the_servers_clock(hours, household: Household):
    round = move(round_of("knapsack", f"clock-{secrets.token_hex(4)}"), end=timedelta(minutes=30))
    alice = household.member("alice")
    alice.context.add_init_script(WRONG_CLOCK.replace("HOURS", str(hours)))
    alice.go(f"{round.get_absolute_url()}ballot/")
    assert abs(alice.page.evaluate("Date.now() - performance.timeOrigin - performance.now()")) > 3_000_000
    expect(alice.page.locator("[data-countdown]")).to_have_text(re.compile(r"^in (29|28|27) minutes$"))
    move(round, end=timedelta(seconds=40))
    alice.page.reload()
    expect(alice.page.locator("[data-countdown]")).to_have_text(re.compile(r"^in \d+ seconds?$"))


def test_a_late_ballot_is_refused_in_words_and_kept_nowhere(household: Household):
    round = round_of("knapsack", f"late-{secrets.token_hex(4)}")
    alice = at_review(household, round)
    BallotDraft.objects.filter(round=round).delete()
    move(round, end=timedelta(0))
    alice.keys.follow("button", "Cast your ballot")
    alice.reads("This ballot came after the end, so it was not taken and nothing was kept")
    alice.faults = [fault for fault in alice.faults if not fault.startswith("answer 403")]  # as it should be
    assert ballot_of("alice", round) is None
    assert not PollBookEntry.objects.filter(round=round).exists()
    assert not BallotDraft.objects.filter(round=round).exists()
