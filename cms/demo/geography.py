"""The demo town's ground: from its metres to degrees, and which ward a point lies in."""

from collections.abc import Sequence
from math import cos, radians

from cms.demo.shapes import Point, Town

METRES_PER_DEGREE = 111_320


def lonlat(town: Town, x: float, y: float) -> Point:
    """Return (longitude, latitude) in degrees of a point `x` metres east and `y` north of the origin."""
    lat = town.origin_lat + y / METRES_PER_DEGREE
    lon = town.origin_lon + x / (METRES_PER_DEGREE * cos(radians(town.origin_lat)))
    return round(lon, 6), round(lat, 6)


def inside(outline: Sequence[Point], x: float, y: float) -> bool:
    """Say whether the point lies within the ring, by counting the edges that a line to the east crosses."""
    crossings = 0
    for (ax, ay), (bx, by) in zip(outline, [*outline[1:], outline[0]], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            crossings += 1
    return crossings % 2 == 1


def centre(outline: Sequence[Point]) -> Point:
    """Return the ring's centre of mass."""
    area = east = north = 0.0
    for (ax, ay), (bx, by) in zip(outline, [*outline[1:], outline[0]], strict=True):
        cross = ax * by - bx * ay
        area += cross
        east += (ax + bx) * cross
        north += (ay + by) * cross
    return round(east / (3 * area), 1), round(north / (3 * area), 1)
