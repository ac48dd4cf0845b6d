"""Twenty-four people pledge at once against the last match money, on real connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connections
from django.db.models import Sum

from budgeting.models import Campaign, Pledge
from tests.factories.campaigns import CampaignFactory, MatchFundFactory, pledged
from tests.factories.people import IdentityFactory

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PEOPLE = 24


def race(act, people):
    start = Barrier(len(people))

    def one(person):
        start.wait()
        try:
            return act(person)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(one, people))


def test_last_match_money_is_shared_exactly_and_no_pledge_is_lost():
    fund = MatchFundFactory(amount=10_000)
    campaigns = [CampaignFactory(match_fund=fund), CampaignFactory(match_fund=fund)]
    people = [(campaigns[number % 2], IdentityFactory()) for number in range(PEOPLE)]

    race(lambda person: pledged(person[0], 1_500, person[1]), people)

    assert Pledge.objects.aggregate(pledges=Sum("amount"), matches=Sum("match")) == {
        "pledges": PEOPLE * 1_500,
        "matches": 10_000,
    }
    fund.account.refresh_from_db()
    assert fund.account.balance == 0
    call_command("prove_ledger", verbosity=0)


def test_same_form_sent_ten_times_at_once_pledges_once():
    campaign, identity = CampaignFactory(), IdentityFactory()

    race(lambda key: pledged(campaign, 1_000, identity, key=key).pk, ["same"] * 10)

    assert Pledge.objects.count() == 1
    assert Campaign.objects.with_money().get().pledged.balance == 1_000
