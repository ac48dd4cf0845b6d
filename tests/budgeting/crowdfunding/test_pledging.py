"""A pledge, the council money that follows it, and what refuses it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from budgeting.crowdfunding.actions import close_campaign, create_campaign, create_match_fund, pledge
from budgeting.models import Campaign, Pledge
from participation.clock import database_now
from participation.models import AuditEvent
from tests.factories.campaigns import CampaignFactory, MatchFundFactory, ended, pledged
from tests.factories.people import IdentityFactory
from tests.factories.rounds import PotFactory

pytestmark = pytest.mark.django_db


def balances(campaign):
    fresh = Campaign.objects.with_money().get(pk=campaign.pk)
    return fresh.pledged.balance, fresh.matched.balance, fresh.match_fund.account.balance


def test_match_follows_a_pledge_from_the_pot(alice):
    campaign = CampaignFactory()

    made = pledged(campaign, 2_000, alice.identity)

    assert (made.amount, made.match) == (2_000, 2_000)
    assert balances(campaign) == (2_000, 2_000, 48_000)
    call_command("prove_ledger", verbosity=0)


def test_match_stops_at_what_one_person_may_bring(alice):
    campaign, other = CampaignFactory(), None
    other = CampaignFactory(match_fund=campaign.match_fund)

    assert pledged(campaign, 4_000, alice.identity).match == 4_000
    assert pledged(other, 4_000, alice.identity).match == 1_000
    assert pledged(campaign, 4_000, alice.identity).match == 0


def test_match_stops_when_the_fund_is_empty_and_pledges_go_on():
    campaign = CampaignFactory(match_fund=MatchFundFactory(amount=3_000))

    matches = [pledged(campaign, 2_000).match for _ in range(3)]

    assert matches == [2_000, 1_000, 0]
    assert balances(campaign) == (6_000, 3_000, 0)


def test_match_never_lifts_a_campaign_above_its_target():
    campaign = CampaignFactory(target=5_000, minimum=5_000)

    made = pledged(campaign, 4_000)

    assert made.match == 1_000
    with pytest.raises(ValidationError, match="reached its target"):
        pledged(campaign, 100)


def test_pledge_above_what_is_missing_says_how_much_is_missing():
    campaign = CampaignFactory(match_fund=None, target=5_000, minimum=5_000)

    with pytest.raises(ValidationError, match="needs only £50 more"):
        pledged(campaign, 5_001)
    assert not Pledge.objects.exists()


def test_organiser_earns_no_match(alice):
    campaign = CampaignFactory(organiser=alice)

    assert pledged(campaign, 2_000, alice.identity).match == 0


def test_same_key_pledges_once_and_refuses_another_amount(alice):
    campaign = CampaignFactory()

    first = pledged(campaign, 2_000, alice.identity, key="once")
    again = pledged(campaign, 2_000, alice.identity, key="once")

    assert first == again
    assert balances(campaign)[0] == 2_000
    with pytest.raises(ValidationError, match="already used"):
        pledged(campaign, 3_000, alice.identity, key="once")


@pytest.mark.parametrize(("starts", "ends", "words"), [(1, 2, "not started"), (-2, -1, "has ended")])
def test_pledge_outside_the_campaigns_time_is_refused(starts, ends, words):
    now = database_now()
    campaign = CampaignFactory(start=now + timedelta(days=starts), end=now + timedelta(days=ends))

    with pytest.raises(ValidationError, match=words):
        pledged(campaign, 1_000)
    assert balances(campaign) == (0, 0, 50_000)


def test_pledge_that_arrived_in_time_is_taken_however_long_the_queue():
    campaign = CampaignFactory()
    arrived_at = database_now() - timedelta(minutes=2)
    campaign = ended(campaign)

    made = pledge(campaign=campaign, identity=IdentityFactory(), amount=500, key="k", arrived_at=arrived_at)

    assert made.amount == 500


def test_pledge_without_an_identity_is_refused():
    with pytest.raises(PermissionDenied):
        pledge(campaign=CampaignFactory(), identity=None, amount=500, key="k", arrived_at=database_now())


def test_campaign_that_falls_short_gives_everything_back():
    campaign = CampaignFactory()
    pledged(campaign, 2_000)
    campaign = ended(campaign)

    assert close_campaign(campaign=campaign) is False
    assert close_campaign(campaign=campaign) is False

    assert balances(campaign) == (0, 0, 50_000)
    assert AuditEvent.objects.filter(verb="close_campaign").count() == 1
    call_command("prove_ledger", verbosity=0)


def test_campaign_that_reached_its_minimum_keeps_what_it_raised():
    campaign = CampaignFactory(target=5_000, minimum=3_000)
    pledged(campaign, 2_000)

    assert close_campaign(campaign=ended(campaign)) is True
    assert balances(campaign)[:2] == (2_000, 2_000)


def test_match_fund_takes_no_more_than_the_pot_has_free(carol):
    pot = PotFactory(money=1_000)

    with pytest.raises(ValidationError):
        create_match_fund(
            actor=carol, title="Too much", pot=pot, amount=1_001, cap_per_person=1, cap_per_campaign=1
        )


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "audrey"])
def test_only_the_council_sets_up_funds_and_campaigns(request, who):
    person = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        create_match_fund(
            actor=person, title="Mine", pot=PotFactory(), amount=1, cap_per_person=1, cap_per_campaign=1
        )
    with pytest.raises(PermissionDenied):
        create_campaign(actor=person, title="Mine", currency="GBP")
