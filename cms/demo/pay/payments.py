"""What the demo's card service knows of a payment, and how GOV.UK Pay tells it. Card numbers are not kept."""

import secrets
import string
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

LETTERS = string.ascii_lowercase + string.digits
TO_COMPLETE = timedelta(minutes=90)
LONGEST_HOLD = timedelta(hours=120)
FINISHED = ("success", "failed", "cancelled", "error")
UNPAID = ("created", "started", "submitted")
WORDS = {
    "P0010": "Payment method rejected",
    "P0020": "Payment expired",
    "P0030": "Payment was cancelled by the user",
    "P0040": "Payment was cancelled by the service",
    "P0050": "Payment provider returned an error",
}
DISPUTE_FEE = 1500


def new_id() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(26))


def moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


@dataclass
class Refund:
    refund_id: str
    amount: int
    status: str
    created_date: str


@dataclass
class Dispute:
    dispute_id: str
    payment_id: str
    amount: int
    status: str
    created_date: str

    def as_told(self) -> dict[str, Any]:
        lost = self.status == "lost"
        return asdict(self) | {
            "fee": DISPUTE_FEE if lost else None,
            "net_amount": -self.amount - DISPUTE_FEE if lost else None,
        }


@dataclass
class Payment:
    payment_id: str
    amount: int
    reference: str
    description: str
    return_url: str
    delayed_capture: bool
    created_date: str
    # Of the payer's page: who holds the address may pay.
    token: str
    status: str = "created"
    code: str = ""
    refunds: list[Refund] = field(default_factory=list)

    def expire(self) -> None:
        """What nobody paid within 90 minutes, or nobody took within 120 hours, has ended."""
        age = now() - datetime.fromisoformat(self.created_date)
        late = (self.status in UNPAID and age > TO_COMPLETE) or (
            self.status == "capturable" and age > LONGEST_HOLD
        )
        if late:
            self.status, self.code = "failed", "P0020"

    @property
    def refundable(self) -> int:
        if self.status != "success":
            return 0
        return self.amount - sum(each.amount for each in self.refunds if each.status != "error")

    def as_told(self, address: str) -> dict[str, Any]:
        """As the contract has it; `address` is where the service runs."""
        state: dict[str, Any] = {"status": self.status, "finished": self.status in FINISHED}
        if self.code:
            state |= {"code": self.code, "message": WORDS[self.code]}
        links = {"self": {"href": f"{address}/v1/payments/{self.payment_id}", "method": "GET"}}
        if self.status in ("created", "started"):
            links["next_url"] = {"href": f"{address}/card/{self.token}", "method": "GET"}
        told = {
            name: getattr(self, name)
            for name in (
                *("payment_id", "amount", "reference", "description", "return_url"),
                *("delayed_capture", "created_date"),
            )
        }
        return told | {"state": state, "refund_summary": self._summary(), "_links": links}

    def _summary(self) -> dict[str, Any]:
        if self.status == "success":
            status = "available" if self.refundable else "full"
        else:
            status = "unavailable" if self.status in FINISHED else "pending"
        submitted = self.amount - self.refundable if self.status == "success" else 0
        return {"status": status, "amount_available": self.refundable, "amount_submitted": submitted}
