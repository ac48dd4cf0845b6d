"""From which internet connection a request comes, as the council's own proxy saw it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.internal.ratelimit import truncate_ip
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from participation.limits.counting import count_act
from participation.limits.table import Limit

View = Callable[..., HttpResponseBase]


def network_of(request: HttpRequest) -> str:
    """The address without what a visitor can forge: no header counts that no trusted proxy wrote.

    Of the new, long addresses the part that a whole household has, or one person could be millions.
    """
    return f"network:{truncate_ip(get_adapter().get_client_ip(request))}"


def count_from_here(limit: Limit, request: HttpRequest) -> None:
    """Raises TooOftenError when too much came from this connection."""
    count_act(limit, network_of(request))


def counted(limit: Limit) -> Callable[[View], View]:
    """For a view that is asked at most so often from one connection, found or not."""

    def decorate(view: View) -> View:
        @wraps(view)
        def of_connection(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            count_from_here(limit, request)
            return view(request, *args, **kwargs)

        return of_connection

    return decorate
