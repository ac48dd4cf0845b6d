"""The rules for a council's colours: what each must be readable on, and the colours made from them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.style.contrast import TEXT_MINIMUM, channels, passes, ratio
from cms.style.tokens import colours

GROUNDS = ("paper", "surface", "sunk")
WHITE, INK = "#FFFFFF", "#0B1011"


def mixed(colour: str, other: str, share: float) -> str:
    """`share` (0 to 1) of `other` mixed into `colour`, as #RRGGBB."""
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(255 * (one * (1 - share) + two * share)):02X}" for one, two in pairs)


def readable_on(colour: str) -> str:
    """White or near-black, whichever stands out more on `colour`."""
    return max((WHITE, INK), key=lambda text: ratio(text, colour))


def refuse_faint_colours(chosen: dict[str, str]) -> None:
    """Raise ValidationError with the measured ratio for each colour that text could not be read in.

    `chosen` maps brand_light, accent_light, brand_dark and accent_dark to #RRGGBB.
    """
    faint = {name: _faintest(colour, name.rsplit("_", 1)[1]) for name, colour in chosen.items()}
    if faults := {name: fault for name, fault in faint.items() if fault}:
        raise ValidationError(faults)


def _faintest(colour: str, scheme: str) -> str:
    try:
        grounds = [colours(scheme)[ground] for ground in GROUNDS]
        worst = min(grounds, key=lambda ground: ratio(colour, ground))
    except ValueError:
        return ""  # the field itself says what is wrong with it
    if passes(colour, worst):
        return ""
    return _(
        "%(colour)s on %(ground)s has a contrast of %(ratio).2f to 1; text needs at least %(minimum)s to 1. "
        "Choose a %(way)s colour."
    ) % {
        "colour": colour,
        "ground": worst,
        "ratio": int(ratio(colour, worst) * 100) / 100,
        "minimum": TEXT_MINIMUM,
        "way": _("darker") if scheme == "light" else _("lighter"),
    }
