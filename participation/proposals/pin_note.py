"""What is said of a pin when a step is left, also without JavaScript: in which part of town it lies."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from participation.areas.pins import area_at, is_drawn, pin_words
from participation.areas.points import read_point


@dataclass(frozen=True)
class PinNote:
    """`words`: what is filled in for the person, who looks at it before going on."""

    sentence: str
    words: dict[str, str] = field(default_factory=dict)


def pin_note(typed: Mapping[str, str]) -> PinNote | None:
    """None where there is no pin, no outline, or the chosen part of town is the one that it lies in."""
    point = read_point(typed.get("latitude", ""), typed.get("longitude", ""))
    if point is None or not is_drawn():
        return None
    found, chosen = area_at(*point), typed.get("area", "")
    if found is None:
        return PinNote(pin_words(None))
    if chosen == str(found.pk):
        return None
    if chosen:
        return PinNote(
            pin_words(found)
            + " "
            + _("You chose another part of town. Both can be right: go back to change it.")
        )
    return PinNote(pin_words(found) + " " + _("Choose another one if not."), {"area": str(found.pk)})
