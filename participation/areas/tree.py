"""Where a place lies among the others."""

from participation.areas.models import Area


def lineage(area: Area | None) -> set[int]:
    """Ids of an area and all that it lies in."""
    ids: set[int] = set()
    while area is not None and area.pk not in ids:
        ids.add(area.pk)
        area = area.parent
    return ids


def ward_of(area: Area) -> Area:
    """The part of town right below the whole town in which an area lies."""
    while area.kind != Area.Kind.WARD and area.parent is not None and area.parent.kind != Area.Kind.CITY:
        area = area.parent
    return area


def is_whole_town(area: Area | None) -> bool:
    """True also where no area is named."""
    return area is None or area.kind == Area.Kind.CITY
