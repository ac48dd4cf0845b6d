"""Contrast of two colours as WCAG 2.2 defines it; site settings refuse a brand colour that fails."""

import re

TEXT_MINIMUM = 4.5
LARGE_TEXT_MINIMUM = 3.0
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue between 0 and 1 of `#rgb` or `#rrggbb`; ValueError for anything else."""
    if not _HEX.fullmatch(colour):
        raise ValueError(f"{colour!r} is not a colour like #0B5D57.")
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white). Source: WCAG 2.2, definition "relative luminance"."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21, in either order. Source: WCAG 2.2, definition "contrast ratio"."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def passes(one: str, other: str, minimum: float = TEXT_MINIMUM) -> bool:
    """True when the unrounded ratio reaches `minimum` (4.5 for text, 3 for large text and lines)."""
    return ratio(one, other) >= minimum
