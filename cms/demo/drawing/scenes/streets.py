"""Scenes in streets of houses: one terrace, and what happens in front of it."""

from cms.demo.drawing import buildings, land, people, plants, things
from cms.demo.drawing.canvas import Canvas
from cms.demo.drawing.palette import mix

BRICKS = ("brick", "peach", "cream", "sand", "rose")


def street(c: Canvas) -> None:
    """A terraced street; extras: chalk, rain-garden, planters, bus, heart, winter-lights."""
    land.sky(c, horizon=420)
    if "planters" in c.extras:
        land.hills(c, 400, 160)
    buildings.terrace(c, -40, 1240, 540, 250, 160, walls=BRICKS)
    c.box(0, 536, 1200, 590, "sand")
    if "heart" in c.extras:
        _heart_wall(c)
        return
    land.road(c, 600, 730, dashes="chalk" not in c.extras)
    c.box(0, 740, 1200, 800, "sand")
    extra = next(iter(sorted(c.extras & {"chalk", "rain-garden", "planters", "winter-lights"})), "")
    {"chalk": _chalk, "rain-garden": _rain_garden, "planters": _planters, "winter-lights": _winter}[extra](c)


def _chalk(c: Canvas) -> None:
    for k in range(6):
        x = 470 + k * 62 + (31 if k % 3 == 2 else 0)
        for dy in (0, 40) if k % 3 == 2 else (20,):
            c.line(
                [(x, 640 + dy), (x + 50, 640 + dy), (x + 42, 676 + dy), (x - 8, 676 + dy), (x, 640 + dy)],
                "paper",
                4,
                225,
            )
    c.ring(300, 690, 34, "butter", 5)
    for dx, dy in ((0, -54), (0, 54), (-54, 0), (54, 0), (38, -38), (-38, 38)):
        c.line([(300 + dx * 0.75, 690 + dy * 0.75), (300 + dx, 690 + dy)], "butter", 5, 220)
    c.line([(930, 700), (960, 670), (990, 700), (1020, 665), (1060, 700)], "rose", 6, 220)
    people.child(c, 540, 660, 128, "up", 1)
    people.child(c, 240, 720, 120, "work", 1)
    people.child(c, 700, 700, 124, "run", -1)
    people.child(c, 1000, 690, 118, "work", -1)
    c.line([(780 + 20 * k, 640 - 120 * (1 - ((k - 5) / 5) ** 2)) for k in range(11)], "accent", 4)
    people.person(c, 780, 720, 190, "reach", "ochre", 1)
    people.child(c, 880, 700, 128, "up")
    people.person(c, 985, 730, 180, "reach", "brand", -1)
    for x in (70, 1130):
        c.poly([(x - 20, 760), (x, 690), (x + 20, 760)], "accent")
        c.poly([(x - 13, 736), (x - 8, 716), (x + 8, 716), (x + 13, 736)], "paper")
    things.bunting(c, -10, 300, 600, 330, 70)
    things.bunting(c, 600, 330, 1210, 300, 70)


def _rain_garden(c: Canvas) -> None:
    for x, w in ((60, 300), (460, 290), (850, 310)):
        c.box(x, 586, x + w, 640, "bark", 14)
        c.oval(x + w / 2, 628, w * 0.36, 12, "shallow", 220)
        for k in range(int(w / 15)):
            left = x + 14 + k * 15
            for dx in (-12, 0, 12):
                c.line(
                    [(left, 628), (left + dx, 560 - c.rng.uniform(0, 34))],
                    c.rng.choice(("leaf", "moss", "lime")),
                    4,
                )
            if k % 4 == 1:
                c.oval(left, 546, 9, 12, c.rng.choice(("lilac", "butter", "plum")))
        c.box(x, 634, x + w, 648, "stone", 5)
    for x in (200, 640, 1010):
        c.oval(x, 700, c.rng.uniform(60, 120), 9, "foam", 80)
    for x, colour in ((320, "accent"), (800, "ochre")):
        people.person(c, x, 770, 200, "walk")
        c.line([(x + 16, 690), (x + 16, 560)], "dark", 4)
        c.dome(x + 16, 588, 84, 58, colour)
    things.car(c, 960, 712, 190, "sea", -1)


def _planters(c: Canvas) -> None:
    c.poly([(0, 600), (1200, 600), (1200, 640), (0, 640)], mix("road", "paper", 0.1))
    things.bus(c, 330, 706, 400, "brand")
    for x in (90, 790, 1010):
        things.planter(c, x, 640, 130)
    c.oval(1080, 380, 46, 46, "paper")
    c.ring(1080, 380, 44, "accent", 12)
    c.box(1074, 424, 1086, 620, "slate")
    for k, digit in enumerate(("2", "0")):
        _digit(c, 1054 + k * 28, 362, digit)
    people.person(c, 180, 780, 200, "walk")
    people.person(c, 250, 785, 205, "walk")
    people.cyclist(c, 930, 720, 160, -1)
    people.person(c, 720, 790, 205, "walk")


def _digit(c: Canvas, x: float, y: float, digit: str) -> None:
    if digit == "0":
        c.line([(x + 4, y), (x + 20, y), (x + 20, y + 36), (x + 4, y + 36), (x + 4, y)], "ink", 6)
    else:
        c.line([(x, y), (x + 18, y), (x + 18, y + 18), (x, y + 18), (x, y + 36), (x + 18, y + 36)], "ink", 6)


def _winter(c: Canvas) -> None:
    for row, y in ((0, 150), (1, 250), (2, 340)):
        things.bunting(c, -20, y, 1220, y + 10, 50 - row * 10, lights=True)
        for k in range(4):
            x = 150 + k * 300 + (row % 2) * 120
            _light_shape(c, x, y + 80, k + row)
    for x, h in ((140, 200), (260, 190), (600, 210), (760, 200), (1010, 205)):
        people.person(c, x, 760, h, "walk")
    people.child(c, 660, 762, 124, "up")
    c.oval(600, 680, 560, 44, "glow", 34, raw=True)


def _light_shape(c: Canvas, x: float, y: float, kind: int) -> None:
    if kind % 2:
        points = [(x - 34, y + 16), (x + 34, y + 16), (x + 22, y + 30), (x - 22, y + 30)]
        c.line([*points, points[0]], "glow", 4, raw=True)
        c.line([(x, y + 16), (x, y - 34), (x + 26, y + 8), (x, y + 8)], "glow", 4, raw=True)
    else:
        for dx, dy in ((0, 34), (34, 0), (24, 24), (24, -24)):
            c.line([(x - dx, y - dy), (x + dx, y + dy)], "glow", 4, raw=True)
    c.glow(x, y, 110, 0.4)


def _heart_wall(c: Canvas) -> None:
    """A close view of a corner shop with a heart starter on its wall."""
    c.box(0, 590, 1200, 800, "sand")
    for x in range(0, 1200, 120):
        c.line([(x, 590), (x - 60, 800)], "stone", 2)
    c.box(560, 150, 1140, 620, "paper")
    c.box(560, 250, 1140, 300, "accent")
    for k in range(12):
        c.poly(
            [(560 + k * 49, 300), (609 + k * 49, 300), (604 + k * 49, 350), (565 + k * 49, 350)],
            "accent" if k % 2 else "cream",
        )
    c.box(840, 370, 1110, 560, "glass", 4)
    for k in range(9):
        c.oval(870 + k * 27, 534, 13, 13, ("ochre", "accent", "leaf")[k % 3])
    buildings.door(c, 590, 620, 100, 220, "deep")
    buildings.window(c, 620, 170, 70, 60)
    buildings.window(c, 900, 170, 70, 60)
    c.box(726, 410, 806, 520, "moss", 10)
    c.box(734, 418, 798, 512, "leaf", 8)
    for dx in (-11, 11):
        c.oval(766 + dx, 452, 13, 13, "paper")
    c.poly([(743, 458), (789, 458), (766, 488)], "paper")
    c.poly([(770, 446), (758, 464), (767, 464), (762, 478), (776, 460), (767, 460)], "leaf")
    c.glow(766, 464, 130, 0.14)
    people.person(c, 460, 740, 270, "reach", "brand", 1)
    people.person(c, 330, 750, 260, "stand", "ochre", 1)
    people.wheelchair(c, 170, 760, 230, 1)
    plants.tree(c, 60, 610, 330, "airy")
    things.planter(c, 1010, 700, 150)
