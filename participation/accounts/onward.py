"""Where a person goes after a step on the way: on to what they came for, or to their own page."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def next_of(request: HttpRequest) -> str:
    return request.POST.get("next") or request.GET.get("next", "")


def onward(request: HttpRequest) -> str:
    """An address on this site, or the name of the person's own page."""
    return on_this_site(next_of(request))


def on_this_site(url: str) -> str:
    safe = url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return url if safe else "my_page"
