"""Where maps get pictures of the ground: nowhere, until the council says so, and then from one host."""

from urllib.parse import urlsplit

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from participation.maps import Tiles

CACHE_KEY, KEPT_SECONDS, UNKNOWN = "map-tiles", 3600, "unknown"


def check_tile_address(address: str) -> None:
    """https, a plain host, and a place for each of the three numbers."""
    parts = urlsplit(address)
    plain = parts.scheme == "https" and parts.netloc and not set(parts.netloc) & set("{}@;, '\"")
    if not plain or not all(part in address for part in ("{z}", "{x}", "{y}")):
        raise ValidationError(
            _("Write an address like https://tiles.example.org/{z}/{x}/{y}.png, with one fixed host.")
        )


@register_setting(icon="site", order=40)
class MapGround(BaseGenericSetting):
    tile_address = models.CharField(
        _("address of map pictures"),
        max_length=300,
        blank=True,
        validators=[check_tile_address],
        help_text=_(
            "Leave it empty, and maps show outlines and points alone. With an address, the browsers of your "
            "readers ask that host for pictures, and it sees their network addresses."
        ),
    )
    tile_credit = models.CharField(
        _("whose map it is"),
        max_length=120,
        blank=True,
        help_text=_("Shown on each map, such as: © OpenStreetMap contributors"),
    )

    panels = [FieldPanel("tile_address"), FieldPanel("tile_credit")]

    class Meta:
        verbose_name = _("maps")

    def clean(self):
        super().clean()
        if self.tile_address and not self.tile_credit:
            raise ValidationError({"tile_credit": _("Say whose map it is: those who make maps ask for it.")})

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        transaction.on_commit(lambda: cache.delete(CACHE_KEY))

    def tiles(self) -> Tiles | None:
        return Tiles(self.tile_address, self.tile_credit) if self.tile_address else None


def chosen_tiles() -> Tiles | None:
    """From the cache, where a choice is kept for an hour or until it changes."""
    found = cache.get(CACHE_KEY, UNKNOWN)
    if found == UNKNOWN:
        found = (MapGround.objects.first() or MapGround()).tiles()
        cache.set(CACHE_KEY, found, KEPT_SECONDS)
    return found
