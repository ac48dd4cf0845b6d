"""Where search looks: the pages, and every kind that offers itself to search."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page

from participation.kinds import registry
from participation.kinds.registry import Kind
from participation.near_words import MOST_TEXTS, kept_words

WORDS_SHOWN = 30


@dataclass(frozen=True)
class Hit:
    title: str
    href: str
    text: str


@dataclass(frozen=True)
class Source:
    """One kind of thing; `found` is counted and sliced, `hit` makes a line of a found thing."""

    key: str
    label: str
    found: Any
    hit: Callable[[Sequence[Any]], list[Hit]]


def sources(user: Any, query: str) -> list[Source]:
    """What this visitor may find; nothing is read from the database yet."""
    kinds = [_of_kind(kind, user, query) for kind in registry.all_kinds() if kind.search is not None]
    return [*kinds, _pages(query)]


def known_words() -> Counter[str]:
    """The words of the titles of everything public that search looks through."""
    found: Counter[str] = Counter()
    for kind in registry.all_kinds():
        if kind.search is not None:
            newest = kind.search(AnonymousUser(), "").order_by("-pk")
            titles = newest.select_related(None).values_list(kind.named_by)[:MOST_TEXTS]
            found += kept_words(f"titles-of-{kind.key}", titles)
    pages = Page.objects.live().public().order_by("-pk").values_list("title")[:MOST_TEXTS]
    return found + kept_words("titles-of-pages", pages)


def _pages(query: str) -> Source:
    """Pages that hold a word beginning with each word of the query."""
    # Signs are left out: SQLite's full-text search reads some of them as commands.
    words = " ".join(re.findall(r"\w+", query))
    found = Page.objects.live().public().autocomplete(words) if words else Page.objects.none()
    return Source("page", _("Pages"), found, _page_hits)


def _of_kind(kind: Kind, user: Any, query: str) -> Source:
    assert kind.search is not None

    def hits(things: Sequence[Any]) -> list[Hit]:
        return [
            Hit(title := kind.title(one), kind.address(one), _short(kind.text(one).removeprefix(title)))
            for one in things
        ]

    return Source(kind.key, capfirst(kind.model._meta.verbose_name_plural), kind.search(user, query), hits)


def _page_hits(pages: Sequence[Page]) -> list[Hit]:
    """One query for each kind of page among them, for their opening sentences."""
    by_key = {page.pk: page for page in Page.objects.filter(pk__in=[page.pk for page in pages]).specific()}
    shown = (by_key[page.pk] for page in pages if page.pk in by_key)
    return [Hit(page.title, page.url or "/", getattr(page, "intro", "")) for page in shown]


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).words(WORDS_SHOWN)
