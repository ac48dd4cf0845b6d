"""Reads what stands around every page: once a request, and for a minute from the cache."""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.db import models, transaction

CACHE_KEY = "chrome"


@dataclass(frozen=True)
class Link:
    label: str
    href: str


@dataclass(frozen=True)
class Chrome:
    """`colours` maps brand_light, accent_light, brand_dark and accent_dark to #RRGGBB."""

    site_name: str
    organisation: str
    logo: str
    colours: dict[str, str]
    main: tuple[Link, ...]
    foot: tuple[Link, ...]
    legal: tuple[Link, ...]


def chrome(request=None) -> Chrome:
    """A change of settings shows at once; another address of a page in a menu within CHROME_SECONDS."""
    found = getattr(request, "_chrome", None) or cache.get(CACHE_KEY)
    if found is None:
        found = _from_database()
        cache.set(CACHE_KEY, found, settings.CHROME_SECONDS)
    if request is not None:
        request._chrome = found
    return found


class ForgetsChrome(models.Model):
    """A setting whose change is seen at once."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        transaction.on_commit(lambda: cache.delete(CACHE_KEY))


def _from_database() -> Chrome:
    from cms.chrome.branding import COLOURS, Branding
    from cms.chrome.menus import LegalPages, Menus

    branding = Branding.objects.select_related("logo").first() or Branding()
    menus = Menus.objects.first() or Menus()
    legal = LegalPages.base_queryset().first() or LegalPages()
    return Chrome(
        site_name=branding.site_name,
        organisation=branding.organisation,
        logo=branding.logo.get_rendition("max-240x88|format-webp-lossless").url if branding.logo else "",
        colours={name: getattr(branding, name) for name in COLOURS},
        main=_links(menus.main),
        foot=_links(menus.foot),
        legal=tuple(Link(page.title, page.url) for page in legal.pages()),
    )


def _links(stream) -> tuple[Link, ...]:
    found = ((block.value["label"], block.value.href()) for block in stream)
    return tuple(Link(label, href) for label, href in found if href)
