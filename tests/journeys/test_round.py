"""A whole budget round in the browser: planned, opened, voted in, sealed, counted, certified, recounted."""

import re
import secrets

import pytest
from playwright.sync_api import expect

from budgeting.ballots.actions import cast_ballot
from budgeting.models import PollBookEntry, Round
from cms.demo import words
from participation.clock import database_now
from participation.models import Identity
from tests.journeys.office import (
    counted,
    do,
    in_days,
    objections_ended,
    open_screen,
    voting_began,
    voting_ended,
    write_moment,
)
from tests.journeys.people import Household, Person
from tests.journeys.test_recount import fetch_all
from tests.stranger import package_alone, recounted

pytestmark = pytest.mark.journey
POT = 10_000
COSTS = ("6,000", "4,500", "3,000", "2,500")
# Enough that the pot's ballots may be published: fewer than ten would give totals only.
CROWD = 14
TAKE_IN = re.compile(r"^Take in\s*:")
VOTE = re.compile("^(Vote|See or change your ballot)")


def make_pot(officer: Person, finance: Person, name: str) -> None:
    """Its money comes in with the second person's yes."""
    open_screen(officer, "Taking part", "Pots")
    officer.keys.follow("link", re.compile("^Add"))
    officer.keys.write("Name", name)
    officer.keys.write("Money in", str(POT))
    officer.keys.follow("button", "Create")
    open_screen(finance, "Money")
    finance.keys.follow("link", re.compile(rf"^Approve.*{re.escape(name)}"))
    finance.keys.follow("button", "Approve")


def plan(officer: Person, title: str, pot: str) -> Round:
    """From a template, in the guided form."""
    open_screen(officer, "Taking part", "Rounds")
    officer.keys.follow("link", re.compile("^Add"))
    officer.keys.write("Title", title)
    officer.keys.write("Purpose in one sentence", "Share out £10,000 for small things that help at once.")
    officer.keys.follow("button", "Save and go on")
    officer.keys.choose(re.compile("^Ward budgets"))
    officer.keys.follow("button", "Save and go on")
    officer.keys.write(f"From the pot “{pot}”", str(POT))
    officer.keys.follow("button", "Save and go on")
    write_moment(officer, "“Vote” starts", in_days(1))
    write_moment(officer, "“Vote” ends", in_days(15))
    for name in ("Propose ideas", "The council checks and costs them"):
        write_moment(officer, f"“{name}” starts", "")
        write_moment(officer, f"“{name}” ends", "")
    write_moment(officer, "“Count and check” starts", in_days(15))
    officer.keys.follow("button", "Save and look it over")
    officer.keys.follow("button", "Make the round")
    return Round.objects.get(process__title=title)


def take_proposals_in(officer: Person, round: Round) -> list[str]:
    """The most supported proposals become costed projects; returns their titles in order of number."""
    titles = []
    for cost in COSTS:
        officer.go(f"/admin/rounds/{round.pk}/")
        officer.keys.follow("link", "Take proposals in")
        link = officer.page.get_by_role("row").get_by_role("link", name=TAKE_IN).first
        titles.append(link.text_content().split(":", 1)[1].strip())
        officer.keys.follow("link", TAKE_IN)
        officer.keys.write("Cost", cost)
        officer.keys.follow("button", "Put it on the list")
    return titles


def vote(person: Person, round: Round, choices: list[str]) -> str:
    """Tick, look at the basket, review, cast; returns the receipt."""
    person.go(round.get_absolute_url())
    person.keys.follow("link", VOTE, within=person.page.get_by_role("main"))
    for title in choices:
        person.keys.tick(re.compile(f"^{re.escape(title)}"))
    expect(person.page.locator("[data-basket-count]")).to_have_text(re.compile(r"^\d+ chosen$"))
    person.keys.follow("button", "Review your ballot")
    person.sees("Review your ballot")
    person.keys.follow("button", "Cast your ballot")
    person.sees("Your ballot is in")
    return person.page.locator(".receipt__code").inner_text().strip()


def crowd_votes(round: Round) -> None:
    """Neighbours who vote by the same action, so that the pot has enough ballots to be published."""
    voted = PollBookEntry.objects.filter(round=round).values("identity")
    crowd = Identity.objects.filter(way=Identity.Way.DESK).exclude(pk__in=voted)[:CROWD]
    for number, identity in enumerate(crowd):
        cast_ballot(
            round=round,
            identity=identity,
            choices=[1, 3] if number % 3 else [2, 4],
            channel=PollBookEntry.Channel.ONLINE,
            key=secrets.token_urlsafe(16),
            arrived_at=database_now(),
        )


def decide(household: Household, round: Round) -> None:
    carol, dilys = household.member("carol"), household.member("dilys")
    voting_ended(round)
    do(carol, round, "Seal the ballot box")
    expect(carol.page.get_by_text("A different officer must agree too").first).to_be_visible()
    do(dilys, round, "Seal the ballot box")
    do(carol, round, "Count the ballots")
    counted(carol)
    do(carol, round, "Publish the result")
    objections_ended(round)
    do(carol, round, "Certify the result")
    do(dilys, round, "Certify the result")


def recount(person: Person, folder) -> str:
    """Download all files and count them without the site, in an empty folder; gives the list of receipts."""
    bundle = fetch_all(person, folder / "bundle")
    told = recounted(bundle, package_alone(folder / "package"))
    assert told.returncode == 0, told.stdout + told.stderr
    return (bundle / "receipts.txt").read_text()


def test_round_from_template_to_recount(household: Household, tmp_path):
    title = f"Small change {secrets.token_hex(2)}"
    carol = household.member("carol")
    make_pot(carol, household.member("farah"), f"Pot of {title}")
    round = plan(carol, title, f"Pot of {title}")
    projects = take_proposals_in(carol, round)
    do(carol, round, "Open the round")
    voting_began(round)

    alice, ravi = household.member("alice"), household.member("ravi")
    third = household.member(neighbour_with_log_in())
    receipt = vote(alice, round, [projects[0], projects[2]])
    vote(ravi, round, [projects[1], projects[3]])
    vote(third, round, [projects[0]])
    assert vote(alice, round, [projects[2], projects[3]]) == receipt, "a changed ballot keeps its receipt"
    crowd_votes(round)
    decide(household, round)

    reader = household.visitor()
    reader.go(round.get_absolute_url() + "result/")
    expect(reader.page.get_by_text("This result is certified")).to_be_visible()
    for project in projects:
        why = reader.page.locator(".outcome", has_text=project).locator(".outcome__why")
        expect(why).to_have_text(re.compile(r"\w.*\."))
    assert receipt in recount(reader, tmp_path)
    reader.go(round.get_absolute_url() + "receipts/")
    reader.keys.write("Your receipt", receipt)
    reader.keys.follow("button", "Check")
    expect(reader.page.get_by_text("The ballot with this receipt was counted.")).to_be_visible()


def neighbour_with_log_in() -> str:
    """The address of one of the town's many residents, who may vote everywhere in town."""
    known = [person.email for person in words.people()]
    found = Identity.objects.filter(way=Identity.Way.CENSUS).exclude(user__email__in=known)
    return found.order_by("pk").values_list("user__email", flat=True)[0]
