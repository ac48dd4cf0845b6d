"""What a backer sees and does: pay by card, come back, and read where the money is."""

from datetime import timedelta

import pytest
from django.urls import reverse

from budgeting.models import Payment
from tests.factories.campaigns import CampaignFactory, moved, pledged, succeeded
from tests.factories.card_payments import at_service, begin, look_again, paid

pytestmark = pytest.mark.django_db


@pytest.fixture
def pledge(alice):
    return pledged(moved(CampaignFactory(), end=timedelta(days=30)), 2_000, alice.identity)


def own_page(client, pledge):
    return client.get(reverse("own_pledges", args=[pledge.campaign.slug]))


def pay(client, pledge):
    return client.post(reverse("pledge_pay", args=[pledge.campaign.slug, pledge.pk]))


def test_button_leads_to_the_card_page_and_back(cards, pledge, alice, log_in):
    client = log_in(alice)
    page = own_page(client, pledge)
    assert "Pay £20 by card" in page.content.decode()
    assert cards.address in page["Content-Security-Policy"], "the browser may follow the form there"

    answer = pay(client, pledge)

    at = at_service(cards, Payment.objects.get())
    assert answer.url == f"{cards.address}/card/{at.token}"
    assert at.return_url.endswith(reverse("own_pledges", args=[pledge.campaign.slug]))
    assert "Go on with the payment" in own_page(client, pledge).content.decode()
    assert pay(client, pledge).url == answer.url

    cards.move(at, "success")
    look_again(Payment.objects.get())
    page = own_page(client, pledge).content.decode()
    assert "Pay £20 by card" not in page
    assert "Take back the pledge" in page


def test_without_keys_nobody_is_offered_a_card(pledge, alice, log_in):
    client = log_in(alice)
    assert "by card" not in own_page(client, pledge).content.decode()
    assert pay(client, pledge).status_code == 302
    assert not Payment.objects.exists()


def test_only_the_backer_pays(cards, pledge, charlie, log_in, client):
    assert pay(log_in(charlie), pledge).status_code == 404
    assert "login" in pay(client, pledge).url
    by_get = log_in(charlie).get(reverse("pledge_pay", args=[pledge.campaign.slug, pledge.pk]))
    assert by_get.status_code == 405
    assert not Payment.objects.exists()


def test_address_elsewhere_is_not_followed(cards, pledge, alice, log_in, settings):
    settings.GOVUK_PAY_PAGES = "https://card.payments.service.gov.uk"
    assert pay(log_in(alice), pledge).url == reverse("own_pledges", args=[pledge.campaign.slug])


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        (("failed", "P0010"), "The card was not accepted"),
        (("failed", "P0020"), "not finished in time"),
        (("failed", "P0030"), "You cancelled"),
        (("error", "P0050"), "Nothing was taken"),
    ],
)
def test_page_says_why_it_was_not_paid_and_offers_it_again(cards, pledge, log_in, ended, words):
    payment = begin(pledge)
    cards.move(at_service(cards, payment), *ended)
    look_again(payment)
    page = own_page(log_in(pledge.identity.user), pledge).content.decode()
    assert words in page
    assert "Pay £20 by card" in page


def test_page_says_that_money_is_held(cards, alice, log_in):
    pledge = pledged(CampaignFactory(), 2_000, alice.identity)
    paid(cards, pledge, "capturable")
    page = own_page(log_in(alice), pledge).content.decode()
    assert "held on your card" in page
    assert "Pay £20 by card" not in page


def test_asked_backer_chooses_between_card_and_bank(cards, alice, log_in, settings):
    settings.COLLECTION_ACCOUNT = "Quernmouth Council, 00-00-00 00000000"
    pledge = succeeded(2_000, people=[alice.identity]).pledges.get()
    page = own_page(log_in(alice), pledge).content.decode()
    assert "by card now, or by bank" in page
    assert pledge.reference in page


def test_service_that_does_not_answer_is_said_kindly(cards, pledge, alice, log_in):
    client = log_in(alice)
    cards.lose = ["request"]
    page = client.get(pay(client, pledge).url).content.decode()
    assert "does not answer just now. Nothing was taken" in page


@pytest.mark.parametrize("pledges", [1, 30])
def test_own_page_asks_the_database_as_often_for_30_pledges(
    cards, alice, log_in, django_assert_max_num_queries, pledges
):
    campaign = moved(CampaignFactory(), end=timedelta(days=30))
    for _each in range(pledges):
        begin(pledged(campaign, 100, alice.identity))
    client = log_in(alice)
    with django_assert_max_num_queries(26):
        own_page(client, campaign.pledges.first())
