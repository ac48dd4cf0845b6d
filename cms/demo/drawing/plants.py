"""Trees, bushes, reeds and flowers."""

from math import cos, pi, sin

from cms.demo.drawing.canvas import Canvas
from cms.demo.drawing.palette import mix

GREENS = ("leaf", "moss", "teal", "lime", "6FA889")


def tree(c: Canvas, x: float, y: float, height: float, kind: str = "", colour=None, fruit: str = "") -> None:
    """A tree that stands on (x, y): round, tall, pine or airy; snow lies on it in snow."""
    kind = kind or c.rng.choice(("round", "round", "tall", "airy"))
    colour = colour or c.rng.choice(GREENS)
    c.shade(x + height * 0.08, y, height * 0.32, height * 0.045, 60)
    trunk = height * 0.045
    c.poly(
        [
            (x - trunk, y),
            (x - trunk * 0.6, y - height * 0.55),
            (x + trunk * 0.6, y - height * 0.55),
            (x + trunk, y),
        ],
        "bark",
    )
    {"round": _round, "tall": _tall, "pine": _pine, "airy": _airy}[kind](c, x, y, height, colour)
    if fruit:
        _fruit(c, x, y, height, fruit)


def crown(c: Canvas, x: float, y: float, rx: float, ry: float, colour) -> None:
    """A leafy blob with a lit side."""
    bumps = 9
    phase = c.rng.uniform(0, 2 * pi)
    edge = []
    for i in range(bumps):
        angle = phase + 2 * pi * i / bumps
        swell = c.rng.uniform(0.9, 1.08)
        edge.append((x + rx * swell * cos(angle), y + ry * swell * sin(angle)))
    c.soft(edge, colour)
    c.soft(
        [(x + (px - x) * 0.68 - rx * 0.2, y + (py - y) * 0.64 - ry * 0.22) for px, py in edge],
        mix(colour, "butter", 0.22),
    )
    if c.light.weather == "snow":
        c.soft([(x + (px - x) * 0.86, y + (py - y) * 0.5 - ry * 0.5) for px, py in edge], "snow")


def _round(c: Canvas, x: float, y: float, height: float, colour) -> None:
    crown(c, x, y - height * 0.65, height * 0.3, height * 0.36, colour)
    for side in (-1, 1):
        c.line([(x, y - height * 0.38), (x + side * height * 0.1, y - height * 0.55)], "bark", height * 0.025)


def _tall(c: Canvas, x: float, y: float, height: float, colour) -> None:
    crown(c, x, y - height * 0.58, height * 0.15, height * 0.44, colour)


def _airy(c: Canvas, x: float, y: float, height: float, colour) -> None:
    for dx, dy, size in ((-0.15, 0.52, 0.19), (0.16, 0.56, 0.2), (0, 0.78, 0.22)):
        crown(c, x + dx * height, y - dy * height, size * height, size * height * 0.86, colour)


def _pine(c: Canvas, x: float, y: float, height: float, colour) -> None:
    for layer in range(3):
        low, wide = y - height * (0.14 + 0.24 * layer), height * (0.27 - 0.06 * layer)
        tip = low - height * 0.38
        c.poly([(x - wide, low), (x, tip), (x + wide, low)], mix("pine", colour, 0.15 + 0.12 * layer))
        if c.light.weather == "snow":
            c.poly(
                [(x - wide * 0.5, low - height * 0.19), (x, tip), (x + wide * 0.5, low - height * 0.19)],
                "snow",
            )


def _fruit(c: Canvas, x: float, y: float, height: float, colour: str) -> None:
    for _ in range(16):
        angle, far = c.rng.uniform(0, 2 * pi), c.rng.random() ** 0.5
        size = height * 0.02
        c.oval(
            x + 0.27 * height * far * cos(angle),
            y - height * 0.65 + 0.31 * height * far * sin(angle),
            size,
            size,
            colour,
        )


def grove(c: Canvas, x0: float, x1: float, y: float, height: float, count: int) -> None:
    """A row of trees of different heights, far ones first."""
    for i in range(count):
        x = x0 + (x1 - x0) * (i + c.rng.uniform(0.2, 0.8)) / count
        tree(c, x, y + c.rng.uniform(-6, 10), height * c.rng.uniform(0.75, 1.2))


def bush(c: Canvas, x: float, y: float, width: float, colour=None, flowers: str = "") -> None:
    """A low bush, with flowers if a colour is given."""
    colour = colour or c.rng.choice(GREENS)
    height = width * 0.42
    c.shade(x, y, width * 0.55, height * 0.18, 50)
    for dx, size in ((-0.3, 0.75), (0.28, 0.8), (0, 1.0)):
        c.dome(x + dx * width, y, width * 0.3 * size + 4, height * size, mix(colour, "butter", 0.06 * size))
    if c.light.weather == "snow":
        c.dome(x, y - height * 0.5, width * 0.26, height * 0.5, "snow")
    for _ in range(int(width / 7) if flowers else 0):
        dx = c.rng.uniform(-0.42, 0.42) * width
        c.oval(x + dx, y - c.rng.uniform(0.15, 0.75) * height * (1 - abs(dx) / width), 3.6, 3.6, flowers)


def flowers(
    c: Canvas,
    x0: float,
    x1: float,
    y0: float,
    y1: float,
    count: int,
    colours=("coral", "butter", "paper", "lilac"),
) -> None:
    """Flowers on stalks, larger in front."""
    spots = sorted((c.rng.uniform(y0, y1), c.rng.uniform(x0, x1)) for _ in range(count))
    for y, x in spots:
        size = 3 + 8 * (y - y0) / max(1.0, y1 - y0)
        c.line([(x, y), (x + c.rng.uniform(-3, 3), y - size * 3.2)], "moss", max(1.2, size * 0.22))
        colour = c.rng.choice(colours)
        for k in range(5):
            angle = 2 * pi * k / 5
            c.oval(
                x + size * 0.55 * cos(angle),
                y - size * 3.2 + size * 0.55 * sin(angle),
                size * 0.5,
                size * 0.5,
                colour,
            )
        c.oval(x, y - size * 3.2, size * 0.36, size * 0.36, "ochre")


def reeds(c: Canvas, x0: float, x1: float, y: float, height: float, count: int) -> None:
    """Reeds with brown heads."""
    for _ in range(count):
        x, tall = c.rng.uniform(x0, x1), height * c.rng.uniform(0.6, 1.1)
        lean = c.rng.uniform(-0.14, 0.14) * tall
        c.line(
            [(x, y), (x + lean * 0.4, y - tall * 0.6), (x + lean, y - tall)],
            c.rng.choice(("leaf", "moss", "lime")),
            3.4,
        )
        if c.rng.random() < 0.35:
            c.box(x + lean - 3.4, y - tall - 4, x + lean + 3.4, y - tall + 22, "rust", 3.4)


def hedge(c: Canvas, x0: float, x1: float, y: float, height: float, colour="moss") -> None:
    """A clipped hedge."""
    c.box(x0, y - height, x1, y, colour, 10)
    c.box(x0, y - height, x1, y - height * 0.62, mix(colour, "lime", 0.3), 10)
