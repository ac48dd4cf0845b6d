"""The demo's card service: GOV.UK Pay's contract on this machine, so that a test card can pay."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from threading import RLock
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cms.demo.pay.payments import Dispute, Payment, Refund, moment, new_id, now

Answer = tuple[int, Any]
NEEDED = ("amount", "reference", "description", "return_url")
LARGEST = 10_000_000
LONGEST_KEY = 255


def refused(status: int, code: str, words: str) -> Answer:
    return status, {"code": code, "description": words}


class CardService:
    """`answer()` is its interface for the site. What it knows is kept in the file `kept`, if given.

    `tell` is called with (event, kind, id, facts) after each change, for messages to the site.
    """

    def __init__(self, key: str, *, kept: Path | None = None) -> None:
        self.key, self.kept, self.lock = key, kept, RLock()
        self.address = ""
        self.tell: Callable[[str, str, str, dict[str, Any]], None] = lambda *facts: None
        self.payments: dict[str, Payment] = {}
        self.disputes: dict[str, Dispute] = {}
        # Of an idempotency key: the request and the payment that it made.
        self.keys: dict[str, tuple[dict[str, Any], str]] = {}
        if kept and kept.exists():
            self._read(json.loads(kept.read_text()))

    def answer(self, method: str, path: str, headers: Any, body: bytes) -> Answer:
        if headers.get("Authorization") != f"Bearer {self.key}":
            return refused(401, "P0920", "Credentials are required to access this resource")
        try:
            sent = json.loads(body) if body else {}
        except ValueError:
            return refused(400, "P0197", "Unable to parse JSON")
        with self.lock:
            for payment in self.payments.values():
                payment.expire()
            return self._routed(method, path, headers.get("Idempotency-Key"), sent)

    def _routed(self, method: str, path: str, key: str | None, sent: dict[str, Any]) -> Answer:
        parts = urlsplit(path)
        asked = parse_qs(parts.query)
        match (method, *parts.path.strip("/").split("/")):
            case ("POST", "v1", "payments"):
                return self._create(sent, key)
            case ("GET", "v1", "payments"):
                found = [each for each in self.payments.values() if _is_asked_for(each, asked)]
                return 200, _page([each.as_told(self.address) for each in found], asked)
            case ("GET", "v1", "disputes"):
                told = [each.as_told() for each in self.disputes.values() if _is_asked_for(each, asked)]
                return 200, _page(told, asked)
            case (_, "v1", "payments", payment_id, *rest) if payment_id in self.payments:
                return self._of_one(method, self.payments[payment_id], rest, sent)
        return refused(404, "P0200", "Not found")

    def _of_one(self, method: str, payment: Payment, rest: list[str], sent: dict[str, Any]) -> Answer:
        match (method, *rest):
            case ("GET",):
                return 200, payment.as_told(self.address)
            case ("POST", "cancel"):
                return self._cancel(payment)
            case ("POST", "capture"):
                return self._capture(payment)
            case ("POST", "refunds"):
                return self._refund(payment, sent)
            case ("GET", "refunds"):
                rows = [asdict(each) for each in payment.refunds]
                return 200, {"payment_id": payment.payment_id, "_embedded": {"refunds": rows}}
        return refused(404, "P0200", "Not found")

    def _create(self, sent: dict[str, Any], key: str | None) -> Answer:
        if key is not None and not 1 <= len(key) <= LONGEST_KEY:
            return refused(422, "P0102", "Header [Idempotency-Key] can have a size between 1 and 255")
        if missing := [name for name in NEEDED if name not in sent]:
            return refused(400, "P0101", f"Missing mandatory attribute: {missing[0]}")
        if type(sent["amount"]) is not int or not 1 <= sent["amount"] <= LARGEST:
            return refused(422, "P0102", "Invalid attribute value: amount")
        if key in self.keys:
            earlier, payment_id = self.keys[key]
            if earlier != sent:
                return refused(409, "P0191", "The Idempotency-Key has already been used to create a payment")
            return 200, self.payments[payment_id].as_told(self.address)
        payment = Payment(
            payment_id=new_id(),
            **{name: sent[name] for name in NEEDED},
            delayed_capture=bool(sent.get("delayed_capture")),
            created_date=moment(now()),
            token=new_id(),
        )
        self.payments[payment.payment_id] = payment
        if key is not None:
            self.keys[key] = (sent, payment.payment_id)
        self._write()
        return 201, payment.as_told(self.address)

    def _cancel(self, payment: Payment) -> Answer:
        if payment.status not in ("created", "started", "submitted", "capturable"):
            return refused(400, "P0501", "Cancellation of payment failed")
        self.move(payment, "cancelled", "P0040")
        return 204, None

    def _capture(self, payment: Payment) -> Answer:
        if payment.status != "capturable":
            return refused(409, "P1003", "Payment cannot be captured")
        self.move(payment, "success")
        return 204, None

    def _refund(self, payment: Payment, sent: dict[str, Any]) -> Answer:
        amount, available = sent.get("amount"), sent.get("refund_amount_available")
        if type(amount) is not int or type(available) is not int or not 1 <= amount <= LARGEST:
            return refused(422, "P0602", "Invalid attribute value: amount")
        disputed = any(
            each.payment_id == payment.payment_id and each.status != "won" for each in self.disputes.values()
        )
        if disputed or payment.status != "success":
            return refused(400, "P0603", "The payment is not available for refund")
        if available != payment.refundable:
            return refused(412, "P0604", "Refund amount available mismatch.")
        if amount > payment.refundable:
            return refused(400, "P0603", "The payment is not available for refund")
        refund = Refund(new_id(), amount, "success", moment(now()))
        payment.refunds.append(refund)
        self._write()
        facts = {"refund_id": refund.refund_id, "payment_id": payment.payment_id}
        self.tell("card_payment_refunded", "refund", refund.refund_id, facts)
        return 202, asdict(refund)

    def move(self, payment: Payment, status: str, code: str = "") -> None:
        """The payment goes on; the site is told."""
        payment.status, payment.code = status, code
        self._write()
        events = {"capturable": "authorised", "success": "succeeded"}
        event = f"card_payment_{events.get(status, status)}"
        self.tell(event, "payment", payment.payment_id, payment.as_told(self.address))

    def dispute(self, payment: Payment, status: str) -> Dispute:
        """The payer's bank asks for the money back, or decides about it."""
        with self.lock:
            earlier = [each for each in self.disputes.values() if each.payment_id == payment.payment_id]
            found = (
                earlier[0]
                if earlier
                else Dispute(new_id(), payment.payment_id, payment.amount, status, moment(now()))
            )
            found.status = status
            self.disputes[found.dispute_id] = found
            self._write()
        self.tell(f"card_payment_dispute_{status}", "dispute", found.dispute_id, found.as_told())
        return found

    def by_token(self, token: str) -> Payment | None:
        with self.lock:
            found = next((each for each in self.payments.values() if each.token == token), None)
            if found:
                found.expire()
            return found

    def _write(self) -> None:
        if self.kept:
            whole = {
                "payments": [asdict(each) for each in self.payments.values()],
                "disputes": [asdict(each) for each in self.disputes.values()],
                "keys": self.keys,
            }
            new = self.kept.with_suffix(".new")
            new.write_text(json.dumps(whole))
            new.replace(self.kept)

    def _read(self, whole: dict[str, Any]) -> None:
        for row in whole["payments"]:
            refunds = [Refund(**each) for each in row.pop("refunds")]
            self.payments[row["payment_id"]] = Payment(**row, refunds=refunds)
        self.disputes = {row["dispute_id"]: Dispute(**row) for row in whole["disputes"]}
        self.keys = {key: (sent, payment_id) for key, (sent, payment_id) in whole["keys"].items()}


def _is_asked_for(thing: Payment | Dispute, asked: dict[str, list[str]]) -> bool:
    since, reference = asked.get("from_date", [""])[0], asked.get("reference", [""])[0]
    return (
        thing.created_date[:19] >= since[:19] and reference.lower() in getattr(thing, "reference", "").lower()
    )


def _page(rows: list[dict[str, Any]], asked: dict[str, list[str]]) -> dict[str, Any]:
    page, size = int(asked.get("page", ["1"])[0]), int(asked.get("display_size", ["500"])[0])
    part = rows[(page - 1) * size : page * size]
    return {"total": len(rows), "count": len(part), "page": page, "results": part}
