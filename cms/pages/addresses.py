"""Keeps pages off the site's own addresses: a page called "search" would never be seen."""

import re
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import URLResolver, get_resolver
from django.utils.translation import gettext_lazy as _

# The root is 1, a home page 2, pages below it 3: only those share their first word with the site.
TOP_LEVEL_DEPTH = 3
_FIRST_WORD = re.compile(r"[\w.-]+")


def reserved_words() -> frozenset[str]:
    """The first word of every address that the site answers itself, and of its files and languages."""
    files = [settings.STATIC_URL, settings.MEDIA_URL]
    languages = [code for code, name in settings.LANGUAGES]
    return frozenset(_first_words([*files, *languages, *_routes(get_resolver().url_patterns)]))


def check_slug(slug: str) -> None:
    """Raise ValidationError when a page below the home page may not be called `slug`."""
    if slug.lower() in reserved_words():
        raise ValidationError(
            _("The site itself answers at /%(slug)s/. Choose another address for this page."),
            params={"slug": slug},
        )


def _first_words(routes: Iterable[str]) -> Iterable[str]:
    found = (_FIRST_WORD.match(route.lstrip("^/")) for route in routes)
    return (match.group().rstrip(".").lower() for match in found if match)


def _routes(patterns) -> Iterable[str]:
    for pattern in patterns:
        route = str(pattern.pattern)
        if route.strip("^/"):
            yield route
        elif isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns)
