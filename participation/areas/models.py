"""Places: a tree of city, wards and neighbourhoods."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class AreaQuerySet(models.QuerySet):
    def for_choice(self):
        """For a list to pick from: the whole town first, then its parts by name."""
        town_first = models.Case(models.When(kind=Area.Kind.CITY, then=0), default=1)
        return self.order_by(town_first, "name")


class Area(models.Model):
    class Kind(models.TextChoices):
        CITY = "city", _("whole town")
        WARD = "ward", _("ward")
        NEIGHBOURHOOD = "neighbourhood", _("neighbourhood")

    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices, default=Kind.WARD)
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    about = models.TextField(_("about"), blank=True)
    # Its outline for maps: one ring of [degrees north, degrees east].
    outline = models.JSONField(_("outline"), null=True, blank=True, editable=False)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("area", args=[self.slug])
