"""How often one connection may ask the open data: the site's own count, which all processes share."""

from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from participation.limits.network import count_from_here
from participation.limits.refusal import TooOftenError, waits
from participation.limits.table import OPEN_DATA


class OfConnection(BaseThrottle):
    def allow_request(self, request: HttpRequest) -> bool:
        try:
            count_from_here(OPEN_DATA, request)
        except TooOftenError:
            return False
        return True

    def wait(self) -> float | None:
        """What the refusal of this request said."""
        return waits.get()
