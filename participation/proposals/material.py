"""Which changes of a proposal weigh for those who support it: found by machine, nobody judges."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

# In degrees.
PIN_MOVES = 0.002
NAMES = {
    "title": _("the title"),
    "what": _("what should happen"),
    "place": _("the place"),
    "area": _("the part of town"),
    "rough_cost": _("the rough cost"),
}


def material_changes(before: Mapping[str, Any], after: Mapping[str, Any], share: int) -> list[str]:
    """Fields of NAMES that changed in more than spaces; the cost by more than `share` percent."""
    words = [name for name in ("title", "what", "place") if before[name].split() != after[name].split()]
    if "place" not in words and _pin_moved(before, after):
        words.append("place")
    area = ["area"] if before["area"] != after["area"] else []
    return words + area + (["rough_cost"] if _cost_moved(before, after, share) else [])


def _pin_moved(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """By more than some hundred metres. A pin that is put where there was none moves nothing."""
    pairs = [(before.get(name), after.get(name)) for name in ("latitude", "longitude")]
    return any(old is not None and new is not None and abs(new - old) > PIN_MOVES for old, new in pairs)


def _cost_moved(before: Mapping[str, Any], after: Mapping[str, Any], share: int) -> bool:
    """A cost that comes or goes counts too: nobody could weigh it before."""
    old, new = before["rough_cost"], after["rough_cost"]
    if old is None or new is None:
        return old != new
    return abs(new - old) * 100 > share * old
