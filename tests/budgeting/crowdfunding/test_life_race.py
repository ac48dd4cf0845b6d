"""Many windows at once pay, take back and pass on the same money, on real connections: once.

The control takes the step without the campaign's lock and the ledger's key, and shows money counted twice.
"""

from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction

from budgeting.crowdfunding.actions import cancel_pledge, carry_on_collecting, collect_pledge, pay_out
from budgeting.ledger.accounts import treasury
from budgeting.ledger.actions import post
from budgeting.models import Account, Campaign, Pledge
from participation.clock import database_now
from tests.conftest import staff
from tests.factories.campaigns import CampaignFactory, pledged, succeeded
from tests.factories.people import IdentityFactory
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
WINDOWS = 24


def attempt(act, **given) -> bool:
    try:
        act(**given)
    except ValidationError:
        return False
    return True


def test_one_pledge_is_paid_once_from_many_windows():
    pledge, bank = succeeded(2_000, 3_000).pledges.order_by("pk").first(), treasury("GBP")

    answers = race(lambda _each: attempt(collect_pledge, pledge=pledge, source=bank), range(WINDOWS))

    assert answers.count(True) == 1
    campaign = Campaign.objects.select_related("collected", "pledged").get()
    assert (campaign.collected.balance, campaign.pledged.balance) == (2_000, 3_000)
    call_command("prove_ledger", verbosity=0)


def test_one_pledge_is_taken_back_once_while_others_pledge():
    campaign, identity = CampaignFactory(), IdentityFactory()
    mine = pledged(campaign, 2_000, identity)
    others = [None] * 12 + [IdentityFactory() for _ in range(12)]

    def act(person):
        if person is None:
            cancel_pledge(pledge=mine, identity=identity, arrived_at=database_now())
        else:
            pledged(campaign, 1_000, person)

    race(act, others)

    fresh = Campaign.objects.select_related("pledged", "matched").get()
    assert (fresh.pledged.balance, fresh.matched.balance) == (12_000, 12_000)
    call_command("prove_ledger", verbosity=0)


def test_group_is_paid_once_from_many_windows():
    campaign, fiona = succeeded(2_000), staff("Fiona", "finance")
    collect_pledge(pledge=campaign.pledges.get(), source=treasury("GBP"))
    carry_on_collecting(campaign=campaign)

    answers = race(
        lambda _each: attempt(pay_out, campaign=campaign, amount=2_000, posted_by=fiona), range(WINDOWS)
    )

    assert answers.count(True) == 1
    assert Campaign.objects.select_related("paid_out").get().paid_out.balance == 2_000
    call_command("prove_ledger", verbosity=0)


def test_control_without_lock_and_key_counts_one_pledge_six_times():
    """Six windows read that the pledge is asked for, meet, and post under keys of their own."""
    campaign = succeeded(2_000, 10_000)
    pledge, bank = campaign.pledges.order_by("pk").first(), treasury("GBP")
    promises, meet = Account.objects.get(code="promises-GBP"), Barrier(6)

    def unguarded(number):
        fresh = Pledge.objects.select_related("campaign__pledged", "campaign__collected").get(pk=pledge.pk)
        assert fresh.state == "asked"
        meet.wait()
        with transaction.atomic():
            lines = [
                (bank, -2_000),
                (fresh.campaign.collected, 2_000),
                (fresh.campaign.pledged, -2_000),
                (promises, 2_000),
            ]
            post(key=f"unguarded:{number}", memo="paid", lines=lines)

    race(unguarded, range(6))

    assert Campaign.objects.select_related("collected").get().collected.balance == 12_000
