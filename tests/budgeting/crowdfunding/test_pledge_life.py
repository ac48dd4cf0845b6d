"""A pledge from promise to payment: taken back, asked for, paid, fallen away, passed on; each of it once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.urls import reverse

from budgeting.crowdfunding.actions import (
    cancel_pledge,
    carry_on_collecting,
    close_campaign,
    collect_pledge,
    pay_out,
    refund_pledge,
)
from budgeting.crowdfunding.asking import ask_backers
from budgeting.crowdfunding.payment_references import creditor_reference, pledges_named_in
from budgeting.crowdfunding.tasks import mail_pay_request, mail_receipt
from budgeting.ledger.accounts import treasury
from budgeting.models import Campaign, Pledge
from participation.clock import database_now
from tests.factories.campaigns import CampaignFactory, ended, last_day_over, pledged, succeeded
from tests.factories.people import IdentityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _account(settings):
    """Where backers pay: a production site names it in its environment."""
    settings.COLLECTION_ACCOUNT = "Quernmouth Council, 00-00-00 00000000"


def shown(campaign) -> tuple[int, int, int]:
    """What the public page says: pledged, matched, backers."""
    fresh = Campaign.objects.with_money().get(pk=campaign.pk)
    return fresh.promised, fresh.followed, fresh.backers


def states(campaign) -> list[str]:
    return list(campaign.pledges.order_by("pk").values_list("state", flat=True))


def collect(pledge):
    return collect_pledge(pledge=pledge, source=treasury(pledge.campaign.currency))


def proven() -> None:
    call_command("prove_ledger", verbosity=0)


def test_pledge_is_taken_back_and_its_match_serves_others(alice):
    campaign = CampaignFactory()
    mine = pledged(campaign, 2_000, alice.identity)
    pledged(campaign, 1_000)

    for _twice in range(2):
        cancel_pledge(pledge=mine, identity=alice.identity, arrived_at=database_now())

    assert shown(campaign) == (1_000, 1_000, 1)
    campaign.match_fund.account.refresh_from_db()
    assert campaign.match_fund.account.balance == 49_000
    assert pledged(campaign, 5_000, alice.identity).match == 5_000
    proven()


def test_pledge_of_somebody_else_is_not_taken_back(alice):
    made = pledged(CampaignFactory(), 2_000)
    with pytest.raises(PermissionDenied):
        cancel_pledge(pledge=made, identity=alice.identity, arrived_at=database_now())


def test_pledge_stands_once_the_campaign_has_ended(alice):
    campaign = CampaignFactory()
    made = pledged(campaign, 2_000, alice.identity)
    ended(campaign)
    with pytest.raises(ValidationError, match="has ended"):
        cancel_pledge(pledge=made, identity=alice.identity, arrived_at=database_now())


def test_campaign_that_falls_short_releases_its_pledges():
    campaign = CampaignFactory()
    pledged(campaign, 2_000)
    close_campaign(campaign=ended(campaign))
    assert states(campaign) == ["released"]
    assert Campaign.objects.get().succeeded is False


def test_backers_of_a_success_are_asked_and_get_a_receipt(alice):
    campaign = succeeded(2_000, people=[alice.identity])
    pledge = campaign.pledges.get()
    assert states(campaign) == ["asked"]
    assert ask_backers.func(campaign.pk) == 1
    mail_pay_request.func(pledge.pk)
    assert pledge.reference in mail.outbox[0].body
    assert "£20" in mail.outbox[0].body

    collect(pledge)

    mail_receipt.func(pledge.pk)
    assert "receipt" in mail.outbox[1].body
    assert mail_pay_request.func(pledge.pk) == 0
    assert states(campaign) == ["collected"]
    proven()


def test_payment_counts_once():
    pledge = succeeded(2_000).pledges.get()
    collect(pledge)
    with pytest.raises(ValidationError, match="waits for no money"):
        collect(pledge)
    proven()


def test_reminders_go_out_by_the_published_plan(django_capture_on_commit_callbacks):
    campaign = succeeded(2_000)
    for days, reminded in ((6, 0), (7, 1), (8, 1), (14, 2), (27, 2)):
        Campaign.objects.update(closed_at=database_now() - timedelta(days=days))
        assert carry_on_collecting(campaign=campaign) is False
        assert Campaign.objects.get().reminded == reminded
    assert states(campaign) == ["asked"]


def test_what_is_not_paid_in_time_falls_away_with_its_match():
    campaign = succeeded(2_000, 3_000, minimum=2_000)
    collect(campaign.pledges.order_by("pk").first())

    assert carry_on_collecting(campaign=last_day_over(campaign)) is True
    assert carry_on_collecting(campaign=campaign) is False

    assert states(campaign) == ["collected", "unpaid"]
    assert shown(campaign) == (2_000, 0, 1)
    assert Campaign.objects.get().succeeded is True
    proven()


def test_campaign_fails_after_all_when_too_little_is_paid(client):
    campaign = succeeded(2_000, 3_000)
    collect(campaign.pledges.order_by("pk").first())

    carry_on_collecting(campaign=last_day_over(campaign))

    assert Campaign.objects.get().succeeded is False
    assert "too little was paid" in client.get(campaign.get_absolute_url()).content.decode()
    proven()


def test_match_returns_to_its_fund_when_nobody_pays():
    campaign = CampaignFactory(target=4_000, minimum=4_000)
    pledged(campaign, 2_000)
    close_campaign(campaign=ended(campaign))

    carry_on_collecting(campaign=last_day_over(campaign))

    campaign.match_fund.account.refresh_from_db()
    assert campaign.match_fund.account.balance == 50_000
    assert Campaign.objects.get().succeeded is False
    proven()


def test_campaign_is_settled_as_soon_as_all_have_paid_and_paid_out_once(fiona):
    campaign = succeeded(2_000, 3_000)
    for pledge in campaign.pledges.all():
        collect(pledge)
    call_command("tick", verbosity=0)
    assert Campaign.objects.get().settled_at is not None

    pay_out(campaign=campaign, amount=5_000, posted_by=fiona)

    assert states(campaign) == ["paid_out", "paid_out"]
    fresh = Campaign.objects.select_related("paid_out", "collected").get()
    assert (fresh.paid_out.balance, fresh.collected.balance) == (5_000, 0)
    with pytest.raises(ValidationError, match="paid already"):
        pay_out(campaign=campaign, amount=5_000, posted_by=fiona)
    proven()


def test_group_is_not_paid_while_backers_are_asked(fiona):
    campaign = succeeded(2_000, 3_000)
    collect(campaign.pledges.first())
    with pytest.raises(ValidationError, match="still being asked"):
        pay_out(campaign=campaign, amount=3_000, posted_by=fiona)


def test_refund_goes_back_once_and_corrects_the_total(fiona):
    campaign = succeeded(2_000, 3_000)
    pledge = campaign.pledges.order_by("pk").first()
    collect(pledge)

    refund_pledge(pledge=pledge, posted_by=fiona)

    assert shown(campaign) == (3_000, 0, 1)
    with pytest.raises(ValidationError, match="Paid back"):
        refund_pledge(pledge=pledge, posted_by=fiona)
    proven()


@pytest.mark.parametrize("state", ["promised", "asked"])
def test_nothing_is_refunded_that_was_not_paid(fiona, state):
    campaign = succeeded(2_000) if state == "asked" else CampaignFactory()
    pledge = campaign.pledges.first() or pledged(campaign, 2_000)
    with pytest.raises(ValidationError, match="not yet passed on"):
        refund_pledge(pledge=pledge, posted_by=fiona)


def test_all_or_nothing_needs_the_whole_target():
    campaign = CampaignFactory(mode="all", target=5_000, minimum=5_000, match_fund=None)
    pledged(campaign, 4_999)
    assert close_campaign(campaign=ended(campaign)) is False


@pytest.mark.parametrize("pk", [1, 7, 99_999_999, 123_456_789])
def test_reference_is_found_in_what_people_write(pk):
    reference = creditor_reference(pk)
    spaced = " ".join(reference[at : at + 4] for at in range(0, len(reference), 4)).lower()
    assert pledges_named_in(f"Boat! {spaced} thanks") == {pk}
    assert pledges_named_in(f"{reference}20261130") >= {pk} or pk > 99_999_999


def test_slip_of_the_pen_names_nobody():
    reference = creditor_reference(12)
    for at in range(2, len(reference)):
        wrong = reference[:at] + str((int(reference[at]) + 1) % 10) + reference[at + 1 :]
        assert pledges_named_in(wrong) == set()


def test_iso_11649_example_of_the_standard_fits_our_check_digits():
    # RF18 5390 0754 7034 is the example that banks print.
    assert pledges_named_in("RF18 5390 0754 7034") == {539007547034}


def test_backer_sees_how_to_pay_and_takes_back_in_time(alice, charlie, log_in):
    running, done = CampaignFactory(), succeeded(2_000, people=[alice.identity])
    mine = pledged(running, 1_000, alice.identity)
    client = log_in(alice)
    page = client.get(reverse("own_pledges", args=[done.slug])).content.decode()
    assert done.pledges.get().reference in page
    assert "Take back" not in page
    cancel = reverse("pledge_cancel", args=[running.slug, mine.pk])
    assert cancel in client.get(reverse("own_pledges", args=[running.slug])).content.decode()

    assert log_in(charlie).post(cancel).status_code == 404
    assert client.get(cancel).status_code == 405
    assert client.post(cancel).status_code == 302

    assert Pledge.objects.get(pk=mine.pk).state == "cancelled"


def test_pages_of_pledges_take_the_same_queries_for_one_and_thirty(alice, log_in, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    campaign, client, counts = CampaignFactory(match_fund=None), log_in(alice), []
    for more in (1, 29):
        for _each in range(more):
            pledged(campaign, 100, alice.identity)
        client.get(reverse("own_pledges", args=[campaign.slug]))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("own_pledges", args=[campaign.slug]))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_visitor_is_asked_to_log_in_for_own_pledges(client):
    campaign = CampaignFactory()
    made = pledged(campaign, 100, IdentityFactory())
    for answer in (
        client.get(reverse("own_pledges", args=[campaign.slug])),
        client.post(reverse("pledge_cancel", args=[campaign.slug, made.pk])),
    ):
        assert reverse("account_login") in answer["Location"]
