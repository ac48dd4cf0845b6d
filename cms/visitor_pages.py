"""Shows many visitors one copy of a public page for VISITOR_SECONDS: what a crowd reads is made once.

Only for visitors: whoever carries a cookie of their own (logged in, a message waiting) is served anew. Only
pages that say nothing private: an answer that sets a cookie (so every page with a form to send), or that asks
not to be kept, is never taken. A page that a crowd reads may be up to twice VISITOR_SECONDS old.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_from_request

# Cookies that change nothing on a page without forms, or that the key knows of.
HARMLESS = frozenset({settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME})
OWN_HEADERS = frozenset({"HTTP_AUTHORIZATION", "HTTP_HX_REQUEST", "HTTP_RANGE"})
UNKEPT = ("no-store", "private", "no-cache")
MAKING_SECONDS = 5
# Copies made before this moment are shown to nobody any more.
NONE_BEFORE = "visitor-pages:none-before"


@dataclass(frozen=True)
class Kept:
    made_at: float
    headers: tuple[tuple[str, str], ...]
    content: bytes

    @property
    def age(self) -> float:
        return time.time() - self.made_at

    def response(self) -> HttpResponse:
        response = HttpResponse(self.content, headers=dict(self.headers))
        response["Age"] = str(max(0, int(self.age)))
        return response


class VisitorPages:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.VISITOR_SECONDS or not is_from_a_visitor(request):
            return self.get_response(request)
        key = key_of(request)
        found = cache.get_many([key, NONE_BEFORE])
        kept: Kept | None = found.get(key)
        if kept is not None and kept.made_at <= found.get(NONE_BEFORE, 0):
            kept = None
        if kept is not None and (kept.age < settings.VISITOR_SECONDS or someone_makes(key)):
            return kept.response()
        # Counted as of now: words that leave while the page is made would still stand in it.
        begun_at = time.time()
        response = self.get_response(request)
        if may_be_kept(response):
            fresh = Kept(begun_at, tuple(response.items()), response.content)
            cache.set(key, fresh, 2 * settings.VISITOR_SECONDS)
            cache.delete(_making(key))
        return response


def forget_copies(**signal: object) -> None:
    """Words were taken out: no page that was made before is shown again."""
    cache.set(NONE_BEFORE, time.time(), 2 * settings.VISITOR_SECONDS + MAKING_SECONDS)


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


def someone_makes(key: str) -> bool:
    """True for all but the first who finds a page too old: one makes it anew, the others show the old one."""
    return not cache.add(_making(key), True, MAKING_SECONDS)


def _making(key: str) -> str:
    return f"{key}:making"


def may_be_kept(response: HttpResponse) -> bool:
    unkept = response.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and response.get("Content-Type", "").startswith("text/html")
        and not any(word in unkept for word in UNKEPT)
    )
