"""What visitors, residents and outsiders see and may do on a campaign's pages."""

import pytest
from django.urls import reverse

from budgeting.models import Pledge
from tests.factories.campaigns import CampaignFactory, ended, pledged

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
