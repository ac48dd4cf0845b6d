"""Houses, terraces, towers and other buildings."""

from cms.demo.drawing.canvas import Canvas
from cms.demo.drawing.palette import ROOFS, WALLS, mix


def window(
    c: Canvas, x: float, y: float, w: float, h: float, frame: str = "paper", lit: bool | None = None
) -> None:
    """A sash window; in the evening some are lit."""
    if lit is None:
        lit = c.light.lit and c.rng.random() < 0.55
    c.box(x - 2.5, y - 2.5, x + w + 2.5, y + h + 2.5, frame, 2)
    if lit:
        c.box(x, y, x + w, y + h, "glow", raw=True)
        c.glow(x + w / 2, y + h / 2, w * 2.2, 0.22)
    else:
        c.box(x, y, x + w, y + h, "5E8C95" if not c.light.lit else "3C5E6B")
        c.poly([(x, y), (x + w * 0.6, y), (x, y + h * 0.6)], "glass", 120)
    c.line([(x + w / 2, y), (x + w / 2, y + h)], frame, 2)
    c.line([(x, y + h / 2), (x + w, y + h / 2)], frame, 2)


def door(c: Canvas, x: float, y: float, w: float, h: float, colour=None) -> None:
    """A door that stands on `y`, with a step and a light above."""
    colour = colour or c.rng.choice(("brand", "accent", "deep", "plum", "ochre", "moss"))
    c.box(x - 3, y - h - 3, x + w + 3, y, "paper", 2)
    c.box(x, y - h, x + w, y, colour, 2)
    c.box(
        x + 4, y - h + 5, x + w - 4, y - h + h * 0.24, "glow" if c.light.lit else "glass", 2, raw=c.light.lit
    )
    c.oval(x + w * 0.8, y - h * 0.45, 2, 2, "butter")
    c.box(x - 6, y - 4, x + w + 6, y + 2, "stone")


def house(
    c: Canvas,
    x: float,
    y: float,
    w: float,
    h: float,
    wall=None,
    roof=None,
    gable: bool | None = None,
    floors: int = 2,
) -> None:
    """A house with its foot at (x, y), `h` to the eaves; a gable faces us or the roof slopes to us."""
    wall, roof = wall or c.rng.choice(WALLS), roof or c.rng.choice(ROOFS)
    gable = c.rng.random() < 0.4 if gable is None else gable
    rise = w * (0.5 if gable else 0.3)
    chimney = x + w * c.rng.choice((0.18, 0.72))
    c.box(chimney, y - h - rise - 12, chimney + w * 0.12, y - h, mix(wall, "brick", 0.5))
    c.box(chimney - 2, y - h - rise - 17, chimney + w * 0.12 + 2, y - h - rise - 10, "dark")
    c.box(x, y - h, x + w, y, wall)
    c.box(x + w * 0.86, y - h, x + w, y, mix(wall, "plum", 0.14))
    _roof(c, x, y - h, w, rise, wall, roof, gable)
    _front(c, x, y, w, h, floors)


def _roof(c: Canvas, x: float, y: float, w: float, rise: float, wall, roof, gable: bool) -> None:
    snow = c.light.weather == "snow"
    cover = "snow" if snow else roof
    if gable:
        c.poly([(x, y + 1), (x + w / 2, y - rise + 5), (x + w, y + 1)], wall)
        for end in (x - 7, x + w + 7):
            c.line([(end, y + 4), (x + w / 2, y - rise)], cover, 10)
    else:
        c.poly([(x - 8, y + 3), (x + 9, y - rise), (x + w - 9, y - rise), (x + w + 8, y + 3)], cover)
        if not snow:
            for step in (0.35, 0.68):
                inset = 17 * (1 - step)
                c.line(
                    [
                        (x - 8 + 17 - inset, y + 3 - rise * (1 - step)),
                        (x + w + 8 - 17 + inset, y + 3 - rise * (1 - step)),
                    ],
                    mix(roof, "ink", 0.16),
                    2,
                    150,
                )


def _front(c: Canvas, x: float, y: float, w: float, h: float, floors: int) -> None:
    storey = h / floors
    columns = max(2, round(w / 62))
    size = w / columns * 0.44
    entrance = c.rng.randrange(columns)
    for floor in range(floors):
        top = y - h + storey * floor + storey * 0.24
        for column in range(columns):
            left = x + w * (column + 0.5) / columns - size / 2
            if floor == floors - 1 and column == entrance:
                door(c, left - 1, y, size + 2, storey * 0.74)
            else:
                window(c, left, top, size, storey * 0.48)


def terrace(
    c: Canvas, x0: float, x1: float, y: float, h: float, w: float = 120, walls=WALLS, floors: int = 2
) -> None:
    """A row of houses side by side, of slightly different widths and heights."""
    x = x0
    while x < x1:
        wide = w * c.rng.uniform(0.85, 1.2)
        house(c, x, y, wide, h * c.rng.uniform(0.9, 1.15), wall=c.rng.choice(walls), floors=floors)
        x += wide


def far_town(
    c: Canvas, x0: float, x1: float, y: float, size: float = 26, tower: bool = True, far: float = 0.35
) -> None:
    """Small houses in the haze, row above row, with a church tower."""
    for row in (2, 1, 0):
        x = x0 + row * size * 0.7
        while x < x1 - row * size * 0.7:
            wide, tall = size * c.rng.uniform(0.8, 1.3), size * c.rng.uniform(0.7, 1.1)
            foot = y - row * size * 0.95
            wall = c.haze(c.rng.choice(WALLS), far + 0.1 * row)
            c.box(x, foot - tall, x + wide, foot + size, wall, raw=True)
            roof = "snow" if c.light.weather == "snow" else c.rng.choice(ROOFS)
            c.poly(
                [
                    (x - 2, foot - tall),
                    (x + wide / 2, foot - tall - size * 0.55),
                    (x + wide + 2, foot - tall),
                ],
                c.haze(roof, far + 0.1 * row),
                raw=True,
            )
            if c.light.lit and c.rng.random() < 0.7:
                c.box(x + wide * 0.35, foot - tall * 0.7, x + wide * 0.6, foot - tall * 0.3, "glow", raw=True)
            x += wide * c.rng.uniform(0.95, 1.2)
    if tower:
        church(c, x0 + (x1 - x0) * c.rng.uniform(0.3, 0.7), y - size * 2.2, size, far)


def church(c: Canvas, x: float, y: float, size: float, far: float) -> None:
    """A square tower with a short spire, in the haze."""
    stone = c.haze("stone", far)
    c.box(x, y - size * 1.8, x + size * 0.9, y + size, stone, raw=True)
    c.poly(
        [(x - 2, y - size * 1.8), (x + size * 0.45, y - size * 3.2), (x + size * 0.9 + 2, y - size * 1.8)],
        c.haze("slate", far),
        raw=True,
    )


def lighthouse(c: Canvas, x: float, y: float, h: float, stripe: str = "accent") -> None:
    """A striped lighthouse, lit when the light is low."""
    low, high = h * 0.13, h * 0.085
    edge = lambda t: low + (high - low) * t  # noqa: E731
    for band in range(5):
        a, b = band / 5 * 0.78, (band + 1) / 5 * 0.78
        colour = stripe if band % 2 else "paper"
        c.poly(
            [
                (x - edge(a), y - h * a),
                (x - edge(b), y - h * b),
                (x + edge(b), y - h * b),
                (x + edge(a), y - h * a),
            ],
            colour,
        )
        c.poly(
            [
                (x + edge(a) * 0.35, y - h * a),
                (x + edge(b) * 0.35, y - h * b),
                (x + edge(b), y - h * b),
                (x + edge(a), y - h * a),
            ],
            "plum",
            36,
        )
    c.box(x - high * 1.5, y - h * 0.8, x + high * 1.5, y - h * 0.77, "dark", 2)
    c.box(
        x - high * 0.7,
        y - h * 0.91,
        x + high * 0.7,
        y - h * 0.8,
        "glow" if c.light.lit else "butter",
        raw=c.light.lit,
    )
    c.dome(x, y - h * 0.91, high, h * 0.07, stripe)
    if c.light.lit:
        c.glow(x, y - h * 0.855, h * 1.1, 0.55)


def clock_tower(c: Canvas, x: float, y: float, h: float, wall: str = "stone") -> None:
    """A tower with a clock, for squares."""
    w = h * 0.22
    c.box(x - w / 2, y - h * 0.8, x + w / 2, y, wall)
    c.box(x + w * 0.28, y - h * 0.8, x + w / 2, y, mix(wall, "plum", 0.2))
    c.box(x - w * 0.6, y - h * 0.83, x + w * 0.6, y - h * 0.79, mix(wall, "bark", 0.25))
    c.poly([(x - w * 0.6, y - h * 0.83), (x, y - h * 1.08), (x + w * 0.6, y - h * 0.83)], "teal")
    c.oval(x, y - h * 0.69, w * 0.3, w * 0.3, "paper")
    c.ring(x, y - h * 0.69, w * 0.3, "dark", 3)
    c.line([(x, y - h * 0.69), (x, y - h * 0.69 - w * 0.2)], "dark", 3)
    c.line([(x, y - h * 0.69), (x + w * 0.14, y - h * 0.69 + w * 0.05)], "dark", 3)
    for floor in range(2):
        window(c, x - w * 0.14, y - h * (0.5 - 0.22 * floor), w * 0.28, h * 0.11)


def arched(
    c: Canvas, x: float, y: float, w: float, h: float, frame: str = "paper", lit: bool | None = None
) -> None:
    """An arched window or opening that stands on `y`."""
    lit = c.light.lit if lit is None else lit
    fill = "glow" if lit else "5E8C95"
    c.box(x - w / 2 - 4, y - h * 0.68, x + w / 2 + 4, y + 3, frame)
    c.dome(x, y - h * 0.67, w / 2 + 4, h * 0.34, frame)
    c.box(x - w / 2, y - h * 0.66, x + w / 2, y, fill, raw=lit)
    c.dome(x, y - h * 0.65, w / 2, h * 0.31, fill, raw=lit)
    for dx in (-w / 6, w / 6):
        c.line([(x + dx, y - h * 0.92), (x + dx, y)], frame, 2)
    c.line([(x - w / 2, y - h * 0.4), (x + w / 2, y - h * 0.4)], frame, 2)
    if lit:
        c.glow(x, y - h / 2, h * 0.9, 0.25)
