"""Which of Wagtail's sites a request is for: remembered for CHROME_SECONDS, or each page would ask first."""

from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

# All hosts under one key: they are as few as ALLOWED_HOSTS names, and forgotten together.
CACHE_KEY = "chrome:sites"

View = Callable[[HttpRequest], HttpResponse]


def remember_site(get_response: View) -> View:
    """Middleware. Nothing is looked up for an address that no page of Wagtail answers."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request._wagtail_site = SimpleLazyObject(lambda: _known_site(request))
        return get_response(request)

    return middleware


def forget_sites(**kwargs) -> None:
    transaction.on_commit(lambda: cache.delete(CACHE_KEY))


def _known_site(request: HttpRequest) -> Site | None:
    host = request.get_host()
    known = cache.get(CACHE_KEY) or {}
    if host not in known:
        known = known | {host: Site._find_for_request(request)}
        cache.set(CACHE_KEY, known, settings.CHROME_SECONDS)
    return known[host]


post_save.connect(forget_sites, sender=Site)
post_delete.connect(forget_sites, sender=Site)
