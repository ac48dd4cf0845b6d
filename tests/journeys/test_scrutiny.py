"""After the vote in the browser: a ballot is annulled, and an objection leads to another version."""

import re
import secrets
from datetime import timedelta

import pytest

from budgeting.ballots.actions import cast_ballot
from budgeting.models import PollBookEntry, Round
from budgeting.rounds.actions import add_project, create_round, open_round
from participation.clock import database_now
from participation.models import Identity, User
from tests.factories.rounds import PotFactory
from tests.journeys.office import (
    counted,
    do,
    objections_ended,
    voting_began,
    voting_ended,
)
from tests.journeys.people import Household, Person
from tests.journeys.test_round import CROWD, vote

pytestmark = pytest.mark.journey
WHY = "The land under it was sold."
SECOND = re.compile("^Look and decide")


def officer() -> User:
    """Carol, as the actions know her once she gave her second factor."""
    found = User.objects.get(email="carol@quernmouth.example")
    found.second_factor = True
    return found


def round_of(costs: list[int], **rules) -> Round:
    """A round that is open to votes, made by the actions that the back office calls."""
    carol, title, now = officer(), f"Round {secrets.token_hex(3)}", database_now()
    pot = PotFactory(name=f"Pot of {title}", money=1_000_00)
    round = create_round(
        actor=carol,
        template="one_town_pot",
        title=title,
        slug=title.lower().replace(" ", "-"),
        purpose="Share out £1,000.",
        pots=[(pot, 1_000_00)],
        ballot_start=now + timedelta(days=1),
        ballot_end=now + timedelta(days=15),
        rule="greedy_votes",
        **rules,
    )
    for number, cost in enumerate(costs, 1):
        add_project(
            actor=carol, round=round, round_pot=round.pots.get(), title=f"{title}, plan {number}", cost=cost
        )
    opened = open_round(actor=carol, round=round)
    voting_began(opened)
    return opened


def crowd(round: Round, *choices: list[int]) -> None:
    """Neighbours who vote by the same action, in turn as `choices` say."""
    people = Identity.objects.filter(way=Identity.Way.DESK).order_by("pk")[: CROWD - CROWD % len(choices)]
    for number, identity in enumerate(people):
        cast_ballot(
            round=round,
            identity=identity,
            choices=choices[number % len(choices)],
            channel=PollBookEntry.Channel.ONLINE,
            key=secrets.token_urlsafe(16),
            arrived_at=database_now(),
        )


def second(person: Person, round: Round) -> None:
    """A different officer reads what the first agreed to, and agrees."""
    person.go(f"/admin/rounds/{round.pk}/")
    person.keys.follow("link", SECOND)
    person.keys.follow("button", "I agree: do it")


def seal_count_publish(carol: Person, dilys: Person, round: Round) -> None:
    voting_ended(round)
    do(carol, round, "Seal the ballot box")
    do(dilys, round, "Seal the ballot box")
    do(carol, round, "Count the ballots")
    counted(carol)
    do(carol, round, "Publish the result")


def test_ballot_is_annulled_and_the_result_says_so(household: Household):
    round = round_of([300_00, 400_00, 500_00])
    carol, dilys, alice = (household.member(name) for name in ("carol", "dilys", "alice"))
    receipt = vote(alice, round, [f"{round}, plan 1"])
    crowd(round, [1, 2], [3])

    carol.go(f"/admin/rounds/{round.pk}/")
    carol.keys.follow("link", "Annul a ballot for fraud")
    carol.keys.write("Whose ballot", receipt)
    carol.keys.choose(re.compile("^Somebody voted in the name"))
    carol.keys.write("Reason, which the person reads", "The neighbour says she never voted.")
    carol.keys.follow("button", "Annul a ballot for fraud")
    second(dilys, round)

    alice.go(f"{round.get_absolute_url()}ballot/")
    alice.reads("The neighbour says she never voted.")
    seal_count_publish(carol, dilys, round)
    reader = household.visitor()
    reader.go(f"{round.get_absolute_url()}result/")
    reader.reads(re.compile("1 ballot was annulled"))
    reader.reads(re.compile(f"Without this, {CROWD + 1} ballots would have been counted; {CROWD} were"))


def test_objection_leads_to_a_corrected_version(household: Household):
    round = round_of([600_00, 500_00, 300_00])
    carol, dilys, alice = (household.member(name) for name in ("carol", "dilys", "alice"))
    crowd(round, [1], [1], [2])
    seal_count_publish(carol, dilys, round)

    alice.go(f"{round.get_absolute_url()}result/")
    alice.keys.follow("link", "Object to the result")
    alice.keys.write("What is wrong?", "Plan 1 stands on land that is mine.")
    alice.keys.follow("button", "Send the objection")

    carol.go(f"/admin/rounds/{round.pk}/")
    carol.keys.follow("link", "Objections and answers")
    carol.keys.follow("link", re.compile("^Answer it"))
    carol.keys.write("What was objected, in a sentence", "Plan 1 stands on private land.")
    carol.keys.write("Answer, which everyone can read", "That is so.")
    carol.keys.choose(re.compile("^Yes, the ballots"))
    carol.keys.follow("button", "Publish the answer")
    carol.go(f"/admin/rounds/{round.pk}/")
    carol.keys.follow("link", "Rule a project out after an objection")
    carol.page.get_by_label("Project").select_option(label=f"{round}, plan 1")
    carol.keys.write("Reason, which everyone can read", WHY)
    carol.keys.follow("button", "Rule a project out after an objection")
    second(dilys, round)
    carol.go(f"/admin/rounds/{round.pk}/")
    carol.keys.follow("link", "Count again")
    carol.keys.write("Why it is counted again, which everyone can read", "Plan 1 is out.")
    carol.keys.follow("button", "Count again")
    counted(carol)
    do(carol, round, "Publish the result")

    reader = household.visitor()
    reader.go(f"{round.get_absolute_url()}result/")
    reader.reads(re.compile("plan 2” gets money now"))
    reader.reads(re.compile("plan 1” no longer gets money"))
    reader.reads("Plan 1 stands on private land.")
    objections_ended(round)
    do(carol, round, "Certify the result")
    do(dilys, round, "Certify the result")
    reader.go(f"{round.get_absolute_url()}result/")
    reader.reads("This result is certified")
