"""What visitors, residents and outsiders see and may do on a campaign's pages."""

from datetime import timedelta

import pytest
from django.urls import reverse

from budgeting.crowdfunding.actions import close_campaign
from budgeting.crowdfunding.rules import comment_refusal
from budgeting.models import Pledge
from participation.clock import database_now
from tests.factories.campaigns import CampaignFactory, MatchFundFactory, ended, pledged

pytestmark = pytest.mark.django_db


def pledge_address(campaign):
    return reverse("pledge", args=[campaign.slug])


def test_resident_pledges_and_reads_what_the_council_adds(alice, log_in):
    campaign, client = CampaignFactory(), log_in(alice)
    form = client.get(pledge_address(campaign)).context["form"]

    answer = client.post(
        pledge_address(campaign), {"suggested": "2500", "key": form["key"].value()}, follow=True
    )

    assert "Your pledge of £25 is in. The council adds £25." in answer.content.decode()
    assert Pledge.objects.get().identity == alice.identity


def test_own_amount_is_kept_when_the_form_is_wrong(alice, log_in):
    campaign = CampaignFactory()

    answer = log_in(alice).post(
        pledge_address(campaign), {"suggested": "other", "own_amount": "ten", "key": "k"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="ten"' in page
    assert not Pledge.objects.exists()


def errors_of(answer):
    return {name: list(errors) for name, errors in answer.context["form"].errors.items()}


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({}, "suggested", "Choose an amount"),
        ({"suggested": "other"}, "own_amount", "Type the amount"),
        ({"suggested": "500", "own_amount": "7"}, "own_amount", "not both"),
        ({"suggested": "777"}, "suggested", "needs only £1,000 more"),
        ({"suggested": "other", "own_amount": "0.50"}, "own_amount", "at least £1"),
        ({"suggested": "other", "own_amount": "1000.01"}, "own_amount", "at most £1,000"),
    ],
)
def test_wrong_amount_is_named_in_words(alice, log_in, sent, field, words):
    answer = log_in(alice).post(pledge_address(CampaignFactory()), {**sent, "key": "k"})

    assert words in errors_of(answer)[field][0]
    assert list(errors_of(answer)) == [field]
    assert not Pledge.objects.exists()


def test_amount_of_the_campaign_page_is_chosen_on_the_form(alice, log_in):
    campaign, client = CampaignFactory(), log_in(alice)
    address = f"{pledge_address(campaign)}?amount=2500"

    assert address in client.get(campaign.get_absolute_url()).content.decode()
    assert client.get(address).context["form"]["suggested"].value() == "2500"


def test_backer_reads_what_she_pledged_and_nobody_else_does(alice, log_in, client):
    campaign = CampaignFactory()
    pledged(campaign, 2_000, alice.identity)
    pledged(campaign, 1_000, alice.identity)

    assert "You pledged £30" in log_in(alice).get(campaign.get_absolute_url()).content.decode()
    assert "You pledged" not in client.get(campaign.get_absolute_url()).content.decode()


def test_rule_of_the_match_is_said_in_the_smallest_whole_amounts(client):
    campaign = CampaignFactory(match_fund=MatchFundFactory(ratio_match=50, ratio_pledge=100))

    page = client.get(campaign.get_absolute_url()).content.decode()

    assert "For each £2 that a resident pledges, the council adds £1." in page


def test_failed_campaign_still_says_what_it_reached(client):
    campaign = CampaignFactory()
    pledged(campaign, 2_000)
    close_campaign(campaign=ended(campaign))

    page = client.get(campaign.get_absolute_url()).content.decode()

    assert "Did not reach its minimum" in page
    assert "nobody pays" in page
    assert page.count("£20<") == 2
    assert "£960" in page


def test_blocked_person_cannot_pledge(alice, log_in):
    campaign, client = CampaignFactory(), log_in(alice)
    type(alice).objects.filter(pk=alice.pk).update(blocked_at=database_now())

    client.post(pledge_address(campaign), {"suggested": "500", "key": "k"})

    assert not Pledge.objects.exists()


def test_campaign_in_preparation_is_seen_by_staff_alone(client, carol, charlie, log_in):
    campaign = CampaignFactory(start=database_now() + timedelta(hours=1))
    address = campaign.get_absolute_url()

    assert client.get(address).status_code == 404
    assert log_in(charlie).get(address).status_code == 404
    assert log_in(charlie).get(pledge_address(campaign)).status_code == 404
    assert "not started" in log_in(carol).get(address).content.decode()


def test_unverified_person_is_led_to_verification(charlie, log_in):
    campaign, client = CampaignFactory(), log_in(charlie)

    assert "Show that you live here" in client.get(pledge_address(campaign)).content.decode()
    assert client.post(pledge_address(campaign), {"suggested": "500", "key": "k"}).status_code == 422
    assert not Pledge.objects.exists()


def test_visitor_is_asked_to_log_in(client):
    answer = client.get(pledge_address(CampaignFactory()))

    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]


def test_ended_campaign_takes_no_pledge(alice, log_in):
    campaign = ended(CampaignFactory())

    answer = log_in(alice).post(pledge_address(campaign), {"suggested": "500", "key": "k"})

    assert "has ended" in answer.content.decode()
    assert not Pledge.objects.exists()


def test_backers_are_named_only_when_they_wish(alice, client, harbour):
    campaign = CampaignFactory()
    pledged(campaign, 1_000, alice.identity, named=True)
    pledged(campaign, 1_000)

    page = client.get(campaign.get_absolute_url()).content.decode()

    assert "Alice" in page
    assert "Person " not in page


@pytest.mark.parametrize("pledges", [1, 30])
def test_campaign_page_takes_a_fixed_number_of_queries(client, django_assert_max_num_queries, pledges):
    campaign = CampaignFactory()
    for _ in range(pledges):
        pledged(campaign, 500, named=True)
    client.get(campaign.get_absolute_url())

    with django_assert_max_num_queries(16):
        client.get(campaign.get_absolute_url())


@pytest.mark.parametrize("campaigns", [1, 30])
def test_campaign_list_takes_a_fixed_number_of_queries(client, django_assert_max_num_queries, campaigns):
    CampaignFactory.create_batch(campaigns)
    client.get(reverse("campaign_list"))

    with django_assert_max_num_queries(8):
        client.get(reverse("campaign_list"))


def test_blocked_person_is_told_why_the_talk_is_closed_to_them(alice):
    alice.blocked_at = database_now()
    assert "blocked" in comment_refusal(alice, CampaignFactory())
