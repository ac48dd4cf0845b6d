"""Reads colours and icons out of the site's own files, for the living page, site settings and tests."""

import re
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "static"
CSS = STATIC / "css"
_COLOUR = re.compile(r"--([a-z0-9-]+):\s*(#[0-9A-Fa-f]{3,6});")


def colours(scheme: str = "light") -> dict[str, str]:
    """Token name to hex colour; in "dark" the dark values replace the light ones."""
    names = ("tokens.css",) if scheme == "light" else ("tokens.css", "tokens-dark.css")
    return {name: value for file in names for name, value in _COLOUR.findall((CSS / file).read_text())}


def icons() -> list[str]:
    """Names of the icons in the sprite, in the order drawn."""
    return re.findall(r'<symbol id="([a-z-]+)"', (STATIC / "icons" / "sprite.svg").read_text())
