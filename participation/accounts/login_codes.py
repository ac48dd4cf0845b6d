"""How many log-in codes an address gets, so that strangers cannot use up those of whom it belongs to."""

from django.http import HttpRequest

from participation.accounts.devices import known_device
from participation.limits.counting import count_act
from participation.limits.network import count_from_here, network_of
from participation.limits.table import CODES, CODES_BY_CONNECTION, CODES_BY_DEVICE, CODES_OF_ADDRESS, TRIES


def count_code(request: HttpRequest, address: str) -> None:
    """Raises TooOftenError. Nothing here tells whether anyone has the address.

    Who logged in on this device before has an allowance that nobody else can touch. Others share three: of
    their connection, of their connection for this address, and of this address from everywhere.
    """
    address = address.strip().lower()
    if device := known_device(request, address):
        count_act(CODES_BY_DEVICE, f"device:{device}:{address}")
        return
    count_from_here(CODES, request)
    # In this order: one connection, however busy, takes no more than its own share of what the address has.
    count_act(CODES_BY_CONNECTION, f"{network_of(request)}:{address}")
    count_act(CODES_OF_ADDRESS, f"address:{address}")


def count_try(request: HttpRequest, expected: str) -> None:
    """A try to type the code that was sent; also of many windows at the same moment. Raises TooOftenError."""
    count_act(TRIES, f"code:{request.session.session_key}:{expected}")
