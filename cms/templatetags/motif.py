"""A quiet drawing made from a proposal's area and category; the same words always draw the same picture."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from django import template

register = template.Library()
WIDTH, HEIGHT, PALETTES = 320, 180, 8


@dataclass(frozen=True)
class Shape:
    """One SVG shape: `kind` is circle, path or line; `tone` names a colour of the palette."""

    kind: str
    tone: str
    d: str = ""
    x: int = 0
    y: int = 0
    r: int = 0


@dataclass(frozen=True)
class Drawing:
    palette: int
    shapes: tuple[Shape, ...]


class Dice:
    """Numbers drawn from the SHA-256 of a text, one byte at a time."""

    def __init__(self, text: str) -> None:
        self._bytes = iter(hashlib.sha256(text.encode()).digest() * 8)

    def between(self, low: int, high: int) -> int:
        return low + next(self._bytes) % (high - low + 1)


def circle(tone: str, x: int, y: int, r: int) -> Shape:
    return Shape("circle", tone, x=x, y=y, r=r)


def hills(dice: Dice) -> list[Shape]:
    shapes = [circle("spot", dice.between(60, 260), dice.between(35, 65), dice.between(16, 26))]
    for tone, top in (("mid", 85), ("deep", 125)):
        left, right, crest = (
            dice.between(top - 25, top + 25),
            dice.between(top - 25, top + 25),
            dice.between(20, 60),
        )
        curve = f"C90 {left - crest} 130 {right + crest} 200 {right}S290 {right - crest} 320 {left}"
        shapes.append(Shape("path", tone, f"M0 {left}{curve}V180H0Z"))
    return shapes


def water(dice: Dice) -> list[Shape]:
    shapes = [circle("spot", dice.between(70, 250), 62, dice.between(26, 40))]
    for row, tone in enumerate(("mid", "deep", "mid", "deep")):
        y, shift = 74 + row * 28, dice.between(0, 70)
        waves = "".join("q20 -16 40 0t40 0" for _ in range(6))
        shapes.append(Shape("path", tone, f"M{-shift - 40} {y}{waves}V180H-120Z"))
    return shapes


def roofs(dice: Dice) -> list[Shape]:
    shapes, x = [circle("spot", dice.between(50, 270), 40, 18)], -dice.between(0, 30)
    while x < WIDTH:
        wide, tall = dice.between(38, 66), dice.between(44, 98)
        tone = ("deep", "mid")[dice.between(0, 1)]
        eaves = HEIGHT - tall
        shapes.append(
            Shape(
                "path", tone, f"M{x} 180V{eaves}l{wide // 2} {-wide // 2}l{wide - wide // 2} {wide // 2}V180Z"
            )
        )
        x += wide + 3
    return shapes


def trees(dice: Dice) -> list[Shape]:
    shapes = [Shape("path", "mid", "M0 142Q160 112 320 142V180H0Z")]
    for step in range(5):
        x, y, r = 32 + step * 64 + dice.between(-14, 14), dice.between(62, 100), dice.between(20, 34)
        shapes.append(Shape("line", "deep", f"M{x} {y}V156"))
        shapes.append(circle("spot" if dice.between(0, 4) == 0 else "deep", x, y, r))
    return shapes


def paths(dice: Dice) -> list[Shape]:
    x, y = dice.between(40, 280), dice.between(90, 180)
    rings = [Shape("line", "mid", ring(x, y, radius)) for radius in range(34, 260, 32)]
    return [*rings, circle("deep", x, y, 18), circle("spot", x, y, 8)]


def ring(x: int, y: int, r: int) -> str:
    return f"M{x - r} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0"


def tiles(dice: Dice) -> list[Shape]:
    quarters = (
        "M{x} {y}h60a60 60 0 0 1-60 60Z",
        "M{x} {y}a60 60 0 0 0 60 60v-60Z",
        "M{x} {y}v60h60a60 60 0 0 0-60-60Z",
    )
    shapes = []
    for y in range(0, HEIGHT, 60):
        for x in range(-10, WIDTH, 60):
            tone = ("mid", "deep", "mid", "spot", "", "")[dice.between(0, 5)]
            if tone:
                shapes.append(Shape("path", tone, quarters[dice.between(0, 2)].format(x=x, y=y)))
    return shapes


PATTERNS = (hills, water, roofs, trees, paths, tiles)


@register.simple_tag
def motif_of(area: object, category: object, title: object = "") -> Drawing:
    """The category chooses the palette, category and area the pattern; the title varies the shapes."""
    return drawing(str(area or ""), str(category or ""), str(title or ""))


@lru_cache(maxsize=2048)
def drawing(area: str, category: str, title: str) -> Drawing:
    """Kept for the cards that are shown most: it depends on nothing else than these words."""
    palette = Dice(f"category:{category}").between(1, PALETTES)
    place = f"{category}|{area}"
    pattern = PATTERNS[Dice(f"pattern:{place}").between(0, len(PATTERNS) - 1)]
    return Drawing(palette, tuple(pattern(Dice(f"{place}|{title}"))))
