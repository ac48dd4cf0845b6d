"""An officer sets a ward round up from template to review, changes a rule, looks as a resident, opens."""

import os
import re
import secrets
from pathlib import Path

import pytest
from playwright.sync_api import expect

from budgeting.models import Round
from tests.journeys.axe import office_faults, sideways
from tests.journeys.office import do, in_days, open_screen, write_moment
from tests.journeys.people import Household, Person
from tests.journeys.test_round import POT, make_pot, take_proposals_in

pytestmark = pytest.mark.journey
WIDTHS = (375, 1280)
# SHOTS=folder keeps pictures of the steps for people to look at.
SHOTS = os.environ.get("SHOTS")


def fits(person: Person, name: str) -> None:
    """The step in front of them is whole on a phone and on a desk; SHOTS keeps pictures of both."""
    for width in WIDTHS if SHOTS else ():
        person.page.set_viewport_size({"width": width, "height": 900})
        person.page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)
    faults = office_faults(person.page, *WIDTHS)
    assert not faults, "\n".join([name, *faults])


def go_on(person: Person, name: str) -> None:
    fits(person, name)
    person.keys.follow("button", "Save and go on")


def test_ward_round_from_the_template_to_its_opening(household: Household):
    carol = household.member("carol")
    title, pot = f"Ward round {secrets.token_hex(3)}", f"Pot {secrets.token_hex(3)}"
    make_pot(carol, household.member("farah"), pot)
    open_screen(carol, "Taking part", "Rounds")
    carol.keys.follow("link", re.compile("^Add"))
    carol.keys.write("Title", title)
    carol.keys.write("Purpose in one sentence", "Share out £10,000 for small things that help at once.")
    go_on(carol, "what")
    carol.keys.choose(re.compile("^Ward budgets"))
    go_on(carol, "template")
    carol.keys.write(f"From the pot “{pot}”", str(POT))
    go_on(carol, "pots")
    write_moment(carol, "“Vote” ends", in_days(365))
    go_on(carol, "dates")
    # Refused beside the field: the count is to begin before that end.
    expect(carol.page.get_by_text("can start once voting has ended").first).to_be_visible()
    fits(carol, "dates-refused")
    for name in ("Count and check", "Build"):
        write_moment(carol, f"“{name}” starts", in_days(366))
        write_moment(carol, f"“{name}” ends", in_days(400))
    for step in ("dates-again", "voters"):
        go_on(carol, step)
    fits(carol, "ballot")
    carol.keys.follow("button", "Save and go back")
    go_on(carol, "voters-again")
    for step in ("ballot", "counting", "paper", "shown"):
        go_on(carol, step)
    fits(carol, "review")
    carol.keys.follow("button", "Make the round")
    round = Round.objects.get(process__title=title)
    change_look_and_open(carol, round)


def change_look_and_open(carol: Person, round: Round) -> None:
    listed = take_proposals_in(carol, round)
    carol.go(f"/admin/rounds/{round.pk}/")
    carol.keys.follow("link", "Change the rules", within=carol.page.get_by_role("main"))
    fits(carol, "rules")
    carol.keys.write("Youngest age for voting", "16", role="spinbutton")
    carol.keys.follow("button", "Change the rules")
    carol.keys.follow("link", "Look at the ballot as a resident")
    carol.sees("Your ballot")
    carol.reads("This is a preview")
    carol.keys.tick(re.compile(f"^{re.escape(listed[0])}"))
    expect(carol.page.get_by_role("button", name="Review your ballot")).to_have_count(0)
    # A public page, which test_every_page.py looks at: its bar at the foot floats over what scrolls by.
    for width in WIDTHS:
        carol.page.set_viewport_size({"width": width, "height": 900})
        assert not sideways(carol.page), f"preview at {width}"
    do(carol, round, "Open the round")
    round.refresh_from_db()
    assert (round.age_from, round.opened_at is not None) == (16, True)
