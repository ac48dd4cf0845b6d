"""Land, water and weather: skies, layered hills, the sea, grounds and paths."""

from collections.abc import Callable
from math import pi, sin

import numpy as np
from PIL import Image

from cms.demo.drawing.canvas import HEIGHT, SCALE, WIDTH, Canvas
from cms.demo.drawing.palette import mix, rgb


def sky(c: Canvas, sun: tuple[float, float] | None = None, horizon: float = HEIGHT) -> None:
    """Paint the whole sky with a sun or moon and clouds; stars at night."""
    top, low = (np.array(rgb(colour), dtype=np.float32) for colour in c.light.sky)
    part = np.clip(np.linspace(0, HEIGHT / horizon, HEIGHT * SCALE, dtype=np.float32), 0, 1)[:, None]
    rows = (top + (low - top) * part).astype(np.uint8)[:, None, :]
    c.image.paste(Image.fromarray(np.repeat(rows, WIDTH * SCALE, axis=1)))
    if c.light.weather != "rain":
        _sun(c, sun or (c.rng.uniform(180, 1020), c.rng.uniform(110, 210)))
    if c.light.dark:
        _stars(c)
    for _ in range(c.rng.randint(2, 4)):
        cloud(c, c.rng.uniform(-40, 1160), c.rng.uniform(50, 240), c.rng.uniform(0.6, 1.3))


def _sun(c: Canvas, at: tuple[float, float]) -> None:
    x, y = at
    radius = 34 if c.light.dark else 46
    c.oval(x, y, radius, radius, c.light.sun, raw=True)
    c.glow(x, y, 330, 0.28, c.light.sun)


def _stars(c: Canvas) -> None:
    for _ in range(70):
        size = c.rng.uniform(0.7, 1.9)
        c.oval(
            c.rng.uniform(0, WIDTH),
            c.rng.uniform(0, 400),
            size,
            size,
            "FFF6DC",
            c.rng.randint(90, 230),
            raw=True,
        )


def cloud(c: Canvas, x: float, y: float, size: float) -> None:
    """Draw a flat cloud of three pills."""
    white = mix(c.light.sky[1], "FFFFFF", 0.55 if not c.light.dark else 0.06)
    alpha = 150 if not c.light.dark else 60
    for dx, dy, width in ((0, 0, 170), (38, -20, 105), (-46, 17, 130)):
        left = x + dx * size
        c.box(
            left, y + dy * size, left + width * size, y + (dy + 26) * size, white, 13 * size, alpha, raw=True
        )


def ridge(c: Canvas, base: float, height: float, rough: float = 1.0) -> Callable[[float], float]:
    """Return a rolling line: y for each x."""
    waves = [
        (c.rng.uniform(0.5, 1.0) / k, k * c.rng.uniform(0.7, 1.3), c.rng.uniform(0, 2 * pi))
        for k in (1, 2, 3.5)
    ]
    total = sum(size for size, _, _ in waves)
    return lambda x: base - height * sum(
        size * (0.5 + 0.5 * sin(rough * k * x / WIDTH * 2 * pi + phase)) for size, k, phase in waves
    ) / total  # fmt: skip


def below(
    c: Canvas, line: Callable[[float], float], colour, raw: bool = False, bottom: float = HEIGHT
) -> None:
    """Fill everything below the line."""
    points = [(x, line(x)) for x in range(0, WIDTH + 1, 20)]
    c.poly([*points, (WIDTH, bottom), (0, bottom)], colour, raw=raw)


def hills(c: Canvas, base: float, height: float = 150, layers: int = 3, bottom: float = HEIGHT) -> None:
    """Draw layered hills, pale behind and greener in front, that end at `base`."""
    snow = c.light.weather == "snow"
    colours = ("D5DEE0", "DEE6E6", "E6ECEA") if snow else ("7FB0A6", "74A98C", "84B27C")
    for layer in range(layers):
        rise = height * (1 - layer / layers)
        line = ridge(c, base - rise * 0.25, rise, 0.8 + 0.3 * layer)
        below(c, line, c.haze(colours[min(layer, 2)], 0.55 - 0.2 * layer), raw=True, bottom=bottom)
        if layer and not snow:
            _dots(c, line, colours[min(layer, 2)], 0.4 - 0.2 * layer)


def _dots(c: Canvas, line: Callable[[float], float], colour: str, far: float) -> None:
    """Hedges and far woods along a hill."""
    for _ in range(9):
        x = c.rng.uniform(0, WIDTH)
        for step in range(c.rng.randint(2, 6)):
            size = c.rng.uniform(5, 11)
            c.oval(
                x + step * 13,
                line(x + step * 13) + size * 0.4,
                size,
                size,
                c.haze(mix(colour, "pine", 0.35), far),
                raw=True,
            )


def sea(c: Canvas, top: float, bottom: float = HEIGHT, calm: bool = False) -> None:
    """Fill with sea from the horizon: darker near, with bands and small strokes of light."""
    bands = 7
    for band in range(bands):
        y = top + (bottom - top) * (band / bands) ** 1.6
        colour = mix(c.haze("shallow", 0.25), c.tone("sea"), band / (bands - 1))
        line = ridge(c, y + 4, 0 if band == 0 else 6, 2.5)
        below(c, line, colour, raw=True, bottom=bottom)
    for _ in range(26 if calm else 48):
        depth = c.rng.random() ** 0.7
        y = top + 8 + (bottom - top - 8) * depth
        half = 8 + 34 * depth * c.rng.uniform(0.5, 1.2)
        x = c.rng.uniform(-20, WIDTH)
        c.line(
            [(x - half, y), (x + half, y)],
            mix(c.tone("foam"), c.light.sky[1], 0.4),
            1.2 + 2 * depth,
            95,
            raw=True,
        )


def ground(c: Canvas, top: float, colour: str = "grass", roll: float = 14, tufts: bool = True) -> None:
    """Fill the foreground with grass, sand or another colour; grass gets lighter bands and tufts."""
    if c.light.weather == "snow" and colour in ("grass", "meadow", "leaf"):
        colour, tufts = "snow", False
    line = ridge(c, top, roll, 0.9)
    below(c, line, colour)
    band = ridge(c, top + (HEIGHT - top) * 0.55, roll * 1.6, 0.7)
    below(c, band, mix(colour, "moss" if colour in ("grass", "meadow", "leaf") else "wood", 0.13))
    if tufts and colour in ("grass", "meadow", "leaf"):
        for _ in range(46):
            x, depth = c.rng.uniform(0, WIDTH), c.rng.random()
            tuft(c, x, top + 18 + (HEIGHT - top) * depth, 5 + 8 * depth)


def tuft(c: Canvas, x: float, y: float, size: float, colour="leaf") -> None:
    """Three blades of grass."""
    for lean in (-0.5, 0.0, 0.5):
        c.line([(x, y), (x + lean * size, y - size)], colour, max(1.2, size * 0.16), 150)


def paving(c: Canvas, top: float, colour: str = "sand") -> None:
    """A flat paved foreground with joints that run to the middle."""
    c.box(0, top, WIDTH, HEIGHT, colour)
    joint = mix(colour, "bark", 0.22)
    y, gap = top + 14.0, 20.0
    while y < HEIGHT:
        c.line([(0, y), (WIDTH, y)], joint, 1.4, 90)
        y, gap = y + gap, gap * 1.45
    for step in range(-14, 15):
        c.line([(600 + step * 70, top), (600 + step * 190, HEIGHT)], joint, 1.4, 70)


def path(c: Canvas, start: float, end: float, top: float, widths=(26.0, 190.0), colour: str = "sand") -> None:
    """A path that swings from the lower edge at `end` up to `start` on the line `top`."""
    left, right = [], []
    for step in range(25):
        t = step / 24
        middle = start + (end - start) * t + 70 * sin(t * pi * 1.5) * (1 - 0.4 * t)
        half = (widths[0] + (widths[1] - widths[0]) * t * t) / 2
        y = top + (HEIGHT + 6 - top) * t
        left.append((middle - half, y))
        right.append((middle + half, y))
    c.poly([*left, *reversed(right)], colour)
    c.poly(
        [*left, *((x + 4 + 10 * i / 24, y) for i, (x, y) in reversed(list(enumerate(left))))],
        mix(colour, "bark", 0.2),
    )


def road(c: Canvas, top: float, bottom: float, colour: str = "road", dashes: bool = True) -> None:
    """A road across the picture with kerbs and a dashed middle line."""
    c.box(0, top - 9, WIDTH, top, "stone")
    c.box(0, top, WIDTH, bottom, colour)
    c.box(0, bottom, WIDTH, bottom + 10, "stone")
    if dashes:
        y = (top + bottom) / 2
        for x in range(-30, WIDTH, 130):
            c.box(x, y - 3.5, x + 66, y + 3.5, "paper", 3, 215)


def weather(c: Canvas) -> None:
    """Rain or snow over everything; draw it last."""
    if c.light.weather == "rain":
        for _ in range(170):
            x, y = c.rng.uniform(-30, WIDTH), c.rng.uniform(-20, HEIGHT)
            long = c.rng.uniform(14, 34)
            c.line([(x, y), (x - long * 0.28, y + long)], "F4F7F4", 1.4, 95, raw=True)
    if c.light.weather == "snow":
        for _ in range(150):
            size = c.rng.uniform(1.5, 4.2)
            c.oval(c.rng.uniform(0, WIDTH), c.rng.uniform(0, HEIGHT), size, size, "white", 225, raw=True)
