"""A payer's bank takes the money back: who bears it, what becomes of the match, nothing falls below zero."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from budgeting.crowdfunding.actions import cancel_pledge, carry_on_collecting, close_campaign, pay_out
from budgeting.crowdfunding.payments.looking import look_at_disputes
from budgeting.models import Account, Campaign, Dispute
from participation.clock import database_now
from participation.models import AuditEvent
from tests.factories.campaigns import CampaignFactory, ended, moved, pledged
from tests.factories.card_payments import at_service, look_again, paid
from tests.races import AT_ONCE, race

FEE = 1_500


def balance(code: str) -> int:
    found = Account.objects.filter(code=code).first()
    return found.balance if found else 0


def lost() -> int:
    return -balance("card-losses-GBP")


def disputed(cards, payment, status="lost", times=2) -> Dispute:
    cards.dispute(at_service(cards, payment), status)
    for _each in range(times):
        assert look_at_disputes.func(payment.pk) == 1
    return Dispute.objects.get(payment=payment)


def proven() -> None:
    call_command("prove_ledger", verbosity=0)
    below = Account.objects.filter(balance__lt=0).values_list("code", flat=True)
    assert set(below) <= {"card-losses-GBP", "promises-GBP", "treasury-GBP", "card-govuk-pay-GBP"}


@pytest.fixture
def campaign(db):
    return moved(CampaignFactory(minimum=4_000), end=timedelta(days=30))


def paid_out(cards, campaign, fiona, amount=2_000):
    """A card payment for a campaign whose group has been paid."""
    payment = paid(cards, pledged(campaign, amount))
    close_campaign(campaign=ended(campaign))
    carry_on_collecting(campaign=campaign)
    pay_out(campaign=campaign, amount=2 * amount, posted_by=fiona)
    return payment


@pytest.mark.django_db
def test_chargeback_after_payout_is_borne_by_the_council_with_its_fee(cards, campaign, fiona):
    payment = paid_out(cards, campaign, fiona)
    dispute = disputed(cards, payment)
    assert (dispute.borne, lost()) == (2_000 + FEE, 2_000 + FEE)
    fresh = Campaign.objects.select_related("paid_out", "matched", "match_fund__account").get()
    assert fresh.paid_out.balance == 4_000, "the group keeps what it was paid, match and all"
    assert fresh.match_fund.account.balance == 48_000
    payment.refresh_from_db()
    assert (payment.state, payment.pledge.state) == ("lost", "paid_out")
    assert AuditEvent.objects.filter(verb="lose_dispute").count() == 1
    proven()


@pytest.mark.django_db
def test_chargeback_before_payout_comes_out_of_the_campaign_and_its_match_returns(cards, campaign):
    payment = paid(cards, pledged(campaign, 2_000))
    dispute = disputed(cards, payment)
    assert (dispute.borne, lost()) == (FEE, FEE)
    fresh = Campaign.objects.with_money().select_related("match_fund__account").get()
    assert (fresh.promised, fresh.followed, fresh.raised, fresh.backers) == (0, 0, 0, 0)
    assert fresh.match_fund.account.balance == 50_000
    assert payment.pledge.__class__.objects.get().state == "disputed"
    proven()


@pytest.mark.django_db
def test_chargeback_while_the_refund_is_on_its_way_pays_nobody_twice(cards, campaign):
    payment = paid(cards, pledged(campaign, 2_000))
    cancel_pledge(pledge=payment.pledge, identity=payment.pledge.identity, arrived_at=database_now())
    dispute = disputed(cards, payment)
    assert (dispute.borne, balance("refunds-due-GBP")) == (FEE, 0)
    look_again(payment)
    assert at_service(cards, payment).refunds == []
    proven()


@pytest.mark.django_db
def test_chargeback_of_what_went_back_already_is_borne_whole(cards, campaign):
    payment = paid(cards, pledged(campaign, 2_000))
    cancel_pledge(pledge=payment.pledge, identity=payment.pledge.identity, arrived_at=database_now())
    look_again(payment)
    assert disputed(cards, payment).borne == 2_000 + FEE
    proven()


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["needs_response", "under_review", "won"])
def test_dispute_that_is_not_lost_moves_nothing(cards, campaign, status):
    payment = paid(cards, pledged(campaign, 2_000))
    dispute = disputed(cards, payment, status)
    assert (dispute.borne, dispute.is_over, lost()) == (None, status == "won", 0)
    payment.refresh_from_db()
    assert payment.state == "taken"
    proven()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_chargeback_heard_24_times_at_once_is_borne_once(cards):
    payment = paid(cards, pledged(moved(CampaignFactory(), end=timedelta(days=30)), 2_000))
    cards.dispute(at_service(cards, payment), "lost")
    race(lambda _each: look_at_disputes.func(payment.pk), range(AT_ONCE))
    assert (Dispute.objects.count(), lost()) == (1, FEE)
    proven()
