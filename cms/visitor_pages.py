"""Shows many visitors one copy of a public page for VISITOR_SECONDS: what a crowd reads is made once.

Only for visitors: whoever carries a cookie of their own (logged in, a message waiting) is served anew. Only
pages that say nothing private: an answer that sets a cookie (so every page with a form to send), or that asks
not to be kept, is never taken. A page that a crowd reads may be up to twice VISITOR_SECONDS old.
"""

import hashlib
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_from_request

from participation.copies import Copy, find_copy, keep_copy
from participation.parts import ACTED

# Cookies that change nothing on a page without forms, or that the key knows of.
HARMLESS = frozenset({settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME})
OWN_HEADERS = frozenset({"HTTP_AUTHORIZATION", "HTTP_HX_REQUEST", "HTTP_RANGE"})
UNKEPT = ("no-store", "private", "no-cache")


def response_of(copy: Copy) -> HttpResponse:
    headers, content = copy.value
    response = HttpResponse(content, headers=dict(headers))
    response["Age"] = str(max(0, int(copy.age)))
    return response


class VisitorPages:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.VISITOR_SECONDS:
            return self.get_response(request)
        if not is_from_a_visitor(request):
            return remember_act(request, self.get_response(request))
        key = key_of(request)
        if (copy := find_copy(key)) is not None:
            return response_of(copy)
        begun_at = time.time()
        response = self.get_response(request)
        if may_be_kept(response):
            keep_copy(key, begun_at, (tuple(response.items()), response.content))
        return response


def remember_act(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Who is logged in and has just sent something gets no copies until none of them can be from before."""
    if request.method not in ("GET", "HEAD") and settings.SESSION_COOKIE_NAME in request.COOKIES:
        response.set_cookie(
            ACTED,
            "1",
            max_age=2 * settings.VISITOR_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=settings.SECURE_TLS,
        )
    return response


def is_from_a_visitor(request: HttpRequest) -> bool:
    return (
        request.method == "GET"
        and HARMLESS.issuperset(request.COOKIES)
        and not request.path.startswith((settings.STATIC_URL, settings.MEDIA_URL))
        and OWN_HEADERS.isdisjoint(request.META)
    )


def key_of(request: HttpRequest) -> str:
    """All that a public page may differ by: address, language, and whether it may come compressed."""
    parts = (
        request.scheme,
        request.META.get("HTTP_HOST", ""),
        request.get_full_path(),
        get_language_from_request(request, check_path=True),
        "gzip" if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "") else "",
    )
    return "visitor-page:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()


def may_be_kept(response: HttpResponse) -> bool:
    unkept = response.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and response.get("Content-Type", "").startswith("text/html")
        and not any(word in unkept for word in UNKEPT)
    )
