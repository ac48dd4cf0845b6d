"""Providers and books are compared each day: each difference is listed, resolved by rule or by a person."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from budgeting.crowdfunding.actions import cancel_pledge, close_campaign
from budgeting.crowdfunding.gateways.protocol import Unanswered
from budgeting.ledger.accounts import treasury
from budgeting.ledger.actions import post
from budgeting.models import Account, Comparison, Difference, Payment
from budgeting.treasury.banking.actions import take_in_statement
from budgeting.treasury.reconciling.actions import explain_difference
from budgeting.treasury.reconciling.comparing import compare
from budgeting.treasury.reconciling.due import compare_with_books, run_due
from cms.demo.pay.payments import Payment as AtService
from cms.demo.pay.payments import Refund, moment, new_id, now
from participation.clock import database_now
from tests.factories.campaigns import CampaignFactory, ended, moved, pledged, succeeded
from tests.factories.card_payments import at_service, begin, look_again, paid

pytestmark = pytest.mark.django_db


def compared(gateway="govuk-pay") -> Comparison:
    return compare(Comparison.objects.create(gateway=gateway))


def found() -> list[tuple[str, int, int, str]]:
    return list(Difference.objects.order_by("pk").values_list("kind", "theirs", "ours", "how"))


@pytest.fixture
def campaign(db):
    return moved(CampaignFactory(), end=timedelta(days=30))


def test_books_that_agree_have_no_difference(cards, campaign):
    paid(cards, pledged(campaign, 2_000))
    back = paid(cards, pledged(campaign, 1_000))
    cancel_pledge(pledge=back.pledge, identity=back.pledge.identity, arrived_at=database_now())
    look_again(back)
    begin(pledged(campaign, 500))
    done = compared()
    assert (done.payments, found()) == (3, [])
    assert done.ended_at is not None


def test_payment_of_which_no_message_came_is_booked_by_rule_and_listed(cards, campaign):
    payment = begin(pledged(campaign, 2_000))
    cards.move(at_service(cards, payment), "success")
    Payment.objects.update(created_at=database_now() - timedelta(hours=1))
    compared()
    assert found() == [("missed", 2_000, 0, "booked")]
    payment.refresh_from_db()
    assert payment.state == "taken"
    call_command("prove_ledger", verbosity=0)


def test_money_that_went_back_without_us_waits_for_a_person_and_closes_once_it_is_booked(cards, campaign):
    payment = paid(cards, pledged(campaign, 2_000))
    at_service(cards, payment).refunds.append(Refund(new_id(), 2_000, "success", moment(now())))
    for _twice in range(2):
        compared()
    assert found() == [("unequal", 0, 2_000, "")]

    cancel_pledge(pledge=payment.pledge, identity=payment.pledge.identity, arrived_at=database_now())
    assert look_again(payment).state == "refunded"
    compared()

    assert found() == [("unequal", 0, 2_000, "agrees")]
    assert "POST payments/refunds" not in cards.calls, "what went back already is not sent again"
    call_command("prove_ledger", verbosity=0)


def test_refund_that_did_not_arrive_after_all_is_listed(cards, campaign):
    payment = paid(cards, pledged(campaign, 2_000))
    close_campaign(campaign=ended(campaign))
    look_again(payment)
    at_service(cards, payment).refunds[0].status = "error"
    compared()
    assert found() == [("unequal", 2_000, 0, "")]


def test_money_that_no_pledge_knows_is_listed(cards):
    stranger = AtService(
        new_id(), 700, "RF-nobody", "boat", "https://localhost/", False, moment(now()), new_id()
    )
    stranger.status = "success"
    cards.payments[stranger.payment_id] = stranger
    compared()
    assert found() == [("stranger", 700, 0, "")]


def test_payment_that_the_provider_does_not_know_is_listed(cards, campaign):
    payment = paid(cards, pledged(campaign, 2_000))
    del cards.payments[payment.provider_id]
    compared()
    assert found() == [("absent", 0, 2_000, "")]


def test_other_amount_at_the_provider_is_listed_and_moves_nothing(cards, campaign):
    payment = begin(pledged(campaign, 2_000))
    at_service(cards, payment).amount = 20
    at_service(cards, payment).status = "success"
    compared()
    assert found() == [("unequal", 20, 0, "")]
    assert not Account.objects.filter(code="card-govuk-pay-GBP").exists()


def test_books_that_somebody_wrote_past_the_payments_are_found(cards, campaign):
    payment = paid(cards, pledged(campaign, 2_000))
    service = Account.objects.get(code="card-govuk-pay-GBP")
    lines = [(service, 500), (treasury("GBP"), -500)]
    post(key=f"payment:{payment.pk}:refunded", memo="by hand", lines=lines)
    compared()
    assert found() == [("unequal", 2_000, 1_500, "")]


def test_bank_lines_and_suspense_are_compared_too(fiona):
    pledge = succeeded(2_000).pledges.get()
    rows = f"Date,Amount,Reference\n2026-11-30,20.00,{pledge.reference}\n".encode()
    take_in_statement(actor=fiona, content=rows, file_name="bank.csv")
    assert (compared("promise").payments, found()) == (1, [])
    other = succeeded(1_000).pledges.get()
    lost = Account.objects.get(code="suspense-GBP")
    post(key=f"pledge:{other.pk}:collect", memo="by hand", lines=[(treasury("GBP"), -1_000), (lost, 1_000)])
    other.collected_at = database_now()
    other.save()
    compared("promise")
    assert found() == [("unequal", 0, -1_000, "")]


def test_person_explains_a_difference_and_it_comes_back_only_when_it_changes(cards, campaign, carol):
    payment = paid(cards, pledged(campaign, 2_000))
    at = cards.payments.pop(payment.provider_id)
    compared()
    difference = Difference.objects.get()
    with pytest.raises(ValidationError):
        explain_difference(actor=carol, difference=difference, reason=" ")
    explain_difference(actor=carol, difference=difference, reason="The provider moved its accounts.")
    compared()
    assert found() == [("absent", 0, 2_000, "person")]
    with pytest.raises(ValidationError, match="already"):
        explain_difference(actor=carol, difference=difference, reason="Again.")
    cards.payments[at.payment_id] = at
    at.refunds.append(Refund(new_id(), 500, "success", moment(now())))
    compared()
    assert found()[1:] == [("unequal", 1_500, 2_000, "")]


def test_only_officers_and_finance_explain(cards, campaign, bob, audrey, charlie):
    payment = paid(cards, pledged(campaign, 2_000))
    del cards.payments[payment.provider_id]
    compared()
    for person in (bob, audrey, charlie):
        with pytest.raises(PermissionDenied):
            explain_difference(actor=person, difference=Difference.objects.get(), reason="Trust me.")


def test_comparison_runs_once_a_day_for_what_is_on(cards, settings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert run_due() == "comparing 2 gateways with the books"
        assert run_due() == ""
    for task in DBTaskResult.objects.ready():
        compare_with_books.func(*task.args_kwargs["args"])
    assert Comparison.objects.filter(ended_at__isnull=False).count() == 2
    Comparison.objects.update(begun_at=database_now() - timedelta(hours=25))
    settings.GOVUK_PAY_API_KEY = ""
    assert run_due() == "comparing 1 gateways with the books"


def test_comparison_without_an_answer_is_not_called_done_and_begins_again(cards):
    cards.lose = ["request"]
    begun = Comparison.objects.create(gateway="govuk-pay")
    with pytest.raises(Unanswered):
        compare(begun)
    assert Comparison.objects.get().ended_at is None
    Comparison.objects.update(begun_at=database_now() - timedelta(hours=2))
    assert "2 gateways" in run_due()
