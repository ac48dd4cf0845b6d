"""Rounds of every ballot type in the running town, made as an officer's opening leaves them."""

from budgeting.ballots.actions import read_own_choices
from budgeting.ballots.choices import Choices
from budgeting.models import Round
from participation.models import Identity
from tests.factories.rounds import ProcessFactory, ProjectFactory, RoundFactory, opened
from tests.journeys.people import SITE

TITLES = (
    "Benches along the river walk",
    "A zebra crossing at Mill Lane school",
    "Trees for Castle Street",
    "Ramp and handrail at the library",
    "Drinking fountain in the park",
    "Bike racks at the station",
)
RULES = {
    "approval": {"max_choices": 3, "rule": "greedy_votes"},
    "knapsack": {"rule": "greedy_votes"},
    "choose-1": {"rule": "greedy_votes"},
    "ordinal": {"max_choices": 3, "rule": "greedy_score_L"},
    "cumulative": {"points": 10, "rule": "greedy_points"},
}


def round_of(ballot_type: str, slug: str) -> Round:
    """An open round with one town pot and six projects, of 3,000, 4,000 ... pounds."""
    process = ProcessFactory(title=f"Small things ({ballot_type})", slug=slug)
    round = RoundFactory(process=process, ballot_type=ballot_type, projects=0, **RULES[ballot_type])
    share = round.pots.get()
    share.amount, share.pot.name = 50_000, "The town's pot"
    share.save()
    share.pot.save()
    for number, title in enumerate(TITLES, 1):
        words = f"{title}: people asked for it last spring, and the council checked and costed it."
        ProjectFactory(
            round_pot=share, number=number, title=title, cost=5_000 + number * 1_000, summary=words,
            cost_note="Material, work and two years of care.",
        )  # fmt: skip
    return opened(round)


def identity_of(name: str) -> Identity:
    address = name if "@" in name else f"{name}@{SITE}"
    return Identity.objects.get(user__email=address)


def ballot_of(name: str, round: Round) -> Choices | None:
    """What this person's ballot says now, as only they and this test see it."""
    return read_own_choices(round=round, identity=identity_of(name))
