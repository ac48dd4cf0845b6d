"""Each type of ballot on a phone, by keyboard, with and without scripts: cast, and changed afterwards."""

import re
import secrets

import pytest
from playwright.sync_api import expect

from tests.journeys.axe import outline_faults, violations
from tests.journeys.ballot_rounds import TITLES, ballot_of, round_of
from tests.journeys.people import Household, Person

pytestmark = pytest.mark.journey
PHONE = {"width": 375, "height": 760}
# What is marked first and what instead of it, by number of project; with what then lies in the box.
BALLOTS = {
    "approval": ({1: "", 3: ""}, (1, 3), {3: "", 5: ""}, (1, 5)),
    "knapsack": ({2: "", 4: ""}, (2, 4), {4: "", 6: ""}, (2, 6)),
    "choose-1": ({2: ""}, (2,), {5: ""}, (5,)),
    "ordinal": ({4: "1", 2: "2"}, (4, 2), {2: "1", 4: "2"}, (2, 4)),
    "cumulative": ({1: "4", 6: "5"}, ((1, "4"), (6, "5")), {1: "1", 6: "9"}, ((1, "1"), (6, "9"))),
}


def give_place(person: Person, title: str, place: int) -> None:
    """Down the list by the arrow keys, past places that others have."""
    field = person.keys.reach("combobox", f"Place of “{title}”")
    person.page.keyboard.press("Home")
    for _step in range(place):
        person.page.keyboard.press("ArrowDown")
    expect(field.locator("option:checked")).to_have_text(f"Place {place}")
    person.page.keyboard.press("Tab")


def mark(person: Person, ballot_type: str, marks: dict[int, str]) -> None:
    for number, text in marks.items():
        title = TITLES[number - 1]
        starts = re.compile(f"^{re.escape(title)}")
        if ballot_type == "choose-1":
            person.keys.choose(starts)
        elif ballot_type == "ordinal":
            give_place(person, title, int(text))
        elif ballot_type == "cumulative":
            person.keys.write(f"Points for “{title}”", text)
        else:
            person.keys.tick(starts)


def review_and_cast(person: Person) -> str:
    person.keys.follow("button", "Review your ballot")
    person.sees("Review your ballot")
    person.keys.follow("button", "Cast your ballot")
    person.sees("Your ballot is in")
    person.reads("What a receipt does not prove")
    return person.page.locator(".receipt__code").inner_text().strip()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("ballot_type", BALLOTS)
def test_ballot_is_cast_and_changed_on_a_phone_by_keyboard(ballot_type, scripts, household: Household):
    first, kept, then, changed = BALLOTS[ballot_type]
    round = round_of(ballot_type, f"phone-{secrets.token_hex(4)}")
    alice = household.member("alice", scripts=scripts)
    alice.page.set_viewport_size(PHONE)
    alice.go(round.get_absolute_url())
    alice.keys.follow("link", "Vote", within=alice.page.get_by_role("main"))
    mark(alice, ballot_type, first)
    receipt = review_and_cast(alice)
    assert ballot_of("alice", round) == kept
    alice.keys.follow("link", "Change your ballot")
    mark(alice, ballot_type, then)
    assert review_and_cast(alice) == receipt, "a changed ballot keeps its receipt"
    assert ballot_of("alice", round) == changed


def in_basket(person: Person, *numbers: int) -> None:
    """The basket lists exactly these projects, in this order."""
    lines = person.page.locator(".basket__list li > [data-line-title]")
    expect(lines).to_have_text([TITLES[number - 1] for number in numbers])


def test_a_ranked_basket_makes_room_and_is_ordered_by_its_buttons(household: Household):
    round = round_of("ordinal", f"ranked-{secrets.token_hex(4)}")
    alice = household.member("alice")
    alice.go(f"{round.get_absolute_url()}ballot/")
    for number in (1, 2, 3):
        mark(alice, "ordinal", {number: str(number)})
    mark(alice, "ordinal", {3: "1"})
    in_basket(alice, 3, 1, 2)
    alice.keys.press("button", f"Move up {TITLES[1]}")
    in_basket(alice, 3, 2, 1)
    mark(alice, "ordinal", {6: "2"})
    in_basket(alice, 3, 6, 2)
    expect(alice.page.locator("[data-basket-said]")).to_have_text(f"“{TITLES[0]}” has no place any more.")
    expect(alice.page.locator("[data-basket-left]")).to_have_text("0 places left")
    review_and_cast(alice)
    assert ballot_of("alice", round) == (3, 6, 2)


def test_points_are_given_by_buttons_and_the_basket_adds_up(household: Household):
    round = round_of("cumulative", f"points-{secrets.token_hex(4)}")
    alice = household.member("alice")
    alice.go(f"{round.get_absolute_url()}ballot/")
    left = alice.page.locator("[data-basket-left]")
    for _press in range(3):
        alice.keys.press("button", f"One point more for “{TITLES[0]}”")
    alice.keys.press("button", f"One point less for “{TITLES[0]}”")
    expect(left).to_have_text("8 points left")
    mark(alice, "cumulative", {2: "9"})
    expect(left).to_have_text("1 point too many")
    alice.keys.follow("button", "Review your ballot")
    alice.reads("You have 10 points to share out")
    mark(alice, "cumulative", {2: "8"})
    review_and_cast(alice)
    assert ballot_of("alice", round) == ((1, "2"), (2, "8"))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_two_projects_are_compared_without_losing_the_basket(scripts, household: Household):
    round = round_of("knapsack", f"compare-{secrets.token_hex(4)}")
    alice = household.member("alice", scripts=scripts)
    alice.go(f"{round.get_absolute_url()}ballot/")
    mark(alice, "knapsack", {1: ""})
    for number in (2, 4):
        alice.keys.tick(f"Compare {TITLES[number - 1]}")
    alice.keys.follow("button", "Compare side by side")
    alice.sees("Compare projects")
    expect(alice.page.locator("[data-basket-count]")).to_have_text("1 chosen")
    alice.keys.tick(f"Choose {TITLES[3]}")
    alice.keys.follow("button", "Back to all projects")
    alice.sees("Your ballot")
    expect(alice.page.locator("[data-basket-count]")).to_have_text("2 chosen")
    review_and_cast(alice)
    assert ballot_of("alice", round) == (1, 4)


@pytest.mark.parametrize("ballot_type", BALLOTS)
def test_pages_of_each_ballot_hold_for_everyone(ballot_type, household: Household):
    """The list with marks, two projects side by side, the review and the confirmation, on a small phone."""
    round = round_of(ballot_type, f"axe-{secrets.token_hex(4)}")
    alice = household.member("alice")
    # So high that the basket lies over nothing: what it covers at one moment is scrolled free at the next.
    alice.page.set_viewport_size({"width": 320, "height": 5000})
    alice.go(f"{round.get_absolute_url()}ballot/")
    mark(alice, ballot_type, BALLOTS[ballot_type][0])
    for number in (2, 4):
        alice.keys.tick(f"Compare {TITLES[number - 1]}")
    faults = faults_of(alice)
    for button in ("Compare side by side", "Review your ballot", "Cast your ballot"):
        alice.keys.follow("button", button)
        faults += faults_of(alice)
    assert not faults, "\n".join(faults)


def faults_of(person: Person) -> list[str]:
    return [*violations(person.page), *outline_faults(person.page)]
