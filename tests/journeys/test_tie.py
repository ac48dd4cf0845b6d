"""A tie that changes the outcome: the count stops, a public lot decides, and the result says so."""

import re
from datetime import timedelta
from hashlib import sha256

import pytest
from playwright.sync_api import expect

from budgeting.models import PublicLot, Round
from participation.clock import database_now
from tests.journeys.axe import office_faults
from tests.journeys.office import counted, do, objections_ended, voting_ended
from tests.journeys.people import Household, Person
from tests.journeys.test_round import vote
from tests.journeys.test_scrutiny import crowd, round_of

pytestmark = pytest.mark.journey
DRAW, DRAWN = "Lotto of Saturday, the six numbers in rising order", "4 8 15 16 23 42"
HEX = re.compile(r"[0-9a-f]{64}")


def announce(officer: Person, round: Round) -> None:
    officer.go(f"/admin/rounds/{round.pk}/")
    officer.keys.follow("link", "Announce the public lot")
    officer.keys.write("Public draw", DRAW)
    soon = database_now() + timedelta(days=20)
    officer.page.get_by_label("When it is drawn").fill(f"{soon:%Y-%m-%dT%H:%M}")
    officer.keys.follow("button", "Announce the public lot")


def record_draw(officer: Person, round: Round) -> None:
    officer.go(f"/admin/rounds/{round.pk}/")
    officer.keys.follow("link", "Record what was drawn")
    officer.keys.write("What was drawn", DRAWN)
    officer.keys.follow("button", "Record what was drawn")


def draw_took_place(round: Round) -> None:
    PublicLot.objects.filter(round=round).update(draw_at=database_now() - timedelta(minutes=1))


def first_by_hand(page_text: str, promised: str) -> int:
    """Which plan goes first, worked out from what the result page publishes, as any reader can."""
    [secret] = {found for found in HEX.findall(page_text) if sha256(found.encode()).hexdigest() == promised}
    return min((1, 2), key=lambda number: sha256(f"{secret}\n{DRAWN}\n{number}".encode()).hexdigest())


def test_tie_stops_the_count_until_the_public_lot_decides(household: Household):
    round = round_of([600_00, 600_00, 300_00], tie_rule="lot")
    carol, dilys, alice = (household.member(name) for name in ("carol", "dilys", "alice"))
    reader = household.visitor()
    reader.go(round.get_absolute_url())
    reader.reads("The council has not named the draw yet.")
    announce(carol, round)
    reader.page.reload()
    reader.reads(DRAW)
    [promised] = HEX.findall(reader.page.get_by_role("region", name="If projects tie").inner_text())
    vote(alice, round, [f"{round}, plan 3"])
    crowd(round, [1], [2])
    voting_ended(round)
    do(carol, round, "Seal the ballot box")
    do(dilys, round, "Seal the ballot box")

    do(carol, round, "Count the ballots")
    counted(carol)
    carol.go(f"/admin/rounds/{round.pk}/")
    carol.reads(f"which goes first changes the result: {round}, plan 1, {round}, plan 2.")
    carol.reads("The public draw takes place")
    expect(carol.page.get_by_role("link", name="Record what was drawn")).to_have_count(0)
    expect(carol.page.get_by_role("link", name="Publish the result")).to_have_count(0)

    draw_took_place(round)
    record_draw(carol, round)
    do(dilys, round, "Count the ballots")
    counted(dilys)
    do(dilys, round, "Publish the result")
    reader.go(f"{round.get_absolute_url()}result/")
    page = reader.page.get_by_role("main").inner_text()
    first = first_by_hand(page, promised)
    second = 3 - first
    reader.reads(
        f"“{round}, plan {first}” was tied with “{round}, plan {second}”. The public lot put it first."
    )
    assert DRAW in page
    assert DRAWN in page
    won = reader.page.locator(".outcome", has_text=f"{round}, plan {second}")
    expect(won.locator(".outcome__why")).to_contain_text("£200 was missing")
    objections_ended(round)
    carol.go(f"/admin/rounds/{round.pk}/do/certify/")
    assert not (faults := office_faults(carol.page, 1280, 375)), "\n".join(faults)
    do(carol, round, "Certify the result")
    do(dilys, round, "Certify the result")
    reader.page.reload()
    reader.reads("This result is certified")
