"""Makes match funds and campaigns for tests."""

from datetime import timedelta

import factory
from django.utils.crypto import get_random_string

from budgeting.crowdfunding.actions import close_campaign, pledge
from budgeting.ledger.accounts import open_account
from budgeting.ledger.actions import post
from budgeting.models import Campaign, MatchFund
from participation.clock import database_now
from participation.models import Thread
from tests.factories.people import IdentityFactory
from tests.factories.rounds import PotFactory


def account(kind: str):
    return open_account(code=f"{kind}-{get_random_string(12).lower()}", name=kind, currency="GBP")


class MatchFundFactory(factory.django.DjangoModelFactory):
    """A fund of £500 that doubles pledges, at most £50 for one person."""

    class Meta:
        model = MatchFund
        skip_postgeneration_save = True

    title = "Match money"
    pot = factory.SubFactory(PotFactory, money=200_000)
    amount = 50_000
    account = factory.LazyFunction(lambda: account("fund"))
    cap_per_person = 5_000
    cap_per_campaign = 50_000

    @factory.post_generation
    def filled(self, create, extracted, **kwargs):
        lines = [(self.pot.free, -self.amount), (self.account, self.amount)]
        post(key=f"factory-fund:{self.pk}", memo="fund", lines=lines)


class CampaignFactory(factory.django.DjangoModelFactory):
    """A running campaign for £1,000 that goes ahead from £600."""

    class Meta:
        model = Campaign

    title = factory.Sequence(lambda number: f"Campaign {number}")
    slug = factory.Sequence(lambda number: f"campaign-{number}")
    purpose = "A boat that everyone can board."
    story = "We need a boat."
    budget_lines = factory.LazyAttribute(lambda campaign: [["Boat", campaign.target]])
    payee = "Open Water"
    currency = "GBP"
    target = 100_000
    minimum = 60_000
    start = factory.LazyFunction(lambda: database_now() - timedelta(days=1))
    end = factory.LazyFunction(lambda: database_now() + timedelta(days=1))
    reviewed_at = factory.LazyAttribute(lambda campaign: campaign.start)
    match_fund = factory.SubFactory(MatchFundFactory)
    pledged = factory.LazyFunction(lambda: account("pledged"))
    matched = factory.LazyFunction(lambda: account("matched"))
    thread = factory.LazyFunction(Thread.objects.create)


def pledged(campaign, amount, identity=None, key=None, arrived_at=None, **fields):
    return pledge(
        campaign=campaign,
        identity=identity or IdentityFactory(),
        amount=amount,
        key=key or get_random_string(20),
        arrived_at=arrived_at or database_now(),
        **fields,
    )


def ended(campaign):
    """Moves the campaign's end to five minutes ago: it may be closed."""
    return moved(campaign, end=-timedelta(minutes=5))


def moved(campaign, *, end: timedelta):
    """The campaign as it ends at this time from now, negative in the past."""
    Campaign.objects.filter(pk=campaign.pk).update(end=database_now() + end)
    return Campaign.objects.get(pk=campaign.pk)


def succeeded(*amounts, people=(), **fields):
    """A campaign that was closed with success; its backers, `people` first, are asked for these amounts."""
    fields = {"target": sum(amounts), "minimum": sum(amounts), "match_fund": None, **fields}
    campaign = CampaignFactory(**fields)
    backers = [*people, *(IdentityFactory() for _ in range(len(amounts) - len(people)))]
    for amount, identity in zip(amounts, backers, strict=True):
        pledged(campaign, amount, identity)
    close_campaign(campaign=ended(campaign))
    return Campaign.objects.get(pk=campaign.pk)


def last_day_over(campaign):
    """The same campaign, closed so long ago that nobody is asked any more."""
    Campaign.objects.filter(pk=campaign.pk).update(closed_at=database_now() - timedelta(days=29))
    return Campaign.objects.get(pk=campaign.pk)
