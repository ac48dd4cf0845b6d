"""Parts of pages that say the same to everyone: residents share one copy of a part, as visitors do of a page.

A part is rendered without a request: no template in it can know who reads, and no form's token stands in it.
What is a person's own stands around it, or is put into it afterwards.
"""

import hashlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from participation.copies import find_copy, keep_copy

# Whoever has just done something sees at once what came of it: parts made anew.
ACTED = "acted"
# Where `{% live_ticket %}` of a part leaves its topics: tickets are a person's own.
TOPICS = "topics_of_part"


@dataclass(frozen=True)
class Part:
    """`topics`: what its numbers follow; `facts`: what the page around it needs of what it was made from."""

    html: SafeString
    topics: tuple[str, ...]
    facts: dict[str, Any]


def part(
    request: HttpRequest,
    key: Iterable[Any],
    template: str,
    make: Callable[[], dict[str, Any]],
    *,
    keeps: tuple[str, ...] = (),
    own: bool = False,
) -> Part:
    """What `make` gives through `template`; the facts named in `keeps` come with it.

    `key` names all that it differs by, beside template, host and language. `own`: this time it differs from
    person to person, so that it is made for this one and never kept.
    """
    if own or not settings.VISITOR_SECONDS or not _shares(request):
        return _made(template, make, keeps)
    name = _name(request.get_host(), get_language(), template, *key)
    copy = None if ACTED in request.COOKIES else find_copy(name)
    if copy is not None:
        found: Part = copy.value
        return found
    begun_at = time.time()
    fresh = _made(template, make, keeps)
    keep_copy(name, begun_at, fresh)
    return fresh


def _shares(request: HttpRequest) -> bool:
    """Residents. A visitor's page is kept as a whole, and staff may look at more than others."""
    user = request.user
    return user.is_authenticated and not user.is_staff


def _made(template: str, make: Callable[[], dict[str, Any]], keeps: tuple[str, ...]) -> Part:
    facts, topics = make(), []
    html = render_to_string(template, {**facts, TOPICS: topics})
    return Part(html, tuple(topics), {name: facts[name] for name in keeps})


def _name(*parts: Any) -> str:
    return "part:" + hashlib.sha256(repr(parts).encode()).hexdigest()
