"""GOV.UK Pay: cards are charged at once, or held for up to 120 hours, and money goes back to the card.

The fields used are written down in docs/contracts/govuk-pay.schema.json.
"""

import hashlib
import hmac
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from budgeting.crowdfunding.gateways.govuk_http import call
from budgeting.crowdfunding.gateways.protocol import (
    Ability,
    Disputed,
    HoldTooLong,
    Order,
    Refused,
    Standing,
    Status,
    Unanswered,
    hold_refusal,
)

log = logging.getLogger(__name__)
VARIABLES = ("GOVUK_PAY_API_KEY", "GOVUK_PAY_WEBHOOK_SECRET")
STATUS = {
    "created": Status.OPEN,
    "started": Status.OPEN,
    "submitted": Status.OPEN,
    "capturable": Status.HELD,
    "success": Status.TAKEN,
    "failed": Status.ENDED,
    "cancelled": Status.ENDED,
    "error": Status.ENDED,
}
OVER = ("won", "lost")
PER_PAGE = 500


class GovukPay:
    key = "govuk-pay"
    ability = Ability.CHARGE_AND_REFUND
    # An authorisation that is not captured by then lapses.
    longest_hold: timedelta | None = timedelta(hours=120)

    def off(self) -> str:
        if settings.CURRENCY != "GBP":
            return _("Cards through GOV.UK Pay are off: it takes pounds alone.")
        missing = [name for name in VARIABLES if not getattr(settings, name)]
        if not missing:
            return ""
        words = _("Cards through GOV.UK Pay are off. Missing in the environment: %(names)s.")
        return words % {"names": ", ".join(missing)}

    def start(self, order: Order) -> Standing:
        body: dict[str, Any] = {
            "amount": order.amount,
            "reference": order.key,
            "description": order.description[:255],
            "return_url": order.return_address,
        }
        if order.hold_until is not None:
            if refusal := hold_refusal(self, timezone.now(), order.hold_until):
                raise HoldTooLong(refusal)
            body["delayed_capture"] = True
        try:
            return _standing(call("POST", "/v1/payments", body, key=order.key))
        except Refused as refused:
            if refused.code != "P0191":
                raise
        # The key was used with other words: that payment is the one.
        return self._found(order)

    def confirm(self, order: Order) -> Standing:
        if not order.provider_id:
            return self._found(order)
        try:
            standing = _standing(call("GET", f"/v1/payments/{order.provider_id}"))
        except Refused as refused:
            if refused.code != "P0200":
                raise
            return Standing(Status.UNKNOWN, key=order.key)
        return self._with_refunds(standing) if order.refunding else standing

    def collect(self, order: Order) -> Standing:
        return self._after("capture", order)

    def release(self, order: Order) -> Standing:
        return self._after("cancel", order)

    def refund(self, order: Order, refundable: int) -> Standing:
        body = {"amount": order.amount, "refund_amount_available": refundable}
        try:
            call("POST", f"/v1/payments/{order.provider_id}/refunds", body)
        except Refused as refused:
            # Other money went back meanwhile, or none can: how it stands now says which.
            log.warning("GOV.UK Pay took no refund: %s", refused.code)
        return self.confirm(order)

    def reconcile(self, since: datetime) -> Iterator[Standing | Disputed]:
        for found in _pages("/v1/payments", since):
            yield self._with_refunds(_standing(found)) if _went_back(found) else _standing(found)
        yield from self.disputes(since)

    def disputes(self, since: datetime) -> Iterator[Disputed]:
        return (_disputed(found) for found in _pages("/v1/disputes", since))

    def _after(self, verb: str, order: Order) -> Standing:
        try:
            call("POST", f"/v1/payments/{order.provider_id}/{verb}")
        except Refused as refused:
            # Done already, or too late: how it stands now says which.
            log.warning("GOV.UK Pay refused to %s: %s", verb, refused.code)
        return self.confirm(order)

    def _found(self, order: Order) -> Standing:
        """By our reference: how an unanswered beginning is resolved, without beginning a second time."""
        found = call("GET", f"/v1/payments?{urlencode({'reference': order.key})}")
        # The search finds parts of references too.
        exact = [each for each in found["results"] if each["reference"] == order.key]
        return _standing(exact[0]) if exact else Standing(Status.UNKNOWN, key=order.key)

    def _with_refunds(self, standing: Standing) -> Standing:
        """Whether money that was sent back has arrived; the summary in a payment does not tell."""
        found = call("GET", f"/v1/payments/{standing.provider_id}/refunds")
        sums = {"success": 0, "submitted": 0, "error": 0}
        for each in found["_embedded"]["refunds"]:
            sums[each["status"]] += each["amount"]
        facts = vars(standing) | {"refunded": sums["success"], "refunding": sums["submitted"]}
        return Standing(**facts)


def signature(body: bytes, secret: str) -> str:
    """Of a message, as its header Pay-Signature holds it: HMAC-SHA256 in lowercase hexadecimal digits."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def is_genuine(body: bytes, given: str) -> bool:
    secret = settings.GOVUK_PAY_WEBHOOK_SECRET
    return bool(secret) and hmac.compare_digest(signature(body, secret).encode(), given.encode())


def _standing(found: dict[str, Any]) -> Standing:
    """Raises Unanswered for an answer that is none of a payment."""
    try:
        state, summary = found["state"], found.get("refund_summary") or {}
        return Standing(
            STATUS[state["status"]],
            provider_id=found["payment_id"],
            key=found["reference"],
            amount=found["amount"],
            address=_payers_page(found),
            refundable=summary.get("amount_available") or 0,
            reason=state.get("code") or "",
        )
    except (KeyError, TypeError, AttributeError):
        pass
    raise Unanswered("the answer is no payment")


def _payers_page(found: dict[str, Any]) -> str:
    """Where the payer goes on; "" unless it lies at the service itself, for nobody is sent elsewhere."""
    link = (found.get("_links") or {}).get("next_url") or {}
    address = link.get("href") or ""
    parts = urlsplit(address)
    return address if f"{parts.scheme}://{parts.netloc}" == settings.GOVUK_PAY_PAGES else ""


def _went_back(found: dict[str, Any]) -> bool:
    return bool((found.get("refund_summary") or {}).get("amount_submitted"))


def _disputed(found: dict[str, Any]) -> Disputed:
    return Disputed(
        provider_id=found["dispute_id"],
        payment_id=found["payment_id"],
        amount=found["amount"],
        fee=found.get("fee") or 0,
        net_amount=found.get("net_amount") or 0,
        status=found["status"],
        is_lost=found["status"] == "lost",
        is_over=found["status"] in OVER,
    )


def _pages(path: str, since: datetime) -> Iterator[dict[str, Any]]:
    from_date = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    page, seen = 1, 0
    while True:
        asked = {"from_date": from_date, "page": page, "display_size": PER_PAGE}
        found = call("GET", f"{path}?{urlencode(asked)}")
        yield from found["results"]
        page, seen = page + 1, seen + len(found["results"])
        if seen >= found["total"] or not found["results"]:
            return
