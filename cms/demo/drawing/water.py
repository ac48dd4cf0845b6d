"""Things on and beside the water: boats, quays, pontoons, ducks and gulls."""

from cms.demo.drawing.canvas import Canvas
from cms.demo.drawing.palette import mix

HULLS = ("accent", "brand", "deep", "paper", "ochre", "teal", "plum")


def sailing_boat(
    c: Canvas, x: float, y: float, size: float, sail: str | None = None, facing: int = 1
) -> None:
    """A small boat under sail, at the water line `y`."""
    sail, hull = sail or c.rng.choice(("paper", "coral", "butter", "cream", "rose")), c.rng.choice(HULLS)
    mirror(c, x, y, size * 0.55, hull)
    c.line([(x, y), (x, y - size * 1.25)], "bark", size * 0.03)
    c.poly(
        [
            (x + facing * size * 0.04, y - size * 0.16),
            (x + facing * size * 0.04, y - size * 1.22),
            (x + facing * size * 0.55, y - size * 0.16),
        ],
        sail,
    )
    c.poly(
        [
            (x - facing * size * 0.04, y - size * 0.16),
            (x - facing * size * 0.04, y - size * 1.05),
            (x - facing * size * 0.36, y - size * 0.16),
        ],
        mix(sail, "plum", 0.12),
    )
    c.poly(
        [
            (x - size * 0.5, y - size * 0.12),
            (x + size * 0.56, y - size * 0.12),
            (x + size * 0.4, y + size * 0.06),
            (x - size * 0.38, y + size * 0.06),
        ],
        hull,
    )
    c.line(
        [(x - size * 0.49, y - size * 0.11), (x + size * 0.55, y - size * 0.11)],
        mix(hull, "paper", 0.5),
        size * 0.03,
    )


def mirror(c: Canvas, x: float, y: float, half: float, colour: str) -> None:
    """A broken reflection below something that floats."""
    for row in range(5):
        wide = half * (1 - row * 0.17) * c.rng.uniform(0.8, 1.05)
        c.line([(x - wide, y + 7 + row * 8), (x + wide, y + 7 + row * 8)], colour, 3.4, 80 - row * 13)


def fishing_boat(
    c: Canvas, x: float, y: float, size: float, hull: str | None = None, facing: int = 1
) -> None:
    """A fishing boat with a wheelhouse, mast and buoys, at the water line `y`."""
    hull = hull or c.rng.choice(HULLS)
    f = facing
    mirror(c, x, y, size * 0.62, hull)
    c.line([(x - f * size * 0.2, y - size * 0.25), (x - f * size * 0.2, y - size * 1.0)], "bark", size * 0.03)
    c.line([(x - f * size * 0.2, y - size * 0.95), (x + f * size * 0.66, y - size * 0.36)], "slate", 1.6)
    c.line([(x - f * size * 0.2, y - size * 0.9), (x - f * size * 0.6, y - size * 0.28)], "slate", 1.6)
    c.box(x - f * size * 0.14, y - size * 0.62, x + f * size * 0.22, y - size * 0.2, "paper", 4)
    c.box(x - f * size * 0.18, y - size * 0.66, x + f * size * 0.27, y - size * 0.6, mix(hull, "ink", 0.1), 3)
    lit = c.light.lit
    c.box(
        x + f * size * 0.02,
        y - size * 0.55,
        x + f * size * 0.17,
        y - size * 0.4,
        "glow" if lit else "5E8C95",
        2,
        raw=lit,
    )
    if lit:
        c.glow(x + f * size * 0.1, y - size * 0.48, size * 0.5, 0.3)
    c.poly(
        [
            (x - f * size * 0.62, y - size * 0.26),
            (x + f * size * 0.72, y - size * 0.4),
            (x + f * size * 0.5, y + size * 0.06),
            (x - f * size * 0.52, y + size * 0.06),
        ],
        hull,
    )
    c.line(
        [(x - f * size * 0.6, y - size * 0.245), (x + f * size * 0.7, y - size * 0.385)],
        mix(hull, "paper", 0.55),
        size * 0.045,
    )
    c.poly(
        [
            (x - f * size * 0.54, y - size * 0.02),
            (x + f * size * 0.54, y - size * 0.02),
            (x + f * size * 0.5, y + size * 0.06),
            (x - f * size * 0.52, y + size * 0.06),
        ],
        "rust",
    )
    for step in range(3):
        c.oval(
            x - f * size * (0.45 - 0.12 * step),
            y - size * 0.12,
            size * 0.045,
            size * 0.055,
            c.rng.choice(("coral", "butter")),
        )


def rowing_boat(c: Canvas, x: float, y: float, size: float, hull: str | None = None) -> None:
    """A small open boat."""
    hull = hull or c.rng.choice(HULLS)
    mirror(c, x, y, size * 0.4, hull)
    c.soft(
        [
            (x - size * 0.52, y - size * 0.2),
            (x + size * 0.52, y - size * 0.2),
            (x + size * 0.36, y + size * 0.05),
            (x - size * 0.36, y + size * 0.05),
        ],
        hull,
    )
    c.oval(x, y - size * 0.19, size * 0.44, size * 0.045, "wood")
    c.line([(x - size * 0.1, y - size * 0.2), (x + size * 0.5, y - size * 0.02)], "cream", size * 0.03)


def quay(c: Canvas, top: float, wall: float, colour: str = "stone") -> None:
    """A paved quay over its wall, with bollards; water lies above `top` in the picture."""
    c.box(0, top, 1200, 800, mix(colour, "sand", 0.45))
    c.box(0, top - wall, 1200, top, mix(colour, "bark", 0.18))
    c.box(0, top - wall, 1200, top - wall + 9, mix(colour, "paper", 0.35))
    for x in range(0, 1200, 96):
        c.line([(x + 30, top - wall + 9), (x + 30, top)], mix(colour, "bark", 0.4), 2)


def bollard(c: Canvas, x: float, y: float, size: float = 44) -> None:
    """An iron bollard with a loop of rope."""
    c.shade(x + 6, y, size * 0.6, size * 0.12, 80)
    c.box(x - size * 0.24, y - size, x + size * 0.24, y, "dark", 5)
    c.box(x - size * 0.36, y - size * 1.05, x + size * 0.36, y - size * 0.78, "ink", 8)
    for step in range(3):
        c.box(
            x - size * 0.3,
            y - size * (0.5 - step * 0.13),
            x + size * 0.3,
            y - size * (0.4 - step * 0.13),
            "sand",
            4,
        )


def pier(c: Canvas, x0: float, x1: float, y: float, drop: float = 70) -> None:
    """A wooden pier on posts, its deck at `y`."""
    x = x0 + 24
    while x < x1:
        c.box(x, y, x + 12, y + drop, "bark")
        c.line([(x + 6, y + 12), (x + 70, y + drop - 8)], mix("bark", "wood", 0.3), 5)
        x += 76
    c.box(x0, y - 10, x1, y + 7, "wood", 3)
    c.box(x0, y - 10, x1, y - 5, mix("wood", "paper", 0.35), 2)
    x = x0 + 8
    while x < x1:
        c.box(x, y - 44, x + 5, y - 8, "paper")
        x += 46
    c.box(x0, y - 46, x1, y - 41, "paper", 2)


def gulls(c: Canvas, count: int = 5, top: float = 90, bottom: float = 330) -> None:
    """Gulls in flight."""
    for _ in range(count):
        x, y, size = c.rng.uniform(60, 1140), c.rng.uniform(top, bottom), c.rng.uniform(9, 19)
        c.line(
            [
                (x - size, y - size * 0.45),
                (x - size * 0.45, y - size * 0.6),
                (x, y),
                (x + size * 0.5, y - size * 0.62),
                (x + size, y - size * 0.5),
            ],
            "paper" if not c.light.dark else "lilac",
            3,
        )


def duck(c: Canvas, x: float, y: float, size: float, facing: int = 1) -> None:
    """A duck that swims."""
    mirror(c, x, y - 4, size * 0.4, "bark")
    c.soft(
        [
            (x - size * 0.5, y - size * 0.3),
            (x, y - size * 0.36),
            (x + size * 0.42, y - size * 0.2),
            (x + size * 0.2, y),
            (x - size * 0.35, y),
        ],
        "wood",
    )
    c.soft(
        [
            (x - facing * size * 0.3, y - size * 0.28),
            (x + facing * size * 0.15, y - size * 0.26),
            (x, y - size * 0.08),
        ],
        "cream",
    )
    c.oval(x + facing * size * 0.4, y - size * 0.46, size * 0.17, size * 0.17, "moss")
    c.poly(
        [
            (x + facing * size * 0.54, y - size * 0.5),
            (x + facing * size * 0.76, y - size * 0.42),
            (x + facing * size * 0.54, y - size * 0.38),
        ],
        "ochre",
    )


def wader(c: Canvas, x: float, y: float, size: float, facing: int = 1) -> None:
    """An avocet on long legs."""
    for dx in (-0.06, 0.1):
        c.line([(x + dx * size, y - size * 0.5), (x + dx * size * 1.6, y)], "slate", 2.4)
    c.soft(
        [
            (x - facing * size * 0.46, y - size * 0.56),
            (x, y - size * 0.8),
            (x + facing * size * 0.3, y - size * 0.7),
            (x + facing * size * 0.1, y - size * 0.46),
        ],
        "paper",
    )
    c.soft(
        [
            (x - facing * size * 0.44, y - size * 0.58),
            (x - facing * size * 0.02, y - size * 0.74),
            (x - facing * size * 0.08, y - size * 0.58),
        ],
        "ink",
    )
    c.line(
        [(x + facing * size * 0.22, y - size * 0.68), (x + facing * size * 0.3, y - size * 1.04)],
        "paper",
        size * 0.1,
    )
    c.oval(x + facing * size * 0.32, y - size * 1.08, size * 0.1, size * 0.09, "ink")
    c.line(
        [
            (x + facing * size * 0.38, y - size * 1.06),
            (x + facing * size * 0.58, y - size * 1.0),
            (x + facing * size * 0.72, y - size * 1.04),
        ],
        "ink",
        2.4,
    )
