"""A pledge is paid by card: held or taken, counted once, sent back once when it is not for its campaign."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from budgeting.crowdfunding.actions import (
    cancel_pledge,
    carry_on_collecting,
    close_campaign,
    collect_pledge,
    refund_pledge,
)
from budgeting.crowdfunding.asking import ask_backers
from budgeting.crowdfunding.gateways.govuk_pay import GovukPay
from budgeting.crowdfunding.gateways.promise import PromiseGateway
from budgeting.crowdfunding.gateways.protocol import Busy, HoldTooLong, Order, Unanswered, hold_refusal
from budgeting.crowdfunding.payments.following import follow, order_of
from budgeting.crowdfunding.payments.models import LIVE
from budgeting.ledger.accounts import treasury
from budgeting.models import Account, Campaign, Payment, Pledge
from participation.clock import database_now
from tests.factories.campaigns import CampaignFactory, ended, last_day_over, moved, pledged, succeeded
from tests.factories.card_payments import at_service, begin, look_again, paid

pytestmark = pytest.mark.django_db
FAR = timedelta(days=30)


def balance(code: str) -> int:
    found = Account.objects.filter(code=code).first()
    return found.balance if found else 0


def at_the_service() -> int:
    return -balance("card-govuk-pay-GBP")


def on_its_way_back() -> int:
    return balance("refunds-due-GBP")


def state(thing) -> str:
    thing.refresh_from_db()
    return str(thing.state)


def proven() -> None:
    call_command("prove_ledger", verbosity=0)


@pytest.fixture
def far_campaign(db):
    """Ends in 30 days: no card is held that long, so cards are charged."""
    return moved(CampaignFactory(), end=FAR)


@pytest.fixture
def near_campaign(db):
    """Ends tomorrow: the money can be held until it is known."""
    return CampaignFactory()


def test_pledge_is_paid_before_the_end_and_counts_once_for_the_public(cards, far_campaign):
    pledge = pledged(far_campaign, 2_000)
    payment = paid(cards, pledge)
    assert (state(payment), state(pledge)) == ("taken", "collected")
    fresh = Campaign.objects.with_money().get()
    assert (fresh.promised, fresh.raised, fresh.backers) == (2_000, 4_000, 1)
    assert at_the_service() == 2_000
    for _again in range(3):
        look_again(payment)
    assert at_the_service() == 2_000
    proven()


def test_campaign_that_fails_sends_card_money_back_once(cards, far_campaign):
    payment = paid(cards, pledged(far_campaign, 2_000))
    promised = pledged(far_campaign, 1_000)
    close_campaign(campaign=ended(far_campaign))
    assert state(payment) == "due"
    assert (on_its_way_back(), at_the_service()) == (2_000, 2_000)

    for _again in range(3):
        look_again(payment)

    assert state(payment) == "refunded"
    assert state(payment.pledge) == state(promised) == "released"
    assert (on_its_way_back(), at_the_service()) == (0, 0)
    assert cards.calls.count("POST payments/refunds") == 1
    assert Campaign.objects.get().succeeded is False
    proven()


def test_campaign_that_succeeds_keeps_card_money_and_asks_the_others(cards, far_campaign):
    far_campaign.minimum = 4_000
    far_campaign.save()
    payment, other = paid(cards, pledged(far_campaign, 2_000)), pledged(far_campaign, 1_000)
    close_campaign(campaign=ended(far_campaign))
    assert (state(payment.pledge), state(other)) == ("collected", "asked")
    collect_pledge(pledge=other, source=treasury("GBP"))
    assert carry_on_collecting(campaign=far_campaign) is True
    assert Campaign.objects.get().succeeded is True
    proven()


def test_card_pledge_taken_back_is_refunded_and_its_match_serves_others(cards, far_campaign):
    payment = paid(cards, pledged(far_campaign, 2_000))
    for _twice in range(2):
        cancel_pledge(pledge=payment.pledge, identity=payment.pledge.identity, arrived_at=database_now())
    look_again(payment)
    assert (state(payment), state(payment.pledge)) == ("refunded", "cancelled")
    fresh = Campaign.objects.with_money().get()
    assert (fresh.promised, fresh.raised, fresh.backers) == (0, 0, 0)
    proven()


def test_money_is_held_where_the_deadline_lies_within_120_hours_and_taken_on_success(cards, near_campaign):
    near_campaign.minimum = 2_000
    near_campaign.save()
    pledge = pledged(near_campaign, 2_000)
    payment = paid(cards, pledge, "capturable")
    assert (state(payment), state(pledge), at_the_service()) == ("held", "promised", 0)
    close_campaign(campaign=ended(near_campaign))
    assert ask_backers.func(near_campaign.pk) == 0, "nobody is asked for money that is held"
    look_again(payment)
    assert (state(payment), state(pledge), at_the_service()) == ("taken", "collected", 2_000)
    assert cards.calls.count("POST payments/capture") == 1
    proven()


def test_held_money_is_set_free_when_the_campaign_fails(cards, near_campaign):
    payment = paid(cards, pledged(near_campaign, 2_000), "capturable")
    close_campaign(campaign=ended(near_campaign))
    look_again(payment)
    assert (state(payment), at_service(cards, payment).status) == ("ended", "cancelled")
    assert at_the_service() == 0


def test_hold_is_refused_where_the_deadline_outlasts_it(cards):
    now = database_now()
    gateway = GovukPay()
    assert hold_refusal(gateway, now, now + timedelta(hours=120)) == ""
    assert hold_refusal(gateway, now, now + timedelta(hours=120, seconds=1))
    assert hold_refusal(PromiseGateway(), now, now)
    late = Order("key", 100, "GBP", "boat", hold_until=now + timedelta(days=6))
    for each in (gateway, PromiseGateway()):
        with pytest.raises(HoldTooLong):
            each.start(late)
    assert cards.payments == {}


def test_refused_card_leaves_the_promise_and_can_be_tried_again(cards, far_campaign):
    pledge = pledged(far_campaign, 2_000)
    first = begin(pledge)
    cards.move(at_service(cards, first), "failed", "P0010")
    look_again(first)
    assert (state(first), first.reason or Payment.objects.get().reason) == ("ended", "P0010")
    assert state(pledge) == "promised"
    second = paid(cards, pledge)
    assert second.pk != first.pk
    assert (state(second), state(pledge)) == ("taken", "collected")


def test_payment_that_is_under_way_is_gone_on_with(cards, far_campaign):
    pledge = pledged(far_campaign, 2_000)
    assert begin(pledge) == begin(pledge)
    assert len(cards.payments) == 1


def test_unfinished_payment_ends_after_90_minutes(cards, far_campaign):
    payment = begin(pledged(far_campaign, 2_000))
    at_service(cards, payment).created_date = "2020-01-01T00:00:00.000Z"
    assert look_again(payment).state == "ended"


def test_asked_pledge_is_paid_by_card_at_once(cards):
    pledge = succeeded(2_000).pledges.get()
    payment = paid(cards, pledge)
    assert payment.hold_until is None
    assert (state(payment), state(pledge)) == ("taken", "collected")
    proven()


def test_pledge_that_ended_meanwhile_is_paid_for_nothing_and_refunded(cards):
    pledge = succeeded(2_000).pledges.get()
    payment = begin(pledge)
    collect_pledge(pledge=pledge, source=treasury("GBP"))
    cards.move(at_service(cards, payment), "success")
    look_again(payment)
    assert state(payment) == "refunded"
    assert (on_its_way_back(), at_the_service()) == (0, 0)
    assert Campaign.objects.select_related("collected").get().collected.balance == 2_000
    proven()


def test_campaign_that_fails_after_all_sends_cards_back_by_itself(cards):
    campaign = succeeded(2_000, 3_000)
    pledge, other = campaign.pledges.order_by("amount")
    payment = paid(cards, pledge)
    carry_on_collecting(campaign=last_day_over(campaign))
    assert (state(pledge), state(other)) == ("refunded", "unpaid")
    assert look_again(payment).state == "refunded"
    proven()


def test_manual_refund_goes_back_the_way_it_came(cards, fiona):
    payment = paid(cards, succeeded(2_000).pledges.get())
    refund_pledge(pledge=payment.pledge, posted_by=fiona)
    assert look_again(payment).state == "refunded"
    assert (balance("treasury-GBP"), at_the_service()) == (0, 0)
    proven()


def test_somebody_elses_pledge_cannot_be_paid(cards, far_campaign, alice):
    pledge = pledged(far_campaign, 2_000)
    pledge.identity = alice.identity
    with pytest.raises(PermissionDenied):
        begin(pledge)


def test_nobody_pays_between_the_end_and_the_closing(cards, far_campaign):
    pledge = pledged(far_campaign, 2_000)
    moved(far_campaign, end=-timedelta(seconds=5))
    with pytest.raises(ValidationError, match="has ended"):
        begin(pledge)


# The provider is slow, busy, or answers into the void


@pytest.mark.parametrize("lost", ["request", "answer"])
def test_beginning_without_an_answer_is_read_again_and_never_begun_twice(cards, far_campaign, lost):
    pledge = pledged(far_campaign, 2_000)
    cards.lose = [lost]
    with pytest.raises(ValidationError, match="does not answer"):
        begin(pledge)
    payment = Payment.objects.get()
    assert state(payment) == "starting"

    again = begin(pledge)

    assert (again.pk, state(payment)) == (payment.pk, "open")
    assert len(cards.payments) == 1
    assert len(cards.keys) == 1


def test_beginning_that_never_was_is_given_up(cards, far_campaign):
    pledge = pledged(far_campaign, 2_000)
    cards.lose = ["request"]
    with pytest.raises(ValidationError, match="does not answer"):
        begin(pledge)
    assert look_again(Payment.objects.get()).state == "starting"
    Payment.objects.update(created_at=database_now() - timedelta(hours=2))
    assert look_again(Payment.objects.get()).state == "ended"


@pytest.mark.parametrize("lost", ["request", "answer"])
def test_refund_without_an_answer_happens_once(cards, far_campaign, lost):
    payment = paid(cards, pledged(far_campaign, 2_000))
    close_campaign(campaign=ended(far_campaign))
    cards.lose = ["", "", lost]
    with pytest.raises(Unanswered):
        look_again(payment)
    assert on_its_way_back() == 2_000
    look_again(payment)
    assert state(payment) == "refunded"
    assert len(at_service(cards, payment).refunds) == 1
    proven()


def test_refund_that_failed_at_the_bank_is_sent_again(cards, far_campaign):
    payment = paid(cards, pledged(far_campaign, 2_000))
    close_campaign(campaign=ended(far_campaign))
    cards.lose = ["", "", "answer"]
    with pytest.raises(Unanswered):
        look_again(payment)
    at_service(cards, payment).refunds[0].status = "error"
    look_again(payment)
    assert state(payment) == "refunded"
    assert [each.status for each in at_service(cards, payment).refunds] == ["error", "success"]


def test_refund_is_not_sent_while_other_money_went_back_meanwhile(cards, far_campaign):
    """The sum that the provider would give back is named: it refuses when that has changed (412)."""
    payment = paid(cards, pledged(far_campaign, 2_000))
    close_campaign(campaign=ended(far_campaign))
    payment = Payment.objects.select_related("pledge").get()
    standing = GovukPay().refund(order_of(payment), refundable=1_999)
    assert standing.refunded == 0
    assert at_service(cards, payment).refunds == []


def test_busy_provider_is_asked_later_each_time_after_twice_as_long(cards, far_campaign):
    payment = begin(pledged(far_campaign, 2_000))
    waits = []
    for _time in range(4):
        cards.busy = 1
        with pytest.raises(Busy):
            look_again(payment)
        payment.refresh_from_db()
        waits.append(round((payment.next_look_at - database_now()).total_seconds() / 60))
    assert waits == [1, 2, 4, 8]
    assert look_again(payment).unanswered == 0


def test_same_key_with_another_body_is_refused_and_the_first_payment_is_found(cards, far_campaign):
    payment = begin(pledged(far_campaign, 2_000))
    other = Order(payment.key, 2_000, "GBP", "another description", return_address="https://localhost/")
    assert GovukPay().start(other).provider_id == payment.provider_id
    assert len(cards.payments) == 1


def test_payment_of_another_amount_than_we_asked_for_moves_nothing(cards, far_campaign):
    payment = begin(pledged(far_campaign, 2_000))
    at_service(cards, payment).amount = 20
    cards.move(at_service(cards, payment), "success")
    assert look_again(payment).state == "open"
    assert at_the_service() == 0


def test_missing_key_turns_cards_off_with_words_for_the_officer(cards, far_campaign, settings):
    settings.GOVUK_PAY_WEBHOOK_SECRET = ""
    assert "GOVUK_PAY_WEBHOOK_SECRET" in GovukPay().off()
    assert "GOVUK_PAY_API_KEY" not in GovukPay().off()
    with pytest.raises(ValidationError, match="Cards cannot be used"):
        begin(pledged(far_campaign, 2_000))
    assert Payment.objects.filter(state__in=LIVE).count() == 0


def test_late_news_of_an_earlier_step_changes_nothing(cards, far_campaign):
    """Answers overtake each other: one that was read before the payment succeeded arrives after."""
    payment = begin(pledged(far_campaign, 2_000))
    stale = GovukPay().confirm(order_of(payment))
    cards.move(at_service(cards, payment), "success")
    look_again(payment)
    follow(payment=payment, standing=stale)
    assert (state(payment), Pledge.objects.get().state) == ("taken", "collected")
