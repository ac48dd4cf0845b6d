"""Makes pots, rounds and projects in any state. Time travel moves the ballot phase, never the clock."""

import secrets
from datetime import timedelta

import factory

from budgeting.ballots.actions import cast_ballot
from budgeting.ledger.accounts import open_account, treasury
from budgeting.ledger.actions import post
from budgeting.models import Pot, Project, Round, RoundPlan, RoundPot
from budgeting.rounds import keys
from participation.clock import database_now
from participation.models import Phase, Process, Thread
from tests.factories.people import IdentityFactory

PARTS = ("free", "reserved", "committed", "paid")


class PotFactory(factory.django.DjangoModelFactory):
    """A pot with its accounts and, free in it, `money` minor units."""

    class Meta:
        model = Pot
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"Pot {number}")
    area = None
    currency = "GBP"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        code, currency = f"factory-pot-{secrets.token_hex(6)}", kwargs["currency"]
        for part in PARTS:
            kwargs[part] = open_account(code=f"{code}-{part}", name=part, currency=currency)
        return super()._create(model_class, *args, **kwargs)

    @factory.post_generation
    def money(self, create, extracted, **kwargs):
        amount = 100_000 if extracted is None else extracted
        if amount:
            lines = [(treasury(self.currency), -amount), (self.free, amount)]
            post(key=f"factory-pot:{self.pk}", memo="money", lines=lines)


class ProcessFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Process

    title = factory.Sequence(lambda number: f"Town budget {number}")
    slug = factory.Sequence(lambda number: f"town-budget-{number}")
    purpose = "You decide what the town builds next year."
    published_at = factory.LazyFunction(lambda: database_now() - timedelta(days=30))


class BallotPhaseFactory(factory.django.DjangoModelFactory):
    """By default voting started an hour ago and ends in a day."""

    class Meta:
        model = Phase

    process = factory.SubFactory(ProcessFactory)
    kind = Phase.Kind.BALLOT
    title = "Vote"
    start = factory.LazyFunction(lambda: database_now() - timedelta(hours=1))
    end = factory.LazyFunction(lambda: database_now() + timedelta(days=1))


class RoundFactory(factory.django.DjangoModelFactory):
    """A round in planning. Traits go through what opening, the clock and sealing would do.

    `RoundFactory(projects=3)` has one town pot of `pot_amount` with projects of 10,000, 20,000, 30,000 ...
    """

    class Meta:
        model = Round
        skip_postgeneration_save = True

    process = factory.SubFactory(ProcessFactory)
    phase = factory.LazyAttribute(lambda round: BallotPhaseFactory(process=round.process))
    currency = "GBP"
    ballot_type = Round.BallotType.KNAPSACK
    rule = "mes_cost_greedy"

    @factory.post_generation
    def projects(self, create, extracted, **kwargs):
        share = RoundPotFactory(round=self)
        for number in range(1, (3 if extracted is None else extracted) + 1):
            ProjectFactory(round=self, round_pot=share, number=number, cost=number * 10_000)


class RoundPotFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RoundPot

    round = factory.SubFactory(RoundFactory, projects=0)
    pot = factory.SubFactory(PotFactory)
    amount = 50_000


class ProjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Project

    round_pot = factory.SubFactory(RoundPotFactory)
    round = factory.SelfAttribute("round_pot.round")
    thread = factory.LazyFunction(Thread.objects.create)
    number = factory.Sequence(lambda number: number + 1000)
    title = factory.LazyAttribute(lambda project: f"Project {project.number}")
    summary = "What would be built, and for whom."
    cost = 10_000


def opened(round: Round) -> Round:
    """The round as after opening, with its key file and its money reserved."""
    lines = []
    for share in round.pots.select_related("pot__free", "pot__reserved"):
        lines += [(share.pot.free, -share.amount), (share.pot.reserved, share.amount)]
    post(key=f"round:{round.pk}:reserve", memo="reserved", lines=lines)
    round.key_id = keys.make_key()
    round.opened_at = min(round.phase.start, database_now())
    round.save()
    return round


def open_round(**kwargs) -> Round:
    """A round in which people vote now, one hour after it began and a day before it ends."""
    return opened(RoundFactory(**kwargs))


def move(round: Round, *, start: timedelta = timedelta(0), end: timedelta) -> Round:
    """Place the ballot phase around the present: times from now, negative in the past."""
    now = database_now()
    begin = now + start if start else min(round.phase.start, now + end - timedelta(hours=1))
    Phase.objects.filter(pk=round.phase_id).update(start=begin, end=now + end)
    round.phase.refresh_from_db()
    return round


def ended(round: Round, ago: timedelta = timedelta(minutes=5)) -> Round:
    """The same round, its vote over since `ago`."""
    return move(round, end=-ago)


def cast(round: Round, choices, identity=None, key="key", **kwargs) -> str:
    """One ballot, from a new resident unless `identity` is given."""
    identity = identity or IdentityFactory()
    given = {"channel": "online", "arrived_at": database_now(), **kwargs}
    return cast_ballot(round=round, identity=identity, choices=choices, key=key, **given)


def sealed(round: Round, *officers) -> Round:
    """The round with its box sealed by two officers, its vote ended if need be."""
    from budgeting.ballots.actions import seal_box

    ended(round)
    for officer in officers:
        seal_box(actor=officer, round=round)
    round.refresh_from_db()
    return round


def filled_plan(pot: Pot) -> RoundPlan:
    """A plan of the guided set-up that can be made into a round, with £500 of `pot`."""
    first = database_now() + timedelta(days=40)
    times = {"ballot_start": first, "ballot_end": first + timedelta(days=14)}
    return RoundPlan.objects.create(
        answers={
            "what": {"title": ["Harbour budget"], "purpose": ["Share out the harbour's money."]},
            "template": {"template": ["ward_budgets"]},
            "pots": {f"pot_{pot.pk}": ["500"]},
            "dates": {name: [f"{moment:%Y-%m-%dT%H:%M}"] for name, moment in times.items()},
        }
    )


def round_of_last_year() -> Round:
    """An opened round of eleven months ago with other rules than the defaults, whose pot has money again."""
    round = RoundFactory(
        rule="phragmen",
        age_from=14,
        tie_rule="lot",
        proposers="home",
        propose_age_from=12,
        process__title="Town budget 2025",
    )
    start = (database_now() - timedelta(days=330)).replace(second=0, microsecond=0)
    Phase.objects.filter(pk=round.phase_id).update(start=start, end=start + timedelta(days=14))
    round.phase.refresh_from_db()
    return opened(round)
