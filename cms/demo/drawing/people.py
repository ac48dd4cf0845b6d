"""People without faces: standing, walking, sitting, on wheels; and dogs."""

from math import pi, sin

from cms.demo.drawing.canvas import Canvas
from cms.demo.drawing.palette import COATS, HAIRS, SKINS, mix


def _look(c: Canvas, coat: str | None) -> tuple[str, str, str, str]:
    """Draw lots for skin, hair, coat and trousers."""
    coat = coat or c.rng.choice(COATS)
    return (
        c.rng.choice(SKINS),
        c.rng.choice(HAIRS),
        coat,
        c.rng.choice(("dark", "deep", "plum", "bark", "slate")),
    )


def _head(c: Canvas, x: float, y: float, r: float, skin: str, hair: str, facing: int) -> None:
    style = c.rng.choice(("short", "long", "bun", "cap", "scarf", "short", "curly"))
    if style == "long":
        c.box(x - r * 1.05, y - r * 0.5, x + r * 1.05, y + r * 1.5, hair, r * 0.8)
    if style == "curly":
        c.oval(x - facing * r * 0.1, y - r * 0.25, r * 1.4, r * 1.3, hair)
    if style == "scarf":
        cloth = c.rng.choice(COATS)
        c.oval(x - facing * r * 0.1, y + r * 0.15, r * 1.2, r * 1.4, cloth)
        c.oval(x + facing * r * 0.25, y + r * 0.05, r * 0.78, r * 0.9, skin)
        return
    c.oval(x, y, r, r * 1.08, skin)
    if style == "bun":
        c.oval(x - facing * r * 0.75, y - r * 0.95, r * 0.5, r * 0.5, hair)
    if style == "cap":
        hat = c.rng.choice(COATS)
        c.dome(x, y - r * 0.2, r * 1.06, r * 1.0, hat)
        c.line([(x, y - r * 0.2), (x + facing * r * 1.5, y - r * 0.15)], hat, r * 0.26)
    elif style != "curly":
        c.dome(x - facing * r * 0.08, y - r * 0.12, r * 1.06, r * 1.0, hair)
        c.oval(x - facing * r * 0.72, y + r * 0.05, r * 0.36, r * 0.6, hair)


def person(
    c: Canvas,
    x: float,
    y: float,
    h: float,
    pose: str = "stand",
    coat: str | None = None,
    facing: int = 0,
    child: bool = False,
) -> None:
    """Someone who stands, walks, waves, reaches or runs, with the feet at (x, y)."""
    skin, hair, coat, trousers = _look(c, coat)
    facing = facing or c.rng.choice((-1, 1))
    c.shade(x + h * 0.05, y, h * 0.2, h * 0.035, 70)
    stride = {"walk": 0.13, "run": 0.2}.get(pose, 0.05) * h
    hip, shoulder = y - h * 0.44, y - h * 0.78
    for side in (-1, 1):
        foot = x + side * stride
        knee = (x + side * stride * 0.75 + facing * h * 0.02, y - h * 0.22)
        c.line([(x + side * h * 0.025, hip), knee, (foot, y - h * 0.025)], trousers, h * 0.078)
        c.line([(foot, y - h * 0.02), (foot + facing * h * 0.045, y - h * 0.016)], "dark", h * 0.05)
    far_arm, near_arm = _arms(pose, x, shoulder, h, facing)
    c.line(far_arm, mix(coat, "ink", 0.22), h * 0.066)
    c.oval(*far_arm[-1], h * 0.032, h * 0.032, skin)
    lean = facing * h * (0.05 if pose == "run" else 0.015)
    c.soft(
        [
            (x - h * 0.1 + lean, shoulder),
            (x + h * 0.1 + lean, shoulder),
            (x + h * 0.115, hip + h * 0.04),
            (x - h * 0.115, hip + h * 0.04),
        ],
        coat,
    )
    c.line(near_arm, mix(coat, "paper", 0.12), h * 0.066)
    c.oval(*near_arm[-1], h * 0.032, h * 0.032, skin)
    r = h * (0.115 if child else 0.082)
    c.box(x + lean - r * 0.4, shoulder - r * 0.9, x + lean + r * 0.4, shoulder + r * 0.4, skin, r * 0.3)
    _head(c, x + lean * 1.4, shoulder - r * 1.25, r, skin, hair, facing)


def _arms(pose: str, x: float, y: float, h: float, facing: int):
    """Far and near arm: shoulder, elbow and hand."""
    back, front = (x - facing * h * 0.09, y + h * 0.03), (x + facing * h * 0.09, y + h * 0.03)
    hands = {
        "walk": ((-0.13, 0.3), (0.15, 0.28)),
        "run": ((-0.2, 0.2), (0.22, 0.14)),
        "wave": ((-0.05, 0.34), (0.17, -0.2)),
        "reach": ((0.24, 0.06), (0.28, 0.12)),
        "up": ((-0.12, -0.24), (0.12, -0.26)),
        "work": ((0.17, 0.26), (0.22, 0.28)),
    }.get(pose, ((-0.05, 0.34), (0.05, 0.34)))
    arms = []
    for start, (dx, dy) in zip((back, front), hands, strict=True):
        hand = (x + facing * dx * h, y + dy * h)
        elbow = ((start[0] + hand[0]) / 2 - facing * h * 0.03, (start[1] + hand[1]) / 2 + h * 0.03)
        arms.append([start, elbow, hand])
    return arms


def sitting(
    c: Canvas, x: float, y: float, h: float, facing: int = 1, coat: str | None = None, legs: bool = True
) -> None:
    """Someone who sits with the seat at (x, y); `h` is the height that they would stand."""
    skin, hair, coat, trousers = _look(c, coat)
    shoulder = y - h * 0.34
    if legs:
        knee = (x + facing * h * 0.2, y - h * 0.02)
        c.line([(x, y - h * 0.03), knee, (knee[0] + facing * h * 0.02, y + h * 0.2)], trousers, h * 0.08)
        c.line([(knee[0], y + h * 0.21), (knee[0] + facing * h * 0.06, y + h * 0.21)], "dark", h * 0.05)
    c.soft(
        [
            (x - h * 0.09, shoulder),
            (x + h * 0.09, shoulder),
            (x + h * 0.11, y + h * 0.01),
            (x - h * 0.11, y + h * 0.01),
        ],
        coat,
    )
    c.line(
        [
            (x + facing * h * 0.04, shoulder + h * 0.04),
            (x + facing * h * 0.08, y - h * 0.14),
            (x + facing * h * 0.19, y - h * 0.09),
        ],
        mix(coat, "paper", 0.14),
        h * 0.064,
    )
    c.oval(x + facing * h * 0.19, y - h * 0.09, h * 0.03, h * 0.03, skin)
    r = h * 0.084
    c.box(x - r * 0.4, shoulder - r * 0.9, x + r * 0.4, shoulder + r * 0.4, skin, r * 0.3)
    _head(c, x + facing * h * 0.012, shoulder - r * 1.25, r, skin, hair, facing)


def wheelchair(
    c: Canvas, x: float, y: float, h: float, facing: int = 1, tyres: str = "dark", fat: bool = False
) -> None:
    """Someone in a wheelchair, wheels on `y`; `fat` tyres are for sand."""
    r = h * 0.2
    c.shade(x, y, h * 0.32, h * 0.04, 70)
    c.line(
        [
            (x - facing * h * 0.17, y - h * 0.62),
            (x - facing * h * 0.14, y - h * 0.3),
            (x + facing * h * 0.2, y - h * 0.28),
        ],
        "slate",
        h * 0.035,
    )
    c.line(
        [
            (x + facing * h * 0.2, y - h * 0.28),
            (x + facing * h * 0.3, y - h * 0.06),
            (x + facing * h * 0.38, y - h * 0.06),
        ],
        "slate",
        h * 0.03,
    )
    sitting(c, x - facing * h * 0.04, y - h * 0.32, h, facing)
    width = h * (0.11 if fat else 0.036)
    c.oval(x + facing * h * 0.28, y - r * 0.36, r * 0.36, r * 0.36, "ochre" if fat else tyres)
    if fat:
        c.oval(x - facing * h * 0.06, y - r, r, r, "ochre")
        c.oval(x - facing * h * 0.06, y - r, r - width, r - width, "cream")
    else:
        c.ring(x - facing * h * 0.06, y - r, r, tyres, width)
        for step in range(3):
            dx, dy = r * sin(step * pi / 3), r * sin(step * pi / 3 + pi / 2)
            c.line(
                [(x - facing * h * 0.06 - dx, y - r - dy), (x - facing * h * 0.06 + dx, y - r + dy)],
                "slate",
                1.4,
            )


def bicycle(c: Canvas, x: float, y: float, h: float, facing: int = 1, colour: str | None = None) -> None:
    """A bicycle whose wheels stand on `y`; `h` is a rider's height."""
    r, colour = h * 0.19, colour or c.rng.choice(("accent", "brand", "ochre", "sea", "plum"))
    back, front = x - facing * h * 0.3, x + facing * h * 0.3
    for hub in (back, front):
        c.ring(hub, y - r, r, "dark", h * 0.026)
        for dx, dy in ((1, 0), (0, 1), (0.7, 0.7), (0.7, -0.7)):
            c.line([(hub - dx * r, y - r - dy * r), (hub + dx * r, y - r + dy * r)], "slate", 1)
    pedals, seat, bar = (
        (x - facing * h * 0.03, y - r),
        (x - facing * h * 0.12, y - h * 0.44),
        (x + facing * h * 0.22, y - h * 0.46),
    )
    for line in (
        [(back, y - r), pedals, bar],
        [(back, y - r), seat, bar],
        [seat, pedals],
        [(front, y - r), (bar[0], y - h * 0.52)],
    ):
        c.line(line, colour, h * 0.028)
    c.line(
        [(bar[0] - facing * h * 0.05, y - h * 0.53), (bar[0] + facing * h * 0.02, y - h * 0.52)],
        "dark",
        h * 0.03,
    )
    c.line([(seat[0] - h * 0.05, seat[1]), (seat[0] + h * 0.05, seat[1])], "dark", h * 0.04)


def cyclist(c: Canvas, x: float, y: float, h: float, facing: int = 1, passenger: bool = False) -> None:
    """Someone who rides a bicycle, with a child behind if `passenger`."""
    skin, _, coat, trousers = _look(c, None)
    c.shade(x, y, h * 0.5, h * 0.035, 70)
    seat, shoulder = (x - facing * h * 0.12, y - h * 0.46), (x + facing * h * 0.02, y - h * 0.79)
    knee = (x + facing * h * 0.1, y - h * 0.36)
    c.line(
        [seat, (x + facing * h * 0.06, y - h * 0.3), (x - facing * h * 0.05, y - h * 0.1)],
        mix(trousers, "ink", 0.3),
        h * 0.075,
    )
    bicycle(c, x, y, h, facing)
    c.line([seat, knee, (x + facing * h * 0.0, y - h * 0.15)], trousers, h * 0.075)
    if passenger:
        c.box(x - facing * h * 0.42, y - h * 0.52, x - facing * h * 0.22, y - h * 0.38, "dark", 6)
        sitting(c, x - facing * h * 0.3, y - h * 0.44, h * 0.6, facing)
    c.line([seat, shoulder], coat, h * 0.17)
    c.line(
        [shoulder, (x + facing * h * 0.12, y - h * 0.6), (x + facing * h * 0.2, y - h * 0.54)],
        mix(coat, "paper", 0.14),
        h * 0.064,
    )
    r = h * 0.084
    top = (shoulder[0] + facing * h * 0.05, shoulder[1] - r * 1.5)
    c.oval(*top, r, r * 1.08, skin)
    c.dome(top[0], top[1] - r * 0.15, r * 1.2, r * 1.05, c.rng.choice(("butter", "mint", "coral", "paper")))


def child(
    c: Canvas, x: float, y: float, h: float = 78, pose: str = "", facing: int = 0, coat: str | None = None
) -> None:
    """A child that plays."""
    person(c, x, y, h, pose or c.rng.choice(("run", "wave", "up", "walk")), coat, facing, child=True)


def dog(c: Canvas, x: float, y: float, size: float, facing: int = 1, colour: str | None = None) -> None:
    """A dog, feet on `y`."""
    colour = colour or c.rng.choice(("wood", "bark", "cream", "dark", "ochre"))
    c.shade(x, y, size * 0.6, size * 0.07, 60)
    f = facing * size
    dark = mix(colour, "ink", 0.2)
    for dx, lean in ((-0.3, -0.06), (-0.22, 0.06), (0.2, -0.05), (0.28, 0.07)):
        c.line(
            [(x + dx * f, y - size * 0.4), (x + (dx + lean) * f, y - size * 0.03)],
            dark if lean < 0 else colour,
            size * 0.085,
        )
    c.line(
        [(x - 0.36 * f, y - size * 0.56), (x - 0.5 * f, y - size * 0.7), (x - 0.56 * f, y - size * 0.88)],
        colour,
        size * 0.07,
    )
    body = [
        (-0.4, 0.6),
        (-0.1, 0.62),
        (0.2, 0.66),
        (0.36, 0.6),
        (0.34, 0.38),
        (0.1, 0.36),
        (-0.16, 0.42),
        (-0.38, 0.4),
    ]
    c.soft([(x + dx * f, y - dy * size) for dx, dy in body], colour)
    c.line([(x + 0.28 * f, y - size * 0.56), (x + 0.42 * f, y - size * 0.8)], colour, size * 0.18)
    head = [(0.32, 0.88), (0.46, 0.96), (0.58, 0.9), (0.78, 0.82), (0.78, 0.74), (0.56, 0.72), (0.36, 0.74)]
    c.soft([(x + dx * f, y - dy * size) for dx, dy in head], colour)
    c.soft(
        [
            (x + 0.34 * f, y - size * 0.93),
            (x + 0.44 * f, y - size * 0.88),
            (x + 0.4 * f, y - size * 0.66),
            (x + 0.3 * f, y - size * 0.74),
        ],
        dark,
    )
    c.oval(x + 0.78 * f, y - size * 0.8, size * 0.035, size * 0.03, "ink")
