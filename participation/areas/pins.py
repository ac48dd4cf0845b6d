"""In which part of town a pin lies: decided exactly, by fractions; no place falls between two wards."""

from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from participation.areas.models import Area

Corner = Sequence[float]


def area_at(north: float, east: float) -> Area | None:
    """The smallest drawn part of town that holds the point; the whole town is no answer."""
    drawn = Area.objects.filter(outline__isnull=False).exclude(kind=Area.Kind.CITY)
    around = [area for area in drawn if inside(area.outline, north, east)]
    return min(around, key=lambda area: (size(area.outline), area.pk), default=None)


def is_drawn() -> bool:
    return Area.objects.filter(outline__isnull=False).exclude(kind=Area.Kind.CITY).exists()


def pin_words(found: Area | None) -> str:
    """What we think of a pin, as a sentence."""
    if found is None:
        return _("This place lies outside all parts of town. Check that the pin is where you mean.")
    return _("We think this is %(area)s.") % {"area": found.name}


def inside(ring: Sequence[Corner], north: float, east: float) -> bool:
    """Whether the point lies in the ring or on its line."""
    y, x = Fraction(north), Fraction(east)
    within = False
    for (ay, ax), (by, bx) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if not min(ay, by) <= north <= max(ay, by):
            continue
        side = (Fraction(bx) - Fraction(ax)) * (y - Fraction(ay)) - (Fraction(by) - Fraction(ay)) * (
            x - Fraction(ax)
        )
        if side == 0 and min(ax, bx) <= east <= max(ax, bx):
            return True
        if (ay > north) != (by > north) and (side > 0) == (by > ay):
            within = not within
    return within


def size(ring: Sequence[Corner]) -> Fraction:
    """Twice the area, in squared degrees: it only orders areas of one town."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(Fraction(ay) * Fraction(bx) - Fraction(by) * Fraction(ax) for (ay, ax), (by, bx) in pairs))
