"""Points on the map as people and browsers write them."""

import re

_DEGREES = re.compile(r"-?\d{1,3}(?:\.\d{1,20})?")


def read_point(north: str, east: str) -> tuple[float, float] | None:
    """Degrees north and east; None for what is no place on earth."""
    if not (_DEGREES.fullmatch(north.strip()) and _DEGREES.fullmatch(east.strip())):
        return None
    point = float(north), float(east)
    return point if abs(point[0]) <= 90 and abs(point[1]) <= 180 else None
