"""Colours of the illustrator's set: calm paper, greens, sea blues, a warm accent; and lights of the day."""

from dataclasses import dataclass

Colour = tuple[int, int, int]

NAMED = {
    "paper": "FBF8F3", "cream": "F4EAD7", "sand": "E9D6B0", "stone": "CFC3AE", "slate": "7C8C90",
    "ink": "1D2A2B", "brand": "0B5D57", "teal": "2F8078", "mint": "9CCFBE", "leaf": "5C9A6B",
    "moss": "3F7A58", "lime": "A8C67F", "grass": "9CC08A", "meadow": "B7CF94", "pine": "2C5F50",
    "sea": "3C86A0", "deep": "1F5D78", "shallow": "8FC6CF", "foam": "DDEFEC", "sky": "CFE6E8",
    "accent": "B4432A", "coral": "DC7650", "peach": "F2B48C", "rose": "E6A4A0", "ochre": "DFA63E",
    "butter": "F5D98F", "plum": "6C5170", "lilac": "B5A1BF", "brick": "B8694C", "rust": "8F4A33",
    "wood": "A97B50", "bark": "74543C", "tar": "56605F", "road": "8A9293", "glass": "BBDCDD",
    "dark": "33484A", "glow": "FFDD94", "white": "FFFFFF", "snow": "F3F6F4",
}  # fmt: skip

WALLS = ("cream", "peach", "sky", "butter", "paper", "rose", "mint", "sand", "foam", "brick")
ROOFS = ("brick", "slate", "rust", "teal", "coral", "dark")
COATS = (
    "brand",
    "accent",
    "ochre",
    "sea",
    "plum",
    "coral",
    "leaf",
    "deep",
    "cream",
    "rose",
    "butter",
    "mint",
)
SKINS = ("F3CBA8", "E2AC80", "C68C5F", "9C6543", "704730", "F6D8C0")
HAIRS = ("2A2320", "46332A", "7B5535", "C7A262", "A8A39C", "DAD6D0", "9A4A2C")


@dataclass(frozen=True, slots=True)
class Light:
    """The light of a picture: its sky, how far every colour bends to `tint`, and whether lamps are lit."""

    sky: tuple[str, str]
    tint: str
    amount: float
    sun: str
    lit: bool = False
    dark: bool = False
    weather: str = ""


LIGHTS = {
    "day": Light(("BFDFE6", "F5F0E0"), "FFF6E0", 0.0, "FFF3CF"),
    "morning": Light(("C9E0E0", "FCE3C0"), "F9D9A6", 0.14, "FFF0C4"),
    "dusk": Light(("7D86AA", "F6B48A"), "64507A", 0.27, "FFD59A", lit=True),
    "night": Light(("14293D", "35596B"), "1E3A56", 0.5, "F6EFD6", lit=True, dark=True),
    "lamplight": Light(("C9D3D0", "F5E6CC"), "F6C98C", 0.13, "FFF0C4", lit=True),
    "rain": Light(("A3B7BC", "DADFD8"), "8BA2A8", 0.26, "DADFD8", weather="rain"),
    "snow": Light(("C7D6DE", "F2ECE2"), "C5D3DE", 0.16, "FFF6E4", lit=True, weather="snow"),
}


def rgb(colour: str | Colour) -> Colour:
    """Return (red, green, blue) of a name of the palette, six hex digits, or a triple."""
    if not isinstance(colour, str):
        return colour
    digits = NAMED.get(colour, colour)
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def mix(one: str | Colour, other: str | Colour, part: float) -> Colour:
    """Return the colour that lies `part` of the way (0 to 1) from one to the other."""
    first, second = rgb(one), rgb(other)
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(first, second, strict=True))
    return red, green, blue
