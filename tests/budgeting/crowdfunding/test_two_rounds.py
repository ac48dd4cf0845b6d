"""A campaign of two rounds: first the least amount, and with it on to the whole target."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, transaction

from budgeting.crowdfunding.actions import cancel_pledge, change_match_fund, close_campaign
from budgeting.crowdfunding.due import run_due
from budgeting.models import Campaign, Pledge
from participation.clock import database_now
from participation.models import AuditEvent, Notice
from tests.cms.backoffice.test_campaigns import campaign_form, stamp
from tests.factories.campaigns import CampaignFactory, MatchFundFactory, pledged

pytestmark = pytest.mark.django_db


def two_rounds(**fields) -> Campaign:
    """£10 first, then up to £1,000."""
    middle = database_now() + timedelta(hours=1)
    return CampaignFactory(mode="rounds", first_end=middle, **{"minimum": 1_000, **fields})


def first_round_over(campaign: Campaign) -> Campaign:
    Campaign.objects.filter(pk=campaign.pk).update(first_end=database_now() - timedelta(minutes=5))
    return Campaign.objects.with_money().get(pk=campaign.pk)


def over(campaign: Campaign) -> Campaign:
    """Both rounds are over."""
    now = database_now()
    first_end, end = now - timedelta(hours=1), now - timedelta(minutes=5)
    Campaign.objects.filter(pk=campaign.pk).update(first_end=first_end, end=end)
    return Campaign.objects.get(pk=campaign.pk)


def page(client, campaign) -> str:
    return client.get(campaign.get_absolute_url()).content.decode()


def test_first_round_that_falls_short_ends_the_campaign_and_gives_all_back(client, alice):
    campaign = two_rounds(minimum=5_000)
    pledged(campaign, 1_000, alice.identity)
    campaign = first_round_over(campaign)
    with pytest.raises(ValidationError, match="first round has ended"):
        pledged(campaign, 5_000)

    run_due()

    campaign.refresh_from_db()
    assert campaign.succeeded is False
    assert Campaign.objects.with_money().get().pledged.balance == 0
    assert Pledge.objects.get().state == "released"
    assert "does not go ahead" in page(client, campaign)
    assert not Campaign.objects.running().exists()
    call_command("prove_ledger", verbosity=0)


def test_first_round_with_the_least_amount_leads_to_a_second_one_for_the_rest(client, alice):
    campaign = two_rounds()
    assert "second one runs until" in page(client, campaign)
    pledged(campaign, 1_000, alice.identity)
    run_due()
    assert Campaign.objects.get().second_round_at is None

    first_round_over(campaign)
    run_due()
    run_due()

    campaign = Campaign.objects.with_money().get()
    assert campaign.second_round_at is not None
    assert campaign.closed_at is None
    assert "Second round" in page(client, campaign)
    assert AuditEvent.objects.filter(verb="begin_second_round").count() == 1
    assert Notice.objects.filter(person=alice, event="campaign-second-round").count() == 1
    pledged(campaign, 3_000)
    assert close_campaign(campaign=over(campaign))
    assert set(Pledge.objects.values_list("state", flat=True)) == {"asked"}
    call_command("prove_ledger", verbosity=0)


def test_pledges_that_are_taken_back_in_the_second_round_can_still_end_it():
    campaign = two_rounds()
    pledge = pledged(campaign, 600)
    assert close_campaign(campaign=first_round_over(campaign))
    cancel_pledge(pledge=pledge, identity=pledge.identity, arrived_at=database_now())
    assert not close_campaign(campaign=over(campaign))
    call_command("prove_ledger", verbosity=0)


def test_fund_that_shares_at_its_end_takes_no_campaign_of_two_rounds(carol, log_in):
    end = database_now() + timedelta(days=40)
    late = MatchFundFactory(sharing="ranked", end=end, cap_per_person=None)
    form = campaign_form(mode="rounds", first_end=stamp(5), match_fund=late.pk)
    shown = log_in(carol).post("/admin/campaigns/new/", form)
    assert "matches at once" in shown.context["form"].errors["match_fund"][0]
    fund = MatchFundFactory(end=end, cap_per_person=None)
    two_rounds(match_fund=fund)
    with pytest.raises(ValidationError, match="two rounds"):
        change_match_fund(actor=carol, fund=fund, sharing="ranked")


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("first_end", {"first_end": ""}),
        ("first_end", {"first_end": stamp(31)}),
        ("first_end", {"mode": "minimum"}),
        ("minimum", {"minimum": ""}),
        ("minimum", {"minimum": "£13,500.50"}),
    ],
)
def test_wrong_rounds_name_the_field(carol, log_in, field, changes):
    form = campaign_form(mode="rounds", first_end=stamp(5)) | changes
    shown = log_in(carol).post("/admin/campaigns/new/", form)
    assert field in shown.context["form"].errors
    assert not Campaign.objects.exists()


def test_officer_plans_two_rounds(carol, log_in):
    log_in(carol).post("/admin/campaigns/new/", campaign_form(mode="rounds", first_end=stamp(5)))
    assert Campaign.objects.get().mode == "rounds"
    with pytest.raises(DatabaseError), transaction.atomic():
        Campaign.objects.update(first_end=None)
