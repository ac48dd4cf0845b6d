"""One person tries account, kiosk, a code at home and paper: one ballot counts, by the declared rule."""

import re
import secrets
from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from playwright.sync_api import expect

from budgeting.ballots.codes.kiosk import COOKIE, SALT
from budgeting.ballots.paper.forms_of import form_of_area
from budgeting.models import PollBookEntry, Round
from budgeting.rounds.actions import add_project, create_round, open_round
from cms.demo.residents import Resident, residents
from participation.clock import database_now
from tests.factories.rounds import PotFactory
from tests.journeys.office import counted, do, new_officer, voting_began, voting_ended
from tests.journeys.people import Household, Person
from tests.journeys.test_round import vote
from tests.journeys.test_scrutiny import officer

pytestmark = pytest.mark.journey
POT = 1_000_00
ONLINE, AT_KIOSK, AT_HOME, ON_PAPER = "Benches", "Lamps", "A drinking tap", "A boat for rent"
PLANS = (ONLINE, AT_KIOSK, AT_HOME, ON_PAPER)


def round_with_every_way(paper_rule: str) -> Round:
    carol, now, title = officer(), database_now(), f"In four ways {secrets.token_hex(3)}"
    pot = PotFactory(name=f"Pot of {title}", money=POT)
    round = create_round(
        actor=carol, template="one_town_pot", title=title, slug=title.lower().replace(" ", "-"),
        purpose="Share out £1,000.", pots=[(pot, POT)], ballot_start=now + timedelta(days=1),
        ballot_end=now + timedelta(days=15), rule="greedy_votes", paper_rule=paper_rule,
        opens_to_codes=True,
    )  # fmt: skip
    for plan in PLANS:
        add_project(actor=carol, round=round, round_pot=round.pots.get(), title=plan, cost=POT)
    opened = open_round(actor=carol, round=round)
    voting_began(opened)
    return opened


def show_papers(officer: Person, resident: Resident, button: str) -> None:
    officer.keys.write("Full name, as on the document", resident.full_name)
    officer.page.get_by_label("Date of birth").fill(resident.birth_date.isoformat())
    officer.keys.write("Postcode of the place where they live", resident.postcode)
    officer.keys.follow("button", button)


def ask_for_code(officer: Person, round: Round, resident: Resident) -> None:
    officer.go(reverse("rounds:codes", args=[round.pk]))
    officer.keys.follow("link", "Hand a code to a person", within=officer.page.get_by_role("main"))
    show_papers(officer, resident, "Look up and make a code")


def code_of(officer: Person, round: Round, resident: Resident) -> str:
    ask_for_code(officer, round, resident)
    return officer.page.locator(".fm-code").inner_text().strip()


def ask_for_paper(officer: Person, round: Round, resident: Resident) -> None:
    officer.go(reverse("rounds:paper", args=[round.pk]))
    officer.keys.follow("link", "Give a paper ballot")
    show_papers(officer, resident, "Give a paper ballot")


def paper_of(officer: Person, round: Round, resident: Resident) -> str:
    ask_for_paper(officer, round, resident)
    officer.sees("Give this person a paper ballot")
    return officer.page.locator(".on-screen .number").inner_text()


def type_code(person: Person, round: Round, code: str) -> None:
    person.go(reverse("vote_by_code", args=[round.process.slug]))
    person.keys.write("The code on your card", code)
    person.keys.follow("button", "Open my ballot")


def cast(person: Person, plan: str) -> str:
    person.keys.tick(re.compile(f"^{plan}"))
    person.keys.follow("button", "Review your ballot")
    person.keys.follow("button", "Cast your ballot")
    person.sees("Your ballot is in")
    receipt = person.page.locator(".receipt__code").inner_text().strip()
    person.keys.follow("button", "I am done")
    return receipt


@pytest.fixture
def tablet(household: Household) -> Person:
    """In the library; test_kiosk.py shows how an officer starts it."""
    return household.visitor()


def as_kiosk(tablet: Person, round: Round) -> None:
    cookie = signing.dumps({"slug": round.process.slug, "idle": 180}, salt=SALT)
    tablet.context.add_cookies([{"name": COOKIE, "value": cookie, "url": tablet.town}])


def cannot_vote(person: Person, why: str) -> None:
    person.sees("You cannot vote here now")
    person.reads(why)


def answer_to(person: Person, round: Round, receipt: str) -> str:
    person.go(reverse("receipt_check", args=[round.process.slug]))
    person.keys.write("Your receipt", receipt)
    person.keys.follow("button", "Check")
    return person.page.get_by_role("main").inner_text()


def open_box(officer: Person, round: Round, *, shut: int = 0) -> None:
    officer.go(reverse("rounds:paper", args=[round.pk]))
    officer.keys.follow("link", "Open a box")
    officer.keys.write("Where the box stood", "Town hall")
    officer.keys.write("Ballots found in the box", "1", role="spinbutton")
    if shut:
        officer.keys.write(re.compile("envelopes on the list"), str(shut), role="spinbutton")
    officer.keys.follow("button", "Open a box")


def enter_slip(officer: Person, round: Round, link: str, marks: str) -> None:
    officer.go(reverse("rounds:paper", args=[round.pk]))
    officer.keys.follow("link", re.compile(rf"^{link}\s*: Town hall"))
    officer.keys.write(re.compile("^Version at the foot"), form_of_area(round, None).version)
    officer.keys.follow("button", "Begin")
    officer.page.keyboard.type(marks)
    with officer.page.expect_navigation():
        officer.page.keyboard.press("Enter")
    officer.keys.follow("button", "The pile is done")


def count_it(carol: Person, dilys: Person, round: Round) -> list:
    """The choices of all ballots that counted."""
    for person in (carol, dilys):
        do(person, round, "Seal the ballot box")
    do(carol, round, "Count the ballots")
    counted(carol)
    do(carol, round, "Publish the result")
    return list(round.counted_ballots.values_list("choices", flat=True))


def number_of(round: Round, plan: str) -> int:
    return round.projects.get(title=plan).number


def test_where_paper_counts_one_person_in_four_ways_has_her_paper_ballot(household: Household, tablet):
    round, resident = round_with_every_way("paper"), residents(40)[31]
    carol, dilys, person = (household.member(name) for name in ("carol", "dilys", resident.email))
    desk = household.member(new_officer())  # who sees people sees no slips
    at_home = household.visitor()
    as_kiosk(tablet, round)
    receipt = vote(person, round, [ONLINE])
    code = code_of(desk, round, resident)
    type_code(tablet, round, code)
    assert cast(tablet, AT_KIOSK) == receipt, "the ballot of the kiosk takes the place of the one before"
    tablet.sees("Vote here")
    type_code(at_home, round, code)
    at_home.reads("A ballot was cast with this code already.")
    code = code_of(desk, round, resident)
    paper_of(desk, round, resident)

    ask_for_paper(desk, round, resident)
    desk.reads("This person was given a paper ballot already.")
    ask_for_code(desk, round, resident)
    desk.reads("This person was given a paper ballot. It counts, so a code would not work.")
    person.go(reverse("ballot", args=[round.process.slug]))
    cannot_vote(person, "in this vote the paper ballot counts")
    for device in (tablet, at_home):
        type_code(device, round, code)
        cannot_vote(device, "in this vote the paper ballot counts")
        device.keys.follow("button", "Leave without voting")
    assert "No ballot of this round has this receipt" in answer_to(household.visitor(), round, receipt)

    voting_ended(round)
    open_box(carol, round)
    marks = str(number_of(round, ON_PAPER))
    enter_slip(carol, round, "Enter it", marks)
    enter_slip(dilys, round, "Enter it as the second person", marks)
    assert count_it(carol, dilys, round) == [[number_of(round, ON_PAPER)]]
    at_home.go(f"{round.get_absolute_url()}result/")
    at_home.sees(re.compile("1 person voted"))
    at_home.reads("1 ballot on paper was entered by two people. 1 counts")


def test_where_online_counts_one_person_in_four_ways_has_her_last_ballot_online(household: Household, tablet):
    round, resident = round_with_every_way("online"), residents(40)[32]
    carol, dilys, person = (household.member(name) for name in ("carol", "dilys", resident.email))
    desk = household.member(new_officer())  # who sees people sees no slips
    at_home = household.visitor()
    as_kiosk(tablet, round)
    envelope = paper_of(desk, round, resident)
    receipt = vote(person, round, [ONLINE])
    carol.go(reverse("rounds:paper", args=[round.pk]))
    expect(carol.page.locator(".fm-numbers")).to_have_text(envelope)
    for device, plan in ((tablet, AT_KIOSK), (at_home, AT_HOME)):
        code = code_of(desk, round, resident)
        type_code(device, round, code)
        assert cast(device, plan) == receipt
        type_code(device, round, code)
        device.reads("A ballot was cast with this code already.")
    ask_for_paper(desk, round, resident)
    desk.reads("This person has voted online, and that ballot counts.")
    assert PollBookEntry.objects.filter(round=round).count() == 1

    voting_ended(round)
    open_box(carol, round, shut=1)
    assert count_it(carol, dilys, round) == [[number_of(round, AT_HOME)]]
    assert "The ballot with this receipt was counted." in answer_to(household.visitor(), round, receipt)
    at_home.go(f"{round.get_absolute_url()}result/")
    at_home.sees(re.compile("1 person voted"))
