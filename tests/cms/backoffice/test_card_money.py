"""The screen of cards and comparisons: who reads it, what waits, and how a person closes a difference."""

import pytest

from budgeting.models import Comparison, Difference, Dispute, Payment
from participation.clock import database_now
from tests.factories.campaigns import CampaignFactory, pledged

pytestmark = pytest.mark.django_db
SCREEN = "/admin/money/cards/"


def read(client) -> str:
    return client.get(SCREEN).content.decode()


def difference(number=1) -> Difference:
    return Difference.objects.create(
        gateway="govuk-pay", kind="stranger", about=f"RF-{number}", theirs=2_000, ours=0, currency="GBP"
    )


def dispute(number=1) -> Dispute:
    pledge = pledged(CampaignFactory(title=f"Boat {number}"), 2_000)
    payment = Payment.objects.create(
        pledge=pledge, gateway="govuk-pay", key=f"key-{number}", amount=2_000, currency="GBP", state="lost"
    )
    return Dispute.objects.create(
        payment=payment,
        provider_id=f"dispute-{number}",
        amount=2_000,
        fee=1_500,
        status="lost",
        is_over=True,
        borne=3_500,
        booked_at=database_now(),
    )


@pytest.mark.parametrize("name", ["carol", "fiona", "audrey"])
def test_officers_finance_and_auditors_read_it(request, log_in, name):
    assert log_in(request.getfixturevalue(name)).get(SCREEN).status_code == 200


@pytest.mark.parametrize("name", ["bob", "charlie"])
def test_nobody_else_reads_it(request, log_in, name):
    assert log_in(request.getfixturevalue(name)).get(SCREEN).status_code in (302, 403)


def test_officer_reads_why_cards_are_off(carol, log_in, settings):
    settings.GOVUK_PAY_API_KEY = "api_test"
    client = log_in(carol)
    for address in (SCREEN, "/admin/money/"):
        page = client.get(address).content.decode()
        assert "Missing in the environment: GOVUK_PAY_WEBHOOK_SECRET." in page
    settings.GOVUK_PAY_WEBHOOK_SECRET = "secret"
    assert "Missing in the environment" not in read(client)


def test_officer_closes_a_difference_with_words_that_stand_beside_it(carol, audrey, log_in):
    one, client = difference(), log_in(carol)
    act = f"/admin/money/cards/{one.pk}/do/explain/"
    assert act in read(client)
    assert act not in read(log_in(audrey))
    assert "1 difference waits for a person" in client.get("/admin/money/").content.decode()
    assert client.post(act, {"reason": ""}).status_code == 200
    assert client.post(act, {"reason": "A test of the provider."}).status_code == 302
    page = read(client)
    assert "Carol. A test of the provider." in page
    assert "providers and books agree" in page
    assert client.post(act, {"reason": "Again."}).status_code in (302, 403)
    assert Difference.objects.get().reason == "A test of the provider."


def test_dispute_shows_what_the_council_bears(fiona, log_in):
    dispute()
    page = read(log_in(fiona))
    assert "Boat 1" in page
    assert "£35" in page


def test_comparison_that_did_not_end_is_said(fiona, log_in):
    Comparison.objects.create(gateway="govuk-pay", ended_at=database_now(), payments=3)
    Comparison.objects.create(gateway="govuk-pay")
    page = read(log_in(fiona))
    assert "3 payments" in page
    assert "the provider gave no answer yet" in page


@pytest.mark.parametrize("rows", [1, 30])
def test_screen_asks_the_database_as_often_for_30_rows(fiona, log_in, django_assert_max_num_queries, rows):
    for number in range(rows):
        difference(number)
        dispute(number)
    client = log_in(fiona)
    read(client)
    with django_assert_max_num_queries(40):
        read(client)
