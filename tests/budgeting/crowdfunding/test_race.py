"""Twenty-four people pledge at once against the last match money, on real connections.

The controls do the same without the guard (they work the match out before they hold the accounts' locks), so
that one sees what the guard prevents: pledges lost on an overdrawn fund, and matches above a person's limit.
"""

from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.db.models import Sum
from django.utils.crypto import get_random_string

from budgeting.crowdfunding.actions.pledging import match_for, post_pledge
from budgeting.models import Campaign, Pledge
from tests.factories.campaigns import CampaignFactory, MatchFundFactory, pledged
from tests.factories.people import IdentityFactory
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PEOPLE = 24


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


def test_one_persons_match_stays_within_the_limit_from_many_windows():
    fund, alone = MatchFundFactory(cap_per_person=5_000), IdentityFactory()
    campaigns = [CampaignFactory(match_fund=fund), CampaignFactory(match_fund=fund)]

    race(lambda campaign: pledged(campaign, 1_500, alone), campaigns * 6)

    assert Pledge.objects.aggregate(pledges=Sum("amount"), matches=Sum("match")) == {
        "pledges": 12 * 1_500,
        "matches": 5_000,
    }


def unguarded(meet, campaign, identity, amount):
    """Reads, meets the others, then posts: what `pledge` would be without its locks."""
    campaign = Campaign.objects.with_money().select_related("match_fund__account").get(pk=campaign.pk)
    match = match_for(campaign, identity, amount)
    meet.wait()
    try:
        with transaction.atomic():
            made = Pledge.objects.create(
                campaign=campaign, identity=identity, key=get_random_string(20), amount=amount, match=match
            )
            post_pledge(campaign, made)
    except ValidationError:
        return "lost"
    return "in"


def test_control_without_locks_loses_pledges_on_an_overdrawn_fund():
    fund = MatchFundFactory(amount=2_000)
    campaign, people = CampaignFactory(match_fund=fund), [IdentityFactory() for _ in range(6)]
    meet = Barrier(len(people))

    answers = race(lambda person: unguarded(meet, campaign, person, 1_500), people)

    assert answers.count("lost") == 5
    call_command("prove_ledger", verbosity=0)


def test_control_without_locks_matches_more_than_one_person_may_bring():
    fund, alone = MatchFundFactory(cap_per_person=2_000), IdentityFactory()
    campaigns = [CampaignFactory(match_fund=fund), CampaignFactory(match_fund=fund)] * 3
    meet = Barrier(len(campaigns))

    race(lambda campaign: unguarded(meet, campaign, alone, 1_500), campaigns)

    assert Pledge.objects.aggregate(matches=Sum("match"))["matches"] == 6 * 1_500


def test_same_form_sent_ten_times_at_once_pledges_once():
    campaign, identity = CampaignFactory(), IdentityFactory()

    race(lambda key: pledged(campaign, 1_000, identity, key=key).pk, ["same"] * 10)

    assert Pledge.objects.count() == 1
    assert Campaign.objects.with_money().get().pledged.balance == 1_000
