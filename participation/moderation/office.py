"""Where staff find things in the back office, which stands floors above: it says so when the site starts."""

from collections.abc import Callable

from django.conf import settings

_addresses: dict[str, Callable[..., str]] = {}


def offer_address(what: str, address: Callable[..., str]) -> None:
    _addresses[what] = address


def address_of(what: str, *numbers: int) -> str:
    """The whole address of a screen; the site's own where nobody offered one."""
    found = _addresses.get(what)
    return settings.BASE_URL + (found(*numbers) if found else "/")
