"""Buttons for people with a log-in: who is logged out when they press one comes back to the page it stood on.

An address that takes only a POST cannot be where a log-in leads to: a browser would show an empty page there.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

View = Callable[..., HttpResponse]


def log_in_first(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return redirect_to_login(page_of_button(request))

    return guarded


def page_of_button(request: HttpRequest) -> str:
    """Itself, for a page; for a button the page of ours that the browser says it stood on, else one's own."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure()):
        return resolve_url("my_page")
    return urlsplit(page)._replace(scheme="", netloc="", fragment="").geturl()
