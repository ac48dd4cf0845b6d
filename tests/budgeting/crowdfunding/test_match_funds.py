"""A match fund from its rules to its settlement: who counts, what freezes, what each gets and why."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import DatabaseError, transaction

from budgeting.crowdfunding.actions import (
    change_match_fund,
    close_campaign,
    create_match_fund,
    settle_match_fund,
)
from budgeting.crowdfunding.due import run_due
from budgeting.crowdfunding.eligibility import fund_refusal
from budgeting.crowdfunding.match_words import all_rules, share_words
from budgeting.models import Campaign, MatchFund, MatchShare, Pledge
from participation.clock import database_now
from participation.models import AuditEvent
from tests.factories.campaigns import CampaignFactory, MatchFundFactory
from tests.factories.campaigns import pledged as pledged_at
from tests.factories.people import IdentityFactory, ward
from tests.factories.rounds import PotFactory
from tests.factories.talk import category

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def shared_fund(sharing="proportional", over=True, **fields):
    """£50 without limits for a person, of a fund that ended five minutes ago, or ends in five."""
    limits = {"cap_per_person": None, "cap_per_campaign": None, "amount": 5_000, **fields}
    return MatchFundFactory(sharing=sharing, end=database_now() + (-5 if over else 5) * MINUTE, **limits)


def pledged(campaign, amount, identity=None):
    """A pledge that came a minute before the campaign's end."""
    return pledged_at(campaign, amount, identity, arrived_at=campaign.end - MINUTE)


def settled(fund):
    """Settles the fund; its campaigns by title with (pledged, matched)."""
    assert settle_match_fund(fund=fund)
    fund.refresh_from_db()
    return {
        each.title: (each.promised, each.matched.balance)
        for each in Campaign.objects.with_money().filter(match_fund=fund)
    }


def two_campaigns(fund, **fields):
    made = {"target": 100_000, "minimum": 1, "match_fund": fund, "end": fund.end, **fields}
    return CampaignFactory(title="Boat", **made), CampaignFactory(title="Garden", **made)


@pytest.mark.parametrize(
    ("sharing", "boat_gets", "garden_gets"),
    [
        ("first_come", 4_000, 1_000),
        ("ranked", 2_000, 3_000),
        ("proportional", 2_857, 2_143),
        ("quadratic", 0, 5_000),
    ],
)
def test_pot_that_runs_out_is_shared_as_its_rule_says(sharing, boat_gets, garden_gets):
    fund = shared_fund(sharing)
    boat, garden = two_campaigns(fund)
    pledged(boat, 4_000)
    for _ in range(3):
        pledged(garden, 1_000)

    assert settled(fund) == {"Boat": (4_000, boat_gets), "Garden": (3_000, garden_gets)}
    fund.account.refresh_from_db()
    assert fund.account.balance == 0
    call_command("prove_ledger", verbosity=0)


def test_money_that_is_not_needed_returns_to_the_pot():
    fund = shared_fund()
    free = fund.pot.free
    free.refresh_from_db()
    before = free.balance
    boat, _garden = two_campaigns(fund)
    pledged(boat, 1_500)

    settled(fund)

    free.refresh_from_db()
    assert free.balance == before + 5_000 - 1_500
    call_command("prove_ledger", verbosity=0)


def test_money_of_a_first_come_fund_returns_at_its_end_too():
    fund = shared_fund("first_come")
    boat, _garden = two_campaigns(fund)
    assert pledged(boat, 1_500).match == 1_500

    assert settled(fund)["Boat"] == (1_500, 1_500)
    fund.account.refresh_from_db()
    assert (fund.account.balance, fund.settled_at is not None) == (0, True)


def test_fund_is_settled_once_and_not_before_its_end():
    early, fund = shared_fund(over=False), shared_fund()
    boat, _garden = two_campaigns(fund)
    pledged(boat, 1_000)

    assert not settle_match_fund(fund=early)
    settled(fund)
    assert settle_match_fund(fund=fund)

    assert MatchShare.objects.count() == 2
    assert AuditEvent.objects.filter(verb="settle_match_fund").count() == 1
    assert Campaign.objects.get(pk=boat.pk).closed_at


def test_clock_settles_a_fund_and_closes_its_campaigns_with_what_they_got():
    fund = shared_fund()
    boat, garden = two_campaigns(fund, minimum=2_000)
    pledged(boat, 1_000)
    pledged(garden, 900)

    assert not close_campaign(campaign=boat)
    assert Campaign.objects.get(pk=boat.pk).closed_at is None
    assert "settled 1 match funds" in run_due()

    assert settled_amounts() == {"Boat": 1_000, "Garden": 0}
    boat, garden = (Campaign.objects.with_money().get(pk=each.pk) for each in (boat, garden))
    assert None not in {boat.closed_at, garden.closed_at}
    assert (boat.pledged.balance, garden.pledged.balance) == (1_000, 0)
    assert "£9" in share_words(garden)
    assert "would not have reached its minimum" in share_words(garden)
    assert share_words(boat) == "The council adds £10: all that the pledges of 1 person ask for."
    assert run_due() == ""


def settled_amounts():
    return {share.campaign.title: share.amount for share in MatchShare.objects.select_related("campaign")}


def test_person_who_pledges_twice_counts_once(alice):
    fund = shared_fund("ranked", minimum_backers=2)
    boat, garden = two_campaigns(fund)
    pledged(boat, 500, alice.identity)
    pledged(boat, 500, alice.identity)
    pledged(garden, 500, alice.identity)
    pledged(garden, 500)

    settled(fund)

    assert settled_amounts() == {"Boat": 0, "Garden": 1_000}
    assert share_words(boat) == "The council adds nothing: 1 person are too few." or "too few" in share_words(
        boat
    )


@pytest.mark.parametrize("sharing", ["first_come", "ranked"])
def test_organiser_and_connected_people_earn_no_match_and_are_no_backers(alice, sharing):
    fund = shared_fund(sharing, minimum_backers=2)
    connected = IdentityFactory()
    boat = CampaignFactory(title="Boat", minimum=1, match_fund=fund, organiser=alice, end=fund.end)
    boat.connected.add(connected.user)
    pledged(boat, 500, alice.identity)
    pledged(boat, 500, connected)
    pledged(boat, 500)

    assert settled(fund) == {"Boat": (1_500, 0)}


def test_pledges_that_waited_are_matched_with_the_one_that_brings_enough():
    boat = CampaignFactory(match_fund=MatchFundFactory(council_not_first=True))
    first = pledged_at(boat, 500)
    assert first.match == 0

    assert pledged_at(boat, 700).match == 700
    first.refresh_from_db()
    assert first.match == 500
    assert Campaign.objects.with_money().get(pk=boat.pk).matched.balance == 1_200
    call_command("prove_ledger", verbosity=0)


def test_pledges_wait_for_a_part_of_the_target():
    boat = CampaignFactory(target=10_000, minimum=5_000, match_fund=MatchFundFactory(minimum_percent=10))

    assert [pledged_at(boat, 600).match, pledged_at(boat, 400).match, pledged_at(boat, 100).match] == [
        0,
        400,
        100,
    ]
    assert Campaign.objects.with_money().get(pk=boat.pk).followed == 1_100


def test_pledge_before_the_fund_starts_earns_nothing():
    fund = MatchFundFactory(start=database_now() + timedelta(hours=1))

    assert pledged_at(CampaignFactory(match_fund=fund), 500).match == 0


def test_limits_of_a_pledge_and_of_the_target_hold_at_once():
    fund = MatchFundFactory(cap_per_pledge=300, cap_percent=10, cap_per_person=None, cap_per_campaign=None)
    boat = CampaignFactory(target=5_000, minimum=1_000, match_fund=fund)

    assert [pledged_at(boat, 400).match for _ in range(3)] == [300, 200, 0]


def test_match_of_a_campaign_is_split_over_its_pledges():
    fund = shared_fund(amount=1_000)
    boat, _garden = two_campaigns(fund)
    for amount in (1_000, 2_000, 3_000):
        pledged(boat, amount)

    settled(fund)

    assert list(Pledge.objects.order_by("pk").values_list("match", flat=True)) == [167, 333, 500]


def test_rules_freeze_with_the_first_pledge_even_for_the_database(carol):
    fund = shared_fund()
    boat, _garden = two_campaigns(fund)
    change_match_fund(actor=carol, fund=fund, minimum_backers=2, areas=[ward("North")])
    pledged(boat, 500)

    with pytest.raises(ValidationError, match="rules stay"):
        change_match_fund(actor=carol, fund=fund, minimum_backers=1)
    for write in (
        lambda: MatchFund.objects.filter(pk=fund.pk).update(minimum_backers=1),
        lambda: MatchFund.objects.filter(pk=fund.pk).update(frozen_at=None),
        fund.areas.clear,
        lambda: fund.categories.add(category()),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            write()
    assert MatchFund.objects.get().minimum_backers == 2


def test_organisers_own_pledge_freezes_nothing(alice):
    boat = CampaignFactory(organiser=alice)
    pledged_at(boat, 500, alice.identity)

    assert MatchFund.objects.get().frozen_at is None


def test_outsider_sets_up_and_changes_no_fund(charlie):
    with pytest.raises(PermissionDenied):
        create_match_fund(actor=charlie, title="Mine", pot=PotFactory(), amount=1)
    with pytest.raises(PermissionDenied):
        change_match_fund(actor=charlie, fund=MatchFundFactory(), title="Mine")


@pytest.mark.parametrize(
    ("declared", "field"),
    [
        ({"sharing": "ranked"}, "end"),
        ({"sharing": "quadratic", "cap_per_person": 5}, "cap_per_person"),
        ({"sharing": "quadratic", "ratio_match": 2}, "ratio_match"),
        ({"cap_percent": 0}, "cap_percent"),
        ({"minimum_percent": 101}, "minimum_percent"),
        ({"cap_per_pledge": 0}, "cap_per_pledge"),
    ],
)
def test_rule_that_cannot_be_is_refused_with_its_field(carol, declared, field):
    with pytest.raises(ValidationError) as refused:
        create_match_fund(actor=carol, title="Match", pot=PotFactory(money=9_000), amount=900, **declared)

    assert field in refused.value.message_dict


def test_fund_is_for_its_areas_and_what_lies_in_them_and_for_its_categories():
    north, green = ward("North"), category()
    fund = shared_fund()
    fund.areas.set([north])
    fund.categories.set([green])
    inside = ward("Mill Lane")
    inside.parent = north
    inside.save()

    def refusal(**fields):
        return fund_refusal(Campaign(**{"currency": "GBP", "end": fund.end, **fields}), fund)

    assert refusal(area=inside, category=green) == ""
    assert "other parts of town" in refusal(area=ward("South"), category=green)
    assert "other parts of town" in refusal(area=None, category=green)
    assert "other categories" in refusal(area=north)
    assert "must end before" in refusal(area=north, category=green, end=fund.end + MINUTE)


def test_rules_are_told_in_plain_words():
    fund = shared_fund(
        "ranked", minimum_backers=3, minimum_percent=20, cap_percent=50, cap_per_campaign=2_000
    )

    told = " ".join(all_rules(fund))

    for words in (
        "most backers goes first",
        "3 backers",
        "20% of the target",
        "50% of a",
        "£20 for one",
        "goes back",
    ):
        assert words in told
