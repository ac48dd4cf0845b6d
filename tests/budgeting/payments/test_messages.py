"""Messages of the card service: signed or refused, repeated, out of order, lost; none is believed."""

import hashlib
import hmac
import json
import logging
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from budgeting.crowdfunding.due import run_due
from budgeting.crowdfunding.gateways import govuk_pay
from budgeting.crowdfunding.payments.accounts import at_the_service
from budgeting.crowdfunding.payments.looking import look_at
from budgeting.ledger.actions import post
from budgeting.models import Account, Campaign, Payment, Transfer
from participation.clock import database_now
from tests.factories.campaigns import CampaignFactory, moved, pledged, succeeded
from tests.factories.card_payments import at_service, begin
from tests.outside.card_service import SECRET
from tests.races import AT_ONCE, race

FAR = timedelta(days=30)


def tell(client, body: bytes, signature: str | None = None):
    given = govuk_pay.signature(body, SECRET) if signature is None else signature
    return client.post(
        reverse("govuk_pay_message"), body, content_type="application/json", headers={"Pay-Signature": given}
    )


def work_off() -> int:
    """What the worker has to look at, done; how many."""
    ready = [each for each in DBTaskResult.objects.ready() if each.task_path.endswith("look_at")]
    for each in ready:
        look_at.func(*each.args_kwargs["args"])
        each.delete()
    return len(ready)


@pytest.fixture
def payment(cards, db) -> Payment:
    """Begun, for £20."""
    return begin(pledged(moved(CampaignFactory(), end=FAR), 2_000))


def state(payment) -> str:
    payment.refresh_from_db()
    return str(payment.state)


def test_signature_is_the_published_one():
    signed = "aa9e2e3575f5d7098b6caccd790888c36d5fdb63342a73bada2d6a51747a8494"
    assert govuk_pay.signature(b'{"a":1}', "secret") == signed
    assert govuk_pay.signature(b'{"a": 1}', "secret") != signed


@pytest.mark.django_db
def test_message_has_the_payment_read_again(cards, payment, client, django_capture_on_commit_callbacks):
    cards.move(at_service(cards, payment), "success")
    with django_capture_on_commit_callbacks(execute=True):
        assert tell(client, cards.told[0]).status_code == 204
    assert work_off() == 1
    assert state(payment) == "taken"


@pytest.mark.django_db
def test_forged_message_is_refused_and_nothing_of_it_is_logged(cards, payment, client, caplog):
    cards.move(at_service(cards, payment), "success")
    body = cards.told[0]
    right = govuk_pay.signature(body, SECRET)
    with caplog.at_level(logging.DEBUG):
        for wrong in ("", "0" * 64, right.upper(), right[:-1], "é", govuk_pay.signature(body + b" ", SECRET)):
            assert tell(client, body, wrong).status_code == 403
    assert work_off() == 0
    assert state(payment) == "open"
    assert payment.provider_id not in caplog.text


@pytest.mark.django_db
def test_message_is_refused_while_there_is_no_secret(cards, payment, client, settings):
    settings.GOVUK_PAY_WEBHOOK_SECRET = ""
    body = b"{}"
    assert tell(client, body, hmac.new(b"", body, hashlib.sha256).hexdigest()).status_code == 403


@pytest.mark.django_db
def test_signed_lie_is_not_believed(cards, payment, client, django_capture_on_commit_callbacks):
    """Whoever learned the secret can make us look, and nothing else."""
    at = at_service(cards, payment)
    told = at.as_told(cards.address)
    lie = told | {"state": {"status": "success", "finished": True}}
    body = json.dumps(
        {"resource_type": "payment", "resource_id": payment.provider_id, "resource": lie}
    ).encode()
    with django_capture_on_commit_callbacks(execute=True):
        assert tell(client, body).status_code == 204
    work_off()
    assert state(payment) == "open"


@pytest.mark.django_db
@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"resource_type": "refund", "resource": 5}', b"\xff"])
def test_signed_nonsense_is_refused(cards, client, body):
    assert tell(client, body).status_code == 400


@pytest.mark.django_db
def test_message_about_a_payment_of_others_is_taken_and_left(cards, client):
    body = json.dumps({"resource_type": "payment", "resource_id": "x" * 26}).encode()
    assert tell(client, body).status_code == 204
    assert work_off() == 0


@pytest.mark.django_db
def test_message_by_get_changes_nothing(cards, client):
    assert client.get(reverse("govuk_pay_message")).status_code == 405


@pytest.mark.django_db
def test_messages_in_any_order_and_many_times_count_once(
    cards, payment, client, django_capture_on_commit_callbacks
):
    at = at_service(cards, payment)
    cards.move(at, "submitted")
    cards.move(at, "success")
    with django_capture_on_commit_callbacks(execute=True):
        for body in [*reversed(cards.told), *cards.told, *cards.told]:
            tell(client, body)
    work_off()
    assert state(payment) == "taken"
    assert Transfer.objects.filter(key__startswith="pledge:", key__endswith=":collect").count() == 1
    call_command("prove_ledger", verbosity=0)


@pytest.mark.django_db
def test_lost_message_is_made_good_by_the_clock(cards, payment, django_capture_on_commit_callbacks):
    cards.move(at_service(cards, payment), "success")
    Payment.objects.update(next_look_at=database_now())
    with django_capture_on_commit_callbacks(execute=True):
        assert "asked after 1 card payments" in run_due()
        assert "card payments" not in run_due(), "meanwhile the worker has it"
    work_off()
    assert state(payment) == "taken"


# Races


def booked() -> int:
    return -Account.objects.get(code="card-govuk-pay-GBP").balance


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_same_message_in_24_threads_is_booked_once(cards):
    pledge = succeeded(2_000, 3_000).pledges.order_by("amount").first()
    payment = begin(pledge)
    cards.move(at_service(cards, payment), "success")

    states = race(lambda _each: look_at.func(payment.pk), range(AT_ONCE))

    assert set(states) == {"taken"}
    assert booked() == 2_000
    fresh = Campaign.objects.select_related("collected", "pledged").get()
    assert (fresh.collected.balance, fresh.pledged.balance) == (2_000, 3_000)
    call_command("prove_ledger", verbosity=0)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_control_without_lock_and_key_books_one_payment_six_times(cards):
    """Six threads read that it is not booked yet, meet, and post under keys of their own."""
    payment = begin(succeeded(2_000, 10_000).pledges.order_by("amount").first())
    cards.move(at_service(cards, payment), "success")
    service, meet = at_the_service("govuk-pay", "GBP"), Barrier(6)

    def unguarded(number):
        fresh = Payment.objects.select_related("pledge__campaign__collected").get(pk=payment.pk)
        assert fresh.state == "open"
        meet.wait()
        with transaction.atomic():
            lines = [(service, -2_000), (fresh.pledge.campaign.collected, 2_000)]
            post(key=f"unguarded:{number}", memo="paid", lines=lines)

    race(unguarded, range(6))

    assert booked() == 12_000


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_refund_wanted_by_24_threads_goes_out_once(cards):
    pledge = succeeded(2_000).pledges.get()
    payment = begin(pledge)
    pledge.campaign.pledges.update(state="unpaid")
    cards.move(at_service(cards, payment), "success")

    race(lambda _each: look_at.func(payment.pk), range(AT_ONCE))

    assert state(payment) == "refunded"
    assert len(at_service(cards, payment).refunds) == 1
    assert booked() == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_pledge_has_one_payment_under_way_from_24_windows(cards):
    pledge = succeeded(2_000).pledges.get()
    race(lambda _each: begin(pledge), range(AT_ONCE))
    assert Payment.objects.count() == 1
    assert len(cards.payments) == 1
