"""{% map_ground as ground %}: the outlines of the wards, and where pictures of the ground come from."""

from typing import Any

from django import template

from participation.areas.models import Area
from participation.maps import settings_of_map

register = template.Library()


@register.simple_tag
def map_ground() -> dict[str, Any]:
    drawn = Area.objects.filter(outline__isnull=False).values_list("name", "outline")
    return settings_of_map() | {
        "points": [],
        "outlines": [{"name": name, "ring": ring} for name, ring in drawn],
    }
