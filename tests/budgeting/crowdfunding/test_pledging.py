"""A pledge, the council money that follows it, and what refuses it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from budgeting.crowdfunding.actions import (
    close_campaign,
    create_campaign,
    create_match_fund,
    pledge,
    post_update,
)
from budgeting.models import Campaign, Pledge
from participation.clock import database_now
from participation.models import AuditEvent
from tests.factories.campaigns import CampaignFactory, MatchFundFactory, ended, moved, pledged
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
    campaign = moved(campaign, end=-timedelta(minutes=1))

    made = pledge(campaign=campaign, identity=IdentityFactory(), amount=500, key="k", arrived_at=arrived_at)

    assert made.amount == 500


def test_pledge_that_queued_until_the_campaign_was_closed_is_refused():
    """Else its money would lie in a campaign that has given everything back already."""
    campaign, arrived_at = CampaignFactory(), database_now() - timedelta(minutes=9)
    close_campaign(campaign=ended(campaign))

    with pytest.raises(ValidationError, match="has ended"):
        pledge(campaign=campaign, identity=IdentityFactory(), amount=500, key="k", arrived_at=arrived_at)
    assert not Pledge.objects.exists()


def test_campaign_is_not_closed_while_punctual_pledges_may_still_wait():
    campaign = CampaignFactory()
    pledged(campaign, 2_000)
    campaign = moved(campaign, end=-timedelta(seconds=20))

    close_campaign(campaign=campaign)

    assert balances(campaign) == (2_000, 2_000, 48_000)
    assert not Campaign.objects.to_close().exists()


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


def test_match_that_was_given_back_no_longer_counts_against_a_person(alice):
    campaign = CampaignFactory()
    other = CampaignFactory(match_fund=campaign.match_fund)
    assert pledged(campaign, 5_000, alice.identity).match == 5_000
    assert pledged(other, 1_000, alice.identity).match == 0

    close_campaign(campaign=ended(campaign))

    assert pledged(other, 1_000, alice.identity).match == 1_000


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


def campaign_words(**changes):
    now = database_now()
    return {
        "title": "A boat",
        "slug": "a-boat",
        "purpose": "A boat that everyone can board.",
        "story": "We need a boat.",
        "budget_lines": [("Boat", 80_000), ("Ramp", 20_000)],
        "payee": "Open Water",
        "currency": "GBP",
        "target": 100_000,
        "minimum": 60_000,
        "start": now,
        "end": now + timedelta(days=30),
        **changes,
    }


def test_officer_sets_up_a_campaign_with_empty_accounts(carol):
    campaign = create_campaign(actor=carol, **campaign_words())

    assert (campaign.raised, campaign.to_go) == (0, 100_000)
    assert campaign.thread_id
    assert AuditEvent.objects.get().verb == "create_campaign"


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("budget_lines", {"target": 90_000}),
        ("budget_lines", {"budget_lines": [("Boat", 120_000), ("Gift", -20_000)]}),
        ("minimum", {"minimum": 100_001}),
        ("minimum", {"minimum": 0}),
        ("end", {"end": database_now}),
        ("picture_alt", {"picture": "campaigns/boat.webp"}),
        ("title", {"title": "  "}),
    ],
)
def test_wrong_campaign_is_refused_and_names_the_field(carol, field, changes):
    changes = {name: value() if callable(value) else value for name, value in changes.items()}

    with pytest.raises(ValidationError) as refused:
        create_campaign(actor=carol, **campaign_words(**changes))

    assert field in refused.value.message_dict
    assert not Campaign.objects.exists()


def test_match_fund_of_another_currency_is_refused(carol):
    fund = MatchFundFactory()

    with pytest.raises(ValidationError, match="currency"):
        create_campaign(actor=carol, **campaign_words(currency="EUR", match_fund=fund))


def test_match_fund_without_limits_is_refused(carol):
    with pytest.raises(ValidationError) as refused:
        create_match_fund(
            actor=carol, title="M", pot=PotFactory(), amount=1, cap_per_person=0, cap_per_campaign=0
        )
    assert set(refused.value.message_dict) == {"cap_per_person", "cap_per_campaign"}


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "fiona", "audrey"])
def test_only_officers_post_updates(request, who):
    campaign = CampaignFactory()

    with pytest.raises(PermissionDenied):
        post_update(
            actor=request.getfixturevalue(who),
            campaign=campaign,
            title="News",
            text="None.",
            posted_on=database_now().date(),
        )


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "audrey"])
def test_only_the_council_sets_up_funds_and_campaigns(request, who):
    person = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        create_match_fund(
            actor=person, title="Mine", pot=PotFactory(), amount=1, cap_per_person=1, cap_per_campaign=1
        )
    with pytest.raises(PermissionDenied):
        create_campaign(actor=person, **campaign_words())
