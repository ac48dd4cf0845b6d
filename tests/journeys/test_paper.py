"""Paper ballots by keyboard: printed, given out, entered by two, settled by a third, counted."""

import re
import secrets
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from budgeting.ballots.paper.forms_of import form_of_area
from budgeting.models import Round
from budgeting.rounds.actions import add_project, create_round, open_round
from participation.accounts.actions import hand_out_code
from participation.accounts.desk import Decision
from participation.accounts.papers import Papers
from participation.clock import database_now
from participation.models import Area, User
from tests.factories.rounds import PotFactory
from tests.journeys.office import counted, do, voting_began, voting_ended
from tests.journeys.people import SITE, Household, Person

pytestmark = pytest.mark.journey
POT = 1_000_000
TITLES = ("Benches by the weir", "Lamps on the steps", "A drinking tap")


def officer(name: str) -> User:
    user = User.objects.get(email=f"{name}@{SITE}")
    user.second_factor = True
    return user


def round_on_paper() -> Round:
    """Planned and opened by the same acts as in the back office; test_round.py walks those screens."""
    carol, name, now = officer("carol"), f"On paper {secrets.token_hex(2)}", database_now()
    pot = PotFactory(name=f"Pot of {name}", money=POT)
    round = create_round(
        actor=carol,
        template="one_town_pot",
        title=name,
        slug=name.lower().replace(" ", "-"),
        purpose="Share out £10,000, on paper too.",
        pots=[(pot, POT)],
        ballot_start=now + timedelta(hours=1),
        ballot_end=now + timedelta(days=9),
        published=True,
    )
    for title in TITLES:
        add_project(actor=carol, round=round, round_pot=round.pots.get(), title=title, cost=POT // 2)
    open_round(actor=carol, round=round)
    voting_began(round)
    return Round.objects.get(pk=round.pk)


def newcomer(name: str) -> Papers:
    return Papers(name, date(1950, 2, 3), f"QM{secrets.randbelow(9)} {secrets.randbelow(9)}ZZ")


def to_paper(person: Person, round: Round) -> None:
    person.go(f"/admin/rounds/{round.pk}/")
    person.keys.follow("link", "Go to the paper ballots", within=person.page.get_by_role("main"))
    person.sees("Paper ballots")


def print_ballot(person: Person, round: Round, folder) -> None:
    to_paper(person, round)
    person.keys.follow("link", re.compile(r"^Ballot\s*: For everyone"))
    person.sees(str(round))
    for title in TITLES:
        expect(person.page.get_by_text(title)).to_be_visible()
    pages = person.page.pdf(path=folder / "ballot.pdf", prefer_css_page_size=True)
    assert pages.startswith(b"%PDF")
    person.keys.follow("link", "Large print")
    expect(person.page.locator("html.large")).to_have_count(1)


def give_by_papers(person: Person, round: Round) -> str:
    """Somebody whom the register does not know, whose papers the officer decides by."""
    to_paper(person, round)
    papers, keys = newcomer("Olive Newly"), person.keys
    keys.follow("link", "Give a paper ballot")
    keys.write("Full name, as on the document", papers.name)
    person.page.get_by_label("Date of birth").fill(papers.birth_date.isoformat())
    keys.write("Postcode of the place where they live", papers.postcode)
    keys.follow("button", "Give a paper ballot")
    keys.choose("This is someone else, or someone new here")
    person.page.get_by_label("Ward").select_option(index=1)
    keys.write("Which papers showed it?", "A passport and a rent book.")
    keys.follow("button", "Give a paper ballot")
    return number_given(person)


def give_by_code(person: Person, round: Round) -> str:
    ward = Area.objects.filter(kind=Area.Kind.WARD).first()
    decision = Decision(who="new", reason="A passport.", area=ward)
    code = hand_out_code(actor=officer("dilys"), papers=newcomer("Ida Coder"), decision=decision)
    to_paper(person, round)
    person.keys.follow("link", "Give one for a code")
    person.keys.write("Code that the person was handed at the desk", code)
    person.keys.follow("button", "Give a paper ballot")
    return number_given(person)


def number_given(person: Person) -> str:
    person.sees("Give this person a paper ballot")
    return person.page.locator(".on-screen .number").inner_text()


def open_box(person: Person, round: Round) -> None:
    to_paper(person, round)
    person.keys.follow("link", "Open a box")
    person.keys.write("Where the box stood", "Town hall")
    person.keys.write("Ballots found in the box", "2", role="spinbutton")
    person.keys.follow("button", "Open a box")


def begin(person: Person, round: Round, link: str) -> None:
    to_paper(person, round)
    person.keys.follow("link", re.compile(rf"^{link}\s*: Town hall"))
    person.keys.write(re.compile("^Version at the foot"), form_of_area(round, None).version)
    person.keys.follow("button", "Begin")


def enter(person: Person, slips: dict[int, str]) -> None:
    """Hands stay on the keys: the field has the focus, enter goes on, nothing scrolls."""
    page = person.page
    for number, text in slips.items():
        expect(page.locator(".fm-slip__number strong")).to_have_text(str(number))
        expect(page.get_by_label(re.compile("^Ballot"))).to_be_focused()
        assert page.evaluate("scrollY") == 0
        page.keyboard.type(text)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    person.keys.follow("button", "The pile is done")


def test_paper_ballots_from_the_printer_to_the_result(household: Household, tmp_path):
    round = round_on_paper()
    third_officer = User.objects.get(email=f"farah@{SITE}").groups
    third_officer.add(Group.objects.get(name="officer"))
    carol, dilys, farah, idris = (household.member(name) for name in ("carol", "dilys", "farah", "idris"))
    print_ballot(carol, round, tmp_path)
    numbers = {give_by_papers(idris, round), give_by_code(idris, round)}
    assert len(numbers) == 2
    voting_ended(round)
    open_box(carol, round)
    begin(carol, round, "Enter it")
    enter(carol, {1: "1 2", 2: "3"})
    begin(dilys, round, "Enter it as the second person")
    enter(dilys, {1: "2 1", 2: "2"})
    dilys.reads("The two entries differ")
    begin(farah, round, "Settle the differences")
    enter(farah, {2: "3"})
    farah.reads("Entered and settled")
    third_officer.remove(Group.objects.get(name="officer"))
    do(carol, round, "Seal the ballot box")
    do(dilys, round, "Seal the ballot box")
    do(carol, round, "Count the ballots")
    counted(carol)
    do(carol, round, "Publish the result")
    reader = household.visitor()
    reader.go(round.get_absolute_url() + "result/")
    reader.reads("2 ballots on paper were entered by two people. 2 count, 0 held no valid choice.")
    boxes = round.counted_ballots.order_by("number").values_list("choices", flat=True)
    assert list(boxes) == [[1, 2], [3]]
