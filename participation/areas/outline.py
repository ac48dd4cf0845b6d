"""Outlines of areas as officers give them: GeoJSON or a list of corners. One ring of [north, east]."""

import json
import math
import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from participation.areas.simpler import simpler

MOST_BYTES = 2_000_000
MOST_CORNERS = 20_000
KEPT_CORNERS = 400

Ring = list[list[float]]
_LINE = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*")


def read_outline(text: str) -> Ring:
    """The ring without its last corner, which is the first again; at most KEPT_CORNERS, 6 decimals.

    Raises ValidationError with the reason and the way out.
    """
    if len(text) > MOST_BYTES:
        raise ValidationError(_("The outline is too large. Use a simpler one of at most 2 MB."))
    ring = _of_geojson(text) if text.lstrip()[:1] in ("{", "[") else _of_lines(text)
    if len(ring) > MOST_CORNERS:
        said = _("The outline has more than %(n)d corners. Use a simpler one.") % {"n": MOST_CORNERS}
        raise ValidationError(said)
    ring = _without_repeats([[round(north, 6), round(east, 6)] for north, east in ring])
    if len(ring) < 3 or not _area(ring):
        raise ValidationError(_("An outline needs at least three corners that do not lie on one line."))
    return simpler(ring, KEPT_CORNERS)


def as_lines(ring: Ring | None) -> str:
    """One corner a line: north, then east."""
    return "\n".join(f"{north:.6f}, {east:.6f}" for north, east in ring or [])


def _of_lines(text: str) -> Ring:
    """A closing corner may be left out."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    return [_line(number, line) for number, line in lines]


def _line(number: int, line: str) -> list[float]:
    found = _LINE.fullmatch(line)
    if not found:
        said = _("Line %(n)d is not a corner. Write degrees north, a comma, and degrees east.")
        raise ValidationError(said % {"n": number})
    return _checked(float(found[1]), float(found[2]), _("line %(n)d") % {"n": number})


def _of_geojson(text: str) -> Ring:
    try:
        shape = _shape(json.loads(text))
        rings = shape["coordinates"] if shape["type"] == "Polygon" else _only_part(shape)
    except (ValueError, RecursionError):
        raise ValidationError(_("This is not a GeoJSON file: it cannot be read.")) from None
    except (KeyError, TypeError, AttributeError):
        raise ValidationError(_no_polygon()) from None
    if not isinstance(rings, list) or not rings or not isinstance(rings[0], list):
        raise ValidationError(_no_polygon())
    if len(rings) > 1:
        raise ValidationError(_("The outline has a hole. Give the outer line alone."))
    corners = [_corner(number, pair) for number, pair in enumerate(rings[0], start=1)]
    if len(corners) < 4 or corners[0] != corners[-1]:
        raise ValidationError(_("The outline is not closed: its last corner must be its first one again."))
    return corners


def _shape(found: Any) -> dict[str, Any]:
    """The one geometry in a feature, in a collection with one feature, or by itself."""
    if found["type"] == "FeatureCollection":
        if len(found["features"]) != 1:
            said = _("The file holds %(n)d areas. Give one area alone.") % {"n": len(found["features"])}
            raise ValidationError(said)
        found = found["features"][0]
    shape: dict[str, Any] = found["geometry"] if found["type"] == "Feature" else found
    if shape["type"] not in ("Polygon", "MultiPolygon"):
        raise ValidationError(_no_polygon())
    return shape


def _only_part(shape: dict[str, Any]) -> Any:
    if len(parts := shape["coordinates"]) != 1:
        said = _("The area has %(n)d separate parts. Give its largest part alone.") % {"n": len(parts)}
        raise ValidationError(said)
    return parts[0]


def _corner(number: int, pair: Any) -> list[float]:
    """GeoJSON writes east before north, and perhaps a height."""
    where = _("corner %(n)d") % {"n": number}
    if not isinstance(pair, list) or len(pair) < 2 or not all(_is_number(part) for part in pair[:2]):
        raise ValidationError(_("The numbers are wrong at %(where)s.") % {"where": where})
    return _checked(float(pair[1]), float(pair[0]), where)


def _is_number(part: Any) -> bool:
    return isinstance(part, int | float) and not isinstance(part, bool) and abs(part) < 1e9


def _checked(north: float, east: float, where: str) -> list[float]:
    if not (math.isfinite(north) and math.isfinite(east) and abs(north) <= 90 and abs(east) <= 180):
        said = _(
            "No such place on earth at %(where)s: degrees go from -90 to 90 north and from -180 to 180 east. "
            "A map in metres must be changed to degrees (WGS 84) first."
        )
        raise ValidationError(said % {"where": where})
    return [north, east]


def _without_repeats(ring: Iterable[list[float]]) -> Ring:
    kept: Ring = []
    for corner in ring:
        if not kept or corner != kept[-1]:
            kept.append(corner)
    return kept[:-1] if len(kept) > 1 and kept[0] == kept[-1] else kept


def _area(ring: Ring) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(north * further - other * east for (north, east), (other, further) in pairs)


def _no_polygon() -> str:
    return _("The file holds no area. Give a GeoJSON file with one polygon.")
