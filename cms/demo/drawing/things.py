"""Street furniture, vehicles and play equipment."""

from cms.demo.drawing.canvas import Canvas
from cms.demo.drawing.palette import mix
from cms.demo.drawing.people import child, person, sitting
from cms.demo.drawing.plants import bush, flowers


def bench(c: Canvas, x: float, y: float, w: float, colour: str = "wood") -> None:
    """A bench with a back and arms, feet on `y`."""
    c.shade(x + w / 2, y, w * 0.58, w * 0.05, 80)
    for end in (x + w * 0.1, x + w * 0.9):
        c.line([(end, y), (end, y - w * 0.42)], "dark", w * 0.035)
    for row in range(3):
        c.box(x, y - w * (0.46 - row * 0.075), x + w, y - w * (0.4 - row * 0.075), colour, 4)
    c.box(x - 3, y - w * 0.2, x + w + 3, y - w * 0.13, mix(colour, "paper", 0.2), 4)
    for end in (x + w * 0.04, x + w * 0.93):
        c.box(end, y - w * 0.31, end + w * 0.035, y - w * 0.17, "dark", 3)


def lamp(c: Canvas, x: float, y: float, h: float, warm: bool = True) -> None:
    """A lamp post with a lantern; its light spreads when the light is low."""
    c.shade(x, y, h * 0.07, h * 0.014, 80)
    c.line([(x, y), (x, y - h * 0.86)], "dark", h * 0.022)
    c.box(x - h * 0.03, y - h * 0.06, x + h * 0.03, y, "dark", 3)
    lit = c.light.lit
    c.poly(
        [
            (x - h * 0.035, y - h * 0.98),
            (x + h * 0.035, y - h * 0.98),
            (x + h * 0.025, y - h * 0.86),
            (x - h * 0.025, y - h * 0.86),
        ],
        "glow" if lit else "cream",
        raw=lit,
    )
    c.poly([(x - h * 0.05, y - h * 0.975), (x, y - h * 1.04), (x + h * 0.05, y - h * 0.975)], "dark")
    if lit and warm:
        c.glow(x, y - h * 0.92, h * 0.75, 0.6)
        c.oval(x, y, h * 0.34, h * 0.06, "glow", 46, raw=True)
        c.oval(x, y, h * 0.2, h * 0.035, "glow", 60, raw=True)


def bunting(
    c: Canvas, x0: float, y0: float, x1: float, y1: float, sag: float = 60, lights: bool = False
) -> None:
    """A string of flags, or of small lamps."""
    count = max(6, int(abs(x1 - x0) / 46))
    points = [
        (x0 + (x1 - x0) * i / count, y0 + (y1 - y0) * i / count + sag * 4 * (i / count) * (1 - i / count))
        for i in range(count + 1)
    ]
    c.line(points, "dark", 2)
    for i, (x, y) in enumerate(points[1:-1]):
        if lights:
            c.oval(x, y + 8, 6.5, 8, "glow", raw=c.light.lit)
            c.glow(x, y + 8, 70, 0.4 if c.light.lit else 0)
        else:
            c.poly(
                [(x - 13, y), (x + 13, y), (x, y + 27)], ("accent", "ochre", "teal", "paper", "sea")[i % 5]
            )


def planter(c: Canvas, x: float, y: float, w: float) -> None:
    """A wooden box of flowers."""
    bush(c, x + w / 2, y - w * 0.3, w * 1.05, flowers=c.rng.choice(("coral", "butter", "paper", "lilac")))
    c.box(x, y - w * 0.38, x + w, y, "wood", 3)
    c.line([(x + 3, y - w * 0.19), (x + w - 3, y - w * 0.19)], "bark", 2)


def bus(
    c: Canvas, x: float, y: float, w: float, colour: str = "brand", facing: int = -1, number: str = ""
) -> None:
    """A bus seen from the side, wheels on `y`."""
    h = w * 0.42
    c.shade(x + w / 2, y, w * 0.54, w * 0.03, 90)
    c.box(x, y - h, x + w, y - h * 0.1, colour, w * 0.045)
    c.box(x, y - h * 0.36, x + w, y - h * 0.27, mix(colour, "butter", 0.75))
    lit = c.light.lit
    panes = max(3, round(w / 74))
    for i in range(panes):
        left = x + w * 0.05 + i * w * 0.9 / panes
        c.box(
            left,
            y - h * 0.86,
            left + w * 0.9 / panes - 8,
            y - h * 0.46,
            "glow" if lit else "glass",
            5,
            raw=lit,
        )
        if c.rng.random() < 0.6:
            c.dome(left + w * 0.3 / panes + 8, y - h * 0.46, w * 0.028, h * 0.16, "dark", raw=False)
            c.oval(left + w * 0.3 / panes + 8, y - h * 0.66, w * 0.018, w * 0.02, "bark")
    front = x if facing < 0 else x + w
    c.box(
        front + facing * -w * 0.16,
        y - h * 0.86,
        front + facing * -w * 0.24,
        y - h * 0.12,
        mix(colour, "ink", 0.3),
        4,
    )
    c.box(front - facing * w * 0.015, y - h * 0.97, front - facing * w * 0.17, y - h * 0.88, "ink", 4)
    c.box(
        front - facing * w * 0.04, y - h * 0.95, front - facing * w * 0.14, y - h * 0.9, "F6B94E", 2, raw=True
    )
    for hub in (x + w * 0.2, x + w * 0.78):
        c.oval(hub, y - w * 0.045, w * 0.06, w * 0.06, "ink")
        c.oval(hub, y - w * 0.045, w * 0.028, w * 0.028, "stone")
    c.oval(front - facing * w * 0.025, y - h * 0.2, w * 0.016, w * 0.016, "butter", raw=lit)
    if lit:
        c.glow(front + facing * 30, y - h * 0.2, w * 0.4, 0.4)
        c.glow(x + w / 2, y - h * 0.65, w * 0.6, 0.18)


def car(c: Canvas, x: float, y: float, w: float, colour: str | None = None, facing: int = 1) -> None:
    """A small car, wheels on `y`."""
    colour = colour or c.rng.choice(("sea", "paper", "accent", "slate", "ochre", "mint"))
    c.shade(x + w / 2, y, w * 0.55, w * 0.04, 90)
    roof = [
        (x + w * 0.2, y - w * 0.27),
        (x + w * 0.34, y - w * 0.45),
        (x + w * 0.68, y - w * 0.45),
        (x + w * 0.82, y - w * 0.27),
    ]
    c.poly(roof, mix(colour, "ink", 0.12))
    c.poly(
        [
            (x + w * 0.25, y - w * 0.27),
            (x + w * 0.36, y - w * 0.42),
            (x + w * 0.49, y - w * 0.42),
            (x + w * 0.49, y - w * 0.27),
        ],
        "glass",
    )
    c.poly(
        [
            (x + w * 0.53, y - w * 0.27),
            (x + w * 0.53, y - w * 0.42),
            (x + w * 0.66, y - w * 0.42),
            (x + w * 0.76, y - w * 0.27),
        ],
        "glass",
    )
    c.box(x, y - w * 0.29, x + w, y - w * 0.08, colour, w * 0.07)
    for hub in (x + w * 0.22, x + w * 0.78):
        c.oval(hub, y - w * 0.085, w * 0.09, w * 0.09, "ink")
        c.oval(hub, y - w * 0.085, w * 0.04, w * 0.04, "stone")
    c.oval(x + (w * 0.97 if facing > 0 else w * 0.03), y - w * 0.2, w * 0.025, w * 0.03, "butter")


def stall(
    c: Canvas, x: float, y: float, w: float, stripe: str, goods=("accent", "ochre", "leaf", "coral")
) -> None:
    """A market stall with a striped awning, a table of crates and somebody behind it."""
    c.shade(x + w / 2, y, w * 0.6, w * 0.05, 80)
    person(c, x + w * c.rng.uniform(0.3, 0.7), y - w * 0.04, w * 0.72, "work")
    for post in (x + 4, x + w - 9):
        c.box(post, y - w * 0.86, post + 6, y, "bark")
    c.box(x - 6, y - w * 0.32, x + w + 6, y - w * 0.24, "wood", 3)
    c.box(x, y - w * 0.25, x + w, y - w * 0.02, mix("cream", stripe, 0.15))
    for crate in range(4):
        left, colour = x + w * (0.02 + crate * 0.245), c.rng.choice(goods)
        for k in range(7):
            c.oval(
                left + w * 0.03 + (k % 4) * w * 0.052,
                y - w * (0.355 + 0.03 * (k // 4)),
                w * 0.03,
                w * 0.03,
                colour,
            )
        c.box(left, y - w * 0.345, left + w * 0.225, y - w * 0.28, "wood", 2)
    slats = 6
    for i in range(slats):
        a, b = x - 12 + (w + 24) * i / slats, x - 12 + (w + 24) * (i + 1) / slats
        ta, tb = x + 8 + (w - 16) * i / slats, x + 8 + (w - 16) * (i + 1) / slats
        colour = stripe if i % 2 else "paper"
        c.poly([(ta, y - w * 1.02), (tb, y - w * 1.02), (b, y - w * 0.8), (a, y - w * 0.8)], colour)
        c.box(a, y - w * 0.8, b, y - w * 0.755, mix(colour, "ink", 0.1), 5)


def swing(c: Canvas, x: float, y: float, h: float, riders: int = 2) -> None:
    """A swing frame with children on it."""
    w = h * 1.05
    for end in (x, x + w):
        c.line([(end - h * 0.2, y), (end, y - h), (end + h * 0.2, y)], "brand", h * 0.04)
    c.line([(x, y - h), (x + w, y - h)], "brand", h * 0.045)
    for i in range(2):
        top, lean = x + w * (0.3 + 0.4 * i), c.rng.choice((-0.24, 0.2, 0.08))
        seat = (top + lean * h, y - h * (0.3 + abs(lean) * 0.3))
        for dx in (-0.06, 0.06):
            c.line([(top + dx * h, y - h), (seat[0] + dx * h, seat[1])], "slate", 2.4)
        c.line([(seat[0] - h * 0.09, seat[1]), (seat[0] + h * 0.09, seat[1])], "accent", h * 0.035)
        if i < riders:
            sitting(c, seat[0], seat[1], h * 0.52, 1 if lean > 0 else -1)


def climbing_tower(c: Canvas, x: float, y: float, h: float, ramp: bool = False) -> None:
    """A small tower with a roof and a slide, and a ramp or a net on the other side."""
    w, deck = h * 0.42, y - h * 0.46
    if ramp:
        c.poly([(x - h * 0.95, y), (x, deck), (x, deck + h * 0.07), (x - h * 0.75, y)], "wood")
        for t in (0.15, 0.45, 0.75, 1.0):
            px, py = x - h * 0.9 * (1 - t), y + (deck - y) * t
            c.line([(px, py), (px, py - h * 0.17)], "teal", 5)
        c.line([(x - h * 0.77, y - h * 0.24), (x, deck - h * 0.18)], "teal", 6)
    else:
        for k in range(5):
            c.line([(x - h * 0.34 + k * h * 0.07, y), (x, deck + k * h * 0.09)], "ochre", 4)
            c.line([(x - h * 0.3 * (1 - k / 5), y - k * h * 0.09), (x, y - k * h * 0.09)], "ochre", 4)
    c.poly(
        [
            (x + w, deck),
            (x + w + h * 0.12, deck),
            (x + w + h * 0.62, y - h * 0.05),
            (x + w + h * 0.8, y - h * 0.05),
            (x + w + h * 0.8, y),
            (x + w + h * 0.56, y),
        ],
        "coral",
    )
    c.line(
        [(x + w, deck - h * 0.05), (x + w + h * 0.13, deck - h * 0.03), (x + w + h * 0.62, y - h * 0.1)],
        "accent",
        h * 0.03,
    )
    for post in (x, x + w - h * 0.05):
        c.box(post, y - h * 0.85, post + h * 0.05, y, "bark")
    child(c, x + w * 0.52, deck, h * 0.34, "wave")
    c.box(x - 6, deck, x + w + 6, deck + h * 0.055, "wood", 3)
    c.box(x, deck - h * 0.15, x + w * 0.4, deck - h * 0.12, "teal", 3)
    c.box(x, deck - h * 0.07, x + w * 0.4, deck - h * 0.04, "teal", 3)
    c.poly(
        [(x - h * 0.07, y - h * 0.82), (x + w / 2, y - h * 1.08), (x + w + h * 0.07, y - h * 0.82)], "accent"
    )
    c.line([(x + w / 2, y - h * 1.06), (x + w / 2, y - h * 1.2)], "bark", 3)
    c.poly(
        [(x + w / 2, y - h * 1.2), (x + w / 2 + h * 0.13, y - h * 1.16), (x + w / 2, y - h * 1.12)], "ochre"
    )


def table(c: Canvas, x: float, y: float, w: float, h: float, colour: str = "wood") -> None:
    """A table whose feet stand on `y`."""
    c.shade(x + w / 2, y, w * 0.55, h * 0.1, 80)
    for leg in (x + w * 0.06, x + w * 0.9):
        c.box(leg, y - h, leg + w * 0.035 + 4, y, mix(colour, "ink", 0.3))
    c.box(x, y - h - 9, x + w, y - h + 5, colour, 4)


def shelter(c: Canvas, x: float, y: float, w: float, h: float, green_roof: bool = True) -> None:
    """A glass shelter with a seat and a light, with plants on its roof."""
    c.shade(x + w / 2, y, w * 0.55, 12, 80)
    c.box(x, y - h, x + w, y, "glass", 6, 120)
    for post in (0, 0.33, 0.66, 0.98):
        c.box(x + w * post, y - h, x + w * post + 7, y, "brand", 2)
    c.box(x + w * 0.06, y - h * 0.3, x + w * 0.6, y - h * 0.24, "wood", 4)
    c.box(x - 22, y - h - 18, x + w + 22, y - h, "brand", 6)
    if green_roof:
        flowers(c, x - 14, x + w + 14, y - h - 15, y - h - 12, 34)
        c.box(x - 20, y - h - 24, x + w + 20, y - h - 14, "leaf", 5)
    if c.light.lit:
        c.box(x + w * 0.2, y - h + 3, x + w * 0.8, y - h + 9, "glow", 3, raw=True)
        c.glow(x + w / 2, y - h * 0.7, w * 0.8, 0.42)


def fence(c: Canvas, x0: float, x1: float, y: float, h: float, colour: str = "wood") -> None:
    """A paling fence."""
    x = x0
    while x < x1:
        c.poly([(x, y), (x, y - h * 0.88), (x + 6, y - h), (x + 12, y - h * 0.88), (x + 12, y)], colour)
        x += 21
    for row in (0.3, 0.7):
        c.box(x0, y - h * row - 4, x1, y - h * row + 4, mix(colour, "ink", 0.14))
