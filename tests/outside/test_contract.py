"""The check of the contract itself, and the demo's card service held against it on its own."""

import json

import pytest
import requests

from cms.demo.pay.payments import WORDS
from cms.demo.pay.service import CardService
from tests.outside import card_service, contract

PAYMENT = {"amount": 2000, "reference": "RF1", "description": "boat", "return_url": "https://localhost/"}


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("create_payment", PAYMENT | {"card": "4444"}, "card is too much"),
        ("create_payment", PAYMENT | {"amount": 0}, "minimum"),
        ("create_payment", PAYMENT | {"amount": 20.0}, "no integer"),
        ("create_payment", PAYMENT | {"amount": True}, "no integer"),
        ("create_payment", PAYMENT | {"description": "x" * 256}, "maxLength"),
        ("create_payment", {"amount": 5}, "reference is missing"),
        ("idempotency_key", "", "minLength"),
        ("idempotency_key", "x" * 256, "maxLength"),
        ("state", {"status": "paid", "finished": True}, "none of"),
        (
            "payments",
            {"total": 1, "count": 1, "page": 1, "results": [{}]},
            "results[0]: payment_id is missing",
        ),
        ("payment_id", "UPPER", "pattern"),
    ],
)
def test_what_breaks_the_contract_is_found(name, value, fault):
    assert any(fault in each for each in contract.faults(name, value))


def test_word_that_is_not_checked_is_an_error(monkeypatch):
    monkeypatch.setitem(contract.CONTRACT["$defs"], "odd", {"oneOf": []})
    with pytest.raises(ValueError, match="oneOf"):
        contract.faults("odd", {})


def test_every_code_of_the_service_is_in_the_contract():
    codes = contract.CONTRACT["$defs"]["state"]["properties"]["code"]["enum"]
    assert sorted(WORDS) == codes


def ask(cards, method, path, body=None, **headers):
    headers = {"Authorization": f"Bearer {card_service.KEY}", **headers}
    return requests.request(method, cards.address + path, json=body, headers=headers, timeout=5)


@pytest.fixture
def cards():
    with card_service.card_service() as service:
        yield service


def test_same_key_gives_the_same_payment_and_refuses_another_body(cards):
    first, again, other = (
        ask(cards, "POST", "/v1/payments", PAYMENT | change, **{"Idempotency-Key": "k"})
        for change in ({}, {}, {"amount": 2001})
    )
    assert [each.status_code for each in (first, again, other)] == [201, 200, 409]
    assert first.json()["payment_id"] == again.json()["payment_id"]
    assert other.json()["code"] == "P0191"


def test_refund_names_what_is_available(cards):
    made = ask(cards, "POST", "/v1/payments", PAYMENT, **{"Idempotency-Key": "k"}).json()["payment_id"]
    cards.move(cards.payments[made], "success")
    path = f"/v1/payments/{made}/refunds"
    statuses = [
        ask(cards, "POST", path, {"amount": 500, "refund_amount_available": available}).status_code
        for available in (1999, 2000, 2000, 1500)
    ]
    assert statuses == [412, 202, 412, 202]
    cards.dispute(cards.payments[made], "needs_response")
    disputed = ask(cards, "POST", path, {"amount": 500, "refund_amount_available": 1000})
    assert disputed.json()["code"] == "P0603"


def test_payments_are_found_page_by_page(cards):
    for number in range(3):
        body = PAYMENT | {"reference": f"RF{number}"}
        ask(cards, "POST", "/v1/payments", body, **{"Idempotency-Key": f"k{number}"})
    found = ask(cards, "GET", "/v1/payments?page=2&display_size=2").json()
    assert (found["total"], found["count"], found["results"][0]["reference"]) == (3, 1, "RF2")


def test_service_refuses_other_keys_names_and_hosts(cards):
    wrong = requests.get(f"{cards.address}/v1/payments", headers={"Authorization": "Bearer x"}, timeout=5)
    host = requests.get(f"{cards.address}/", headers={"Host": "evil.example"}, timeout=5)
    assert (wrong.status_code, host.status_code) == (401, 403)


def test_payer_pays_with_a_test_card_and_no_number_is_kept(tmp_path):
    with card_service.card_service() as cards:
        cards.kept = tmp_path / "service.json"
        ask(cards, "POST", "/v1/payments", PAYMENT, **{"Idempotency-Key": "k"})
        payment = next(iter(cards.payments.values()))
        page = f"{cards.address}/card/{payment.token}"
        assert "Pay £20.00" in requests.get(page, timeout=5).text
        assert requests.post(page, {"card": "1", "do": "pay"}, timeout=5).status_code == 422
        done = requests.post(
            page, {"card": "4444 3333 2222 1111", "do": "pay"}, timeout=5, allow_redirects=False
        )
        assert (done.status_code, done.headers["Location"]) == (303, PAYMENT["return_url"])
        assert payment.status == "success"
        assert "4444" not in cards.kept.read_text()
        again = CardService(card_service.KEY, kept=cards.kept)
        assert again.payments == cards.payments
        assert json.loads(cards.kept.read_text())["keys"].keys() == {"k"}
