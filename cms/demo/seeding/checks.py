"""Next year’s round in planning: one proposal half checked, one that waits, and who checks the town."""

from datetime import timedelta

from django.utils import timezone

from budgeting.rounds.actions import create_round
from budgeting.rounds.assessing.actions import (
    add_cost_line,
    answer_questions,
    name_area_officer,
    start_assessment,
    write_note,
)
from cms.demo.seeding.clock import at_hour
from cms.demo.seeding.people import Cast
from cms.demo.seeding.pots import filled_pot
from participation.areas.models import Area
from participation.models import Proposal

MONEY = 6_000_000
ANSWERS = {
    "land": ("yes", ""),
    "legal": ("yes", ""),
    "upkeep": ("unclear", "The rowing club offered. Waiting for its letter."),
}
LINES = (("Three steel taps", 540_000, False), ("Pipes and digging", 820_000, False), ("Water", 45_000, True))


def seed_checks(half: Proposal, waiting: Proposal, cast: Cast) -> None:
    """The round is not published yet: residents see that the two are under review, and nothing else."""
    officer = cast.staff("carol")
    pot = filled_pot(cast, "Next year", MONEY)
    round = create_round(
        actor=officer,
        template="one_town_pot",
        title="Round four: small things by the water",
        slug="round-four",
        purpose="Share out next year’s money for the waterside.",
        pots=[(pot, MONEY)],
        ballot_start=at_hour(60, 9),
        ballot_end=at_hour(74, 18),
    )
    town = Area.objects.get(kind=Area.Kind.CITY)
    name_area_officer(actor=officer, area=town, officer=officer)
    today = timezone.localdate()
    check = start_assessment(actor=officer, round=round, proposal=half, due=today + timedelta(days=2))
    answer_questions(actor=officer, assessment=check, answers=ANSWERS)
    for label, amount, yearly in LINES:
        add_cost_line(actor=officer, assessment=check, label=label, amount=amount, yearly=yearly)
    write_note(actor=officer, assessment=check, text="The harbour office wants to see the plan first.")
    start_assessment(actor=officer, round=round, proposal=waiting, due=today + timedelta(days=14))
