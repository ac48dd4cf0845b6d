"""An officer takes one proposal from the queue to a project, declines another, and its author reads why."""

import re
import secrets
from datetime import timedelta

import pytest

from budgeting.models import Assessment, Round
from budgeting.rounds.assessing.questions import Question
from participation.clock import database_now
from participation.models import Area, Proposal, User
from tests.factories.rounds import BallotPhaseFactory, ProcessFactory, RoundFactory
from tests.factories.talk import ProposalFactory
from tests.journeys.people import SITE, Household, Person

pytestmark = pytest.mark.journey
PHONE, DESK = {"width": 375, "height": 812}, {"width": 1280, "height": 900}
WHY_NOT = "The quay cannot carry it."


def planned_round() -> Round:
    """One town pot of £500; people vote in a month."""
    process = ProcessFactory(
        title=f"Small things {secrets.token_hex(3)}", slug=f"small-{secrets.token_hex(4)}"
    )
    soon = database_now() + timedelta(days=30)
    phase = BallotPhaseFactory(process=process, start=soon, end=soon + timedelta(days=14))
    return RoundFactory(process=process, phase=phase, projects=0)


def proposal_of(name: str, title: str, process) -> Proposal:
    author = User.objects.get(email=f"{name}@{SITE}")
    area = Area.objects.filter(kind="ward").first()
    return ProposalFactory(process=process, title=title, author=author, area=area)


def begin(officer: Person, round: Round, proposal: Proposal) -> Assessment:
    officer.go(f"/admin/rounds/{round.pk}/take-in/?process={proposal.process_id}")
    link = re.compile(f"^Check it\\s*: {re.escape(proposal.title)}")
    officer.keys.follow("link", link)
    carol = User.objects.get(email=f"carol@{SITE}")
    officer.page.get_by_role("combobox", name="Officer").select_option(str(carol.pk))
    officer.keys.follow("button", "Begin the check")
    return Assessment.objects.get(proposal=proposal)


def from_queue(officer: Person, proposal: Proposal) -> None:
    officer.go("/admin/")
    officer.keys.follow("link", re.compile("wait for you to check"))
    stands_whole(officer)
    officer.keys.follow("link", proposal.title, within=officer.page.get_by_role("main"))


def act(officer: Person, name: str) -> None:
    officer.keys.follow("link", name, within=officer.page.get_by_role("main"))


def stands_whole(person: Person) -> None:
    """Nothing of it stands out to the side."""
    root = person.page.locator("html")
    assert root.evaluate("html => html.scrollWidth <= html.clientWidth"), person.page.url


def answer_all(officer: Person) -> None:
    main = officer.page.get_by_role("main")
    act(officer, "Answer the questions")
    stands_whole(officer)
    for question in Question:
        officer.keys.choose("Yes", within=main.locator(f"#id_{question.value}"))
    officer.keys.follow("button", "Answer the questions", within=main)


def add_line(officer: Person, label: str, amount: str, *, yearly: bool = False) -> None:
    main = officer.page.get_by_role("main")
    act(officer, "Add a line to the cost")
    officer.keys.write("What the money is for", label)
    officer.keys.write("Amount", amount)
    if yearly:
        officer.keys.reach("checkbox", "It is needed each year")
        officer.page.keyboard.press("Space")
    officer.keys.follow("button", "Add a line to the cost", within=main)


@pytest.mark.parametrize("window", [PHONE, DESK], ids=["phone", "desk"])
def test_officer_takes_one_proposal_to_a_project_and_declines_another(household: Household, window):
    round, mark = planned_round(), secrets.token_hex(3)
    ideas = ProcessFactory(title=f"Ideas {mark}", slug=f"ideas-{mark}")
    bench = proposal_of("ravi", f"A bench {mark}", ideas)
    wheel = proposal_of("alice", f"A big wheel {mark}", ideas)
    officer, author, visitor = household.member("carol"), household.member("alice"), household.visitor()
    for person in (officer, author, visitor):
        person.page.set_viewport_size(window)
    begin(officer, round, bench)
    begin(officer, round, wheel)

    from_queue(officer, bench)
    stands_whole(officer)
    answer_all(officer)
    add_line(officer, "Oak and steel", "300")
    add_line(officer, "Oil for the wood", "20", yearly=True)
    officer.reads("£300 once, then £20 a year")
    visitor.go(bench.get_absolute_url())
    visitor.reads("Under review")
    act(officer, "It can be done")
    officer.keys.write(re.compile("^Reason"), "The land is the council’s.")
    officer.keys.follow("button", "It can be done", within=officer.page.get_by_role("main"))
    officer.reads("See the project")
    visitor.go(round.projects.get().get_absolute_url())
    visitor.reads("What the cost is made of")
    visitor.reads("Proposed by Ravi")
    stands_whole(visitor)

    from_queue(officer, wheel)
    act(officer, "It cannot be done")
    officer.keys.write(re.compile("^Reason"), WHY_NOT)
    officer.keys.follow("button", "It cannot be done", within=officer.page.get_by_role("main"))
    author.go(wheel.get_absolute_url())
    author.reads(WHY_NOT)
    stands_whole(author)
    author.keys.follow("link", "Write to the officer")
    author.keys.write("Your answer", "It was mended in May.")
    author.keys.follow("button", "Send it")
    stands_whole(author)
    officer.page.reload()
    officer.reads("It was mended in May.")
