"""What every payment gateway can be asked for, and what each declares that it can do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol


class Ability(StrEnum):
    SAVE_AND_CHARGE = "save-and-charge"
    CHARGE_AND_REFUND = "charge-and-refund"
    PROMISE = "promise"


class Status(StrEnum):
    """Where a payment stands at its provider."""

    # The provider knows of no such payment.
    UNKNOWN = "unknown"
    OPEN = "open"
    # Set aside on the payer's card, not taken.
    HELD = "held"
    TAKEN = "taken"
    ENDED = "ended"


@dataclass(frozen=True)
class Order:
    """One payment as we ask for it. `key` is ours and unique; the provider keeps it as the reference.

    `amount` is in minor units. `provider_id` is "" until the provider gave one. `hold_until`: set the money
    aside until then instead of taking it. `refunding`: what went back matters, and is read as well.
    """

    key: str
    amount: int
    currency: str
    description: str
    return_address: str = ""
    provider_id: str = ""
    hold_until: datetime | None = None
    refunding: bool = False


@dataclass(frozen=True)
class Standing:
    """A payment as its provider tells it now; amounts in minor units.

    `address` is where the payer goes on, while open. `refunded` has arrived, `refunding` is under way,
    `refundable` could still go back. `reason` is the provider's code of why it ended.
    """

    status: Status
    provider_id: str = ""
    key: str = ""
    amount: int = 0
    address: str = ""
    refunded: int = 0
    refunding: int = 0
    refundable: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Disputed:
    """A payer asked their bank for the money back. `is_lost`: the provider took `amount` and `fee` of us."""

    provider_id: str
    payment_id: str
    amount: int
    fee: int
    net_amount: int
    status: str
    is_lost: bool
    is_over: bool


class Unanswered(Exception):  # noqa: N818 - the word for it
    """The provider gave no clear answer: what happened is unknown until the payment is read again."""


class Busy(Unanswered):
    """The provider asks us to slow down (429)."""


class Refused(Exception):  # noqa: N818
    """The provider understood, and did not do it. `code` is its own."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class HoldTooLong(ValueError):  # noqa: N818
    """The money would have to be held for longer than the gateway can."""


class Gateway(Protocol):
    """All but `off` may raise Unanswered and Refused. Nothing here touches our books."""

    key: str
    ability: Ability
    # How long money can be set aside; None: not at all.
    longest_hold: timedelta | None

    def off(self) -> str:
        """Why it cannot be used, in words for an officer; "" when it can."""

    def start(self, order: Order) -> Standing:
        """Begin a payment. The same order again gives the first. Raises HoldTooLong."""

    def confirm(self, order: Order) -> Standing:
        """Read how the payment stands; changes nothing."""

    def collect(self, order: Order) -> Standing:
        """Take the money now: what is held, or what was promised."""

    def release(self, order: Order) -> Standing:
        """End it without taking money."""

    def refund(self, order: Order, refundable: int) -> Standing:
        """Pay all of it back, if `refundable` minor units are still there to go back."""

    def disputes(self, since: datetime) -> Iterator[Disputed]:
        """Those of what `reconcile` gives that payers' banks began."""

    def reconcile(self, since: datetime) -> Iterator[Standing | Disputed]:
        """Every payment and dispute that the provider knows of since then."""


def hold_refusal(gateway: Gateway, now: datetime, until: datetime) -> str:
    """Why money cannot be set aside from `now` until `until`; "" when it can."""
    if gateway.longest_hold is None:
        return "no holds"
    return "" if until <= now + gateway.longest_hold else "the hold would run out"
