"""A supersampled canvas of 1200 by 800 units: flat shapes in one light, soft glows, a little paper grain."""

from collections.abc import Iterable, Sequence
from functools import cache
from math import cos, pi, sin
from random import Random

import numpy as np
from PIL import Image, ImageChops, ImageDraw

from cms.demo.drawing.palette import LIGHTS, Colour, Light, mix, rgb

WIDTH, HEIGHT, SCALE = 1200, 800, 2

Point = tuple[float, float]
Paint = str | Colour


class Canvas:
    """Draw in units of the final picture; colours bend to the light unless `raw`; `rng` draws the lots."""

    def __init__(self, seed: int, light: str, extras: Sequence[str] = ()) -> None:
        self.rng = Random(seed)
        self.light: Light = LIGHTS[light]
        self.extras = frozenset(extras)
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE))
        self.pen = ImageDraw.Draw(self.image, "RGBA")
        self.glows: list[tuple[float, float, float, Colour, float]] = []

    def tone(self, colour: Paint, raw: bool = False) -> Colour:
        """Return the colour as it looks in this light."""
        return rgb(colour) if raw else mix(colour, self.light.tint, self.light.amount)

    def haze(self, colour: Paint, part: float) -> Colour:
        """Return the colour as it looks far away; the light is already in it, so draw it raw."""
        return mix(self.tone(colour), self.light.sky[1], part)

    def poly(self, points: Iterable[Point], colour: Paint, alpha: int = 255, raw: bool = False) -> None:
        """Fill a polygon."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.polygon(scaled, fill=(*self.tone(colour, raw), alpha))

    def soft(self, points: Sequence[Point], colour: Paint, alpha: int = 255, raw: bool = False) -> None:
        """Fill the smooth closed curve through the points."""
        self.poly(smooth(points), colour, alpha, raw)

    def box(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        colour: Paint,
        radius: float = 0,
        alpha: int = 255,
        raw: bool = False,
    ) -> None:
        """Fill a rectangle, with round corners if `radius` is given."""
        corners = (min(x0, x1) * SCALE, min(y0, y1) * SCALE, max(x0, x1) * SCALE, max(y0, y1) * SCALE)
        fill = (*self.tone(colour, raw), alpha)
        if radius:
            self.pen.rounded_rectangle(corners, radius * SCALE, fill=fill)
        else:
            self.pen.rectangle(corners, fill=fill)

    def oval(
        self, x: float, y: float, rx: float, ry: float, colour: Paint, alpha: int = 255, raw: bool = False
    ) -> None:
        """Fill an ellipse by its centre and radii."""
        corners = ((x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE)
        self.pen.ellipse(corners, fill=(*self.tone(colour, raw), alpha))

    def ring(self, x: float, y: float, radius: float, colour: Paint, width: float) -> None:
        """Draw a circle's outline."""
        corners = ((x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE)
        self.pen.ellipse(corners, outline=(*self.tone(colour), 255), width=max(1, round(width * SCALE)))

    def dome(self, x: float, y: float, rx: float, ry: float, colour: Paint, raw: bool = False) -> None:
        """Fill the upper half of an ellipse that stands on `y`."""
        points = [(x + rx * cos(pi * step / 24), y - ry * sin(pi * step / 24)) for step in range(25)]
        self.poly(points, colour, raw=raw)

    def line(
        self, points: Sequence[Point], colour: Paint, width: float, alpha: int = 255, raw: bool = False
    ) -> None:
        """Draw a line with round ends and joints."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        fill = (*self.tone(colour, raw), alpha)
        self.pen.line(scaled, fill=fill, width=max(1, round(width * SCALE)), joint="curve")
        if alpha == 255 and width >= 3:
            half = width * SCALE / 2
            for x, y in (scaled[0], scaled[-1]):
                self.pen.ellipse((x - half, y - half, x + half, y + half), fill=fill)

    def shade(self, x: float, y: float, rx: float, ry: float, alpha: int = 40) -> None:
        """Lay a soft-edged shadow on the ground."""
        dark = mix("ink", self.light.tint, self.light.amount * 0.5)
        self.oval(x, y, rx, ry, dark, alpha // 2, raw=True)
        self.oval(x, y, rx * 0.82, ry * 0.78, dark, alpha // 2, raw=True)

    def glow(self, x: float, y: float, radius: float, strength: float = 0.5, colour: Paint = "glow") -> None:
        """Let light spread round a point; it is added when the picture is finished."""
        self.glows.append((x, y, radius, rgb(colour), strength))

    def finish(self) -> Image.Image:
        """Return the picture in its final size, with glows and grain."""
        image = self.image.reduce(SCALE)
        if self.glows:
            image = ImageChops.screen(image, self._veil().resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR))
        lighter, darker = grain()
        return ImageChops.subtract(ImageChops.add(image, lighter), darker)

    def _veil(self) -> Image.Image:
        ys, xs = np.mgrid[2:HEIGHT:4, 2:WIDTH:4].astype(np.float32)
        veil = np.zeros((*xs.shape, 3), dtype=np.float32)
        for x, y, radius, colour, strength in self.glows:
            near = np.clip(1 - np.hypot(xs - x, ys - y) / radius, 0, 1) ** 2 * strength
            veil += near[..., None] * np.array(colour, dtype=np.float32)
        return Image.fromarray(np.clip(veil, 0, 255).astype(np.uint8))


def smooth(points: Sequence[Point], steps: int = 8) -> list[Point]:
    """Return the closed Catmull-Rom curve through the points."""
    count = len(points)
    curve = []
    for i in range(count):
        a, b, c, d = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        curve += [_between(a, b, c, d, step / steps) for step in range(steps)]
    return curve


def _between(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    x, y = (
        0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t**3)
        for p, q, r, s in zip(a, b, c, d, strict=True)
    )
    return x, y


@cache
def grain() -> tuple[Image.Image, Image.Image]:
    """Return paper grain, the same for every picture, as what to add and what to take away: 0 to about 5."""
    rng = np.random.default_rng(1893)
    layers = [
        np.asarray(
            Image.fromarray(rng.normal(0, 1, size).astype(np.float32)).resize(
                (WIDTH, HEIGHT), Image.Resampling.BICUBIC
            )
        )
        for size in ((20, 30), (200, 300))
    ]
    tooth = np.rint(layers[0] * 1.6 + layers[1] * 0.9)
    parts = (np.clip(sign * tooth, 0, 9).astype(np.uint8) for sign in (1, -1))
    lighter, darker = (Image.fromarray(part).convert("RGB") for part in parts)
    return lighter, darker
