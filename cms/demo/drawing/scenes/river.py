"""Scenes by the river, the marsh and the pond."""

from math import cos, pi, sin

from cms.demo.drawing import buildings, land, people, plants, things, water
from cms.demo.drawing.canvas import Canvas
from cms.demo.drawing.palette import mix


def marsh(c: Canvas) -> None:
    """A boardwalk through reeds to a hide."""
    land.sky(c, horizon=400)
    land.hills(c, 390, 90)
    c.box(0, 385, 1200, 800, "meadow")
    for x, y, rx, ry in (
        (300, 470, 260, 26),
        (900, 450, 300, 22),
        (180, 600, 300, 46),
        (960, 620, 360, 60),
        (560, 520, 180, 20),
    ):
        c.oval(x, y, rx, ry, "shallow")
        c.oval(x + 20, y + ry * 0.2, rx * 0.7, ry * 0.55, mix("shallow", c.light.sky[1], 0.45))
    for x0, x1, y in ((0, 300, 420), (500, 800, 415), (850, 1200, 425)):
        plants.reeds(c, x0, x1, y, 46, 40)
    _boardwalk(c)
    for x, y, size, facing in (
        (180, 640, 92, 1),
        (320, 612, 70, -1),
        (930, 650, 100, -1),
        (1070, 610, 74, 1),
        (820, 585, 54, 1),
    ):
        water.wader(c, x, y, size, facing)
    plants.reeds(c, -10, 190, 800, 190, 34)
    plants.reeds(c, 1000, 1210, 800, 210, 36)
    water.gulls(c, 5, 80, 260)


def _boardwalk(c: Canvas) -> None:
    spine = [(640, 430, 22), (620, 470, 34), (640, 530, 58), (620, 620, 104), (560, 800, 210)]
    left, right = [(x - w / 2, y) for x, y, w in spine], [(x + w / 2, y) for x, y, w in spine]
    c.poly([*left, *reversed(right)], "wood")
    for k in range(30):
        t = (k / 29) ** 1.8
        y = 430 + 370 * t
        index = max(i for i, spot in enumerate(spine) if spot[1] <= y)
        a, b = spine[index], spine[min(index + 1, len(spine) - 1)]
        part = (y - a[1]) / max(1, b[1] - a[1])
        x, w = a[0] + (b[0] - a[0]) * part, a[2] + (b[2] - a[2]) * part
        c.line([(x - w / 2, y), (x + w / 2, y)], "bark", 1.2 + 2.4 * t)
    c.box(560, 330, 720, 430, "bark", 3)
    c.poly([(540, 336), (640, 292), (740, 336)], "dark")
    c.box(580, 368, 700, 386, "ink", 2)
    people.person(c, 632, 560, 108, "walk", "accent", 1)
    people.child(c, 660, 566, 76, "walk")


def river(c: Canvas) -> None:
    """A path along the river with the mill."""
    land.sky(c, horizon=420)
    land.hills(c, 420, 140)
    buildings.far_town(c, 720, 1130, 420)
    c.box(0, 420, 1200, 800, "meadow")
    c.poly([(560, 428), (700, 428), (1200, 560), (1200, 800), (760, 800)], "sea")
    c.poly([(590, 428), (640, 428), (1010, 800), (800, 800)], "shallow", 90)
    for k in range(12):
        y = 450 + k * 28
        c.line([(690 + k * 22, y), (740 + k * 30, y)], "foam", 3, 130)
    for x, height in ((1030, 240), (1150, 280), (905, 180)):
        plants.tree(c, x, 480 + height * 0.12, height, "airy", "leaf")
    mill_house(c, 150, 470, 0.8)
    c.poly([(470, 424), (520, 424), (640, 800), (220, 800)], "sand")
    c.poly([(470, 424), (478, 424), (250, 800), (220, 800)], mix("sand", "bark", 0.2))
    plants.reeds(c, 640, 760, 800, 150, 16)
    plants.reeds(c, 560, 620, 560, 70, 12)
    things.bench(c, 90, 640, 150)
    people.wheelchair(c, 400, 740, 200, 1)
    people.cyclist(c, 470, 560, 130, -1)
    people.person(c, 455, 490, 74, "walk")
    water.duck(c, 900, 690, 60, -1)
    water.duck(c, 990, 730, 70, -1)


def mill_house(c: Canvas, x: float, y: float, size: float) -> None:
    """The white weatherboard mill with its wheel."""
    w, h = 250 * size, 250 * size
    c.box(x, y - h, x + w, y, "paper")
    for row in range(1, 14):
        c.line([(x, y - h + row * h / 14), (x + w, y - h + row * h / 14)], "stone", 1.5)
    c.box(x + w * 0.86, y - h, x + w, y, "stone", alpha=140)
    c.poly(
        [
            (x - 14, y - h + 4),
            (x + w * 0.12, y - h - 100 * size),
            (x + w * 0.88, y - h - 100 * size),
            (x + w + 14, y - h + 4),
        ],
        "rust",
    )
    c.box(x + w * 0.4, y - h - 82 * size, x + w * 0.62, y - h - 30 * size, "paper")
    c.poly(
        [
            (x + w * 0.36, y - h - 80 * size),
            (x + w * 0.51, y - h - 122 * size),
            (x + w * 0.66, y - h - 80 * size),
        ],
        "rust",
    )
    for row in range(3):
        for column in range(3):
            buildings.window(
                c, x + w * (0.1 + 0.28 * column), y - h + (26 + 76 * row) * size, 34 * size, 42 * size
            )
    c.box(x - 8, y - 24 * size, x + w + 8, y + 14, "stone")


def mill(c: Canvas) -> None:
    """The tide mill by its pond."""
    land.sky(c, horizon=420)
    land.hills(c, 430, 160)
    plants.grove(c, 620, 1200, 450, 150, 6)
    land.ground(c, 440, "meadow", 8)
    land.sea(c, 560, calm=True)
    mill_house(c, 330, 560, 1.25)
    c.box(0, 548, 1200, 572, "stone")
    for arch in (760, 900):
        c.dome(arch, 640, 54, 66, "dark")
    c.box(690, 560, 1200, 580, "stone")
    c.box(690, 500, 1200, 508, "bark")
    for x in range(700, 1200, 60):
        c.line([(x, 504), (x, 560)], "bark", 6)
    _wheel(c, 290, 560, 120)
    people.person(c, 800, 562, 110, "stand")
    people.child(c, 850, 562, 78, "wave")
    water.mirror(c, 480, 590, 150, "paper")
    water.duck(c, 620, 690, 80)
    water.duck(c, 740, 730, 84)
    plants.reeds(c, 960, 1210, 800, 170, 34)
    plants.reeds(c, -10, 120, 800, 120, 20)


def _wheel(c: Canvas, x: float, y: float, r: float) -> None:
    for k in range(12):
        angle = 2 * pi * k / 12 + 0.15
        c.line([(x, y), (x + r * 1.1 * cos(angle), y + r * 1.1 * sin(angle))], "bark", 9)
        edge = angle + pi / 24
        c.line(
            [
                (x + r * 0.86 * cos(edge), y + r * 0.86 * sin(edge)),
                (x + r * 1.14 * cos(edge), y + r * 1.14 * sin(edge)),
            ],
            "wood",
            16,
        )
    c.ring(x, y, r, "wood", 13)
    c.ring(x, y, r * 0.7, "bark", 8)
    c.oval(x, y, 17, 17, "dark")
    c.oval(x, y + r * 1.02, r * 1.2, 20, "foam", 150)


def bridge(c: Canvas) -> None:
    """A footbridge over the river with lamps in its rail."""
    land.sky(c, horizon=430)
    land.hills(c, 440, 120)
    buildings.far_town(c, 30, 420, 440, 30)
    buildings.far_town(c, 800, 1180, 440, 30, tower=False)
    land.sea(c, 450, calm=True)
    span = [(x, 540 - 110 * (1 - ((x - 600) / 640) ** 2)) for x in range(-40, 1241, 40)]
    for x, y in span[::2]:
        reach = 640 + (640 - y) * 0.6
        c.box(x - 2, 600, x + 3, reach + 60, "glow", 2, 55, raw=True)
    for pillar in (330, 870):
        c.box(pillar - 22, 500, pillar + 22, 680, "slate")
        c.oval(pillar, 680, 40, 9, "foam", 120)
    c.poly([*span, *[(x, y + 26) for x, y in reversed(span)]], "dark")
    c.line([(x, y - 58) for x, y in span], "wood", 8)
    for x, y in span:
        c.line([(x, y), (x, y - 58)], "slate", 3)
        c.oval(x, y - 52, 5, 5, "glow", raw=c.light.lit)
        c.glow(x, y - 48, 64, 0.3)
    people.person(c, 500, 436, 96, "walk")
    people.person(c, 556, 434, 92, "walk")
    people.cyclist(c, 790, 446, 100, -1)
    plants.reeds(c, -10, 200, 800, 150, 28)
    plants.reeds(c, 980, 1210, 800, 130, 28)


def pond(c: Canvas) -> None:
    """Children dip nets from a platform."""
    land.sky(c, horizon=360)
    land.hills(c, 370, 100)
    plants.grove(c, -20, 1200, 400, 150, 9)
    land.ground(c, 380, "grass", 8, tufts=False)
    c.soft([(-60, 470), (300, 430), (760, 440), (1260, 480), (1280, 800), (600, 830), (-80, 790)], "sea")
    c.soft([(60, 520), (420, 470), (900, 490), (1180, 560), (900, 700), (300, 690)], "shallow", 110)
    for _ in range(13):
        x, y = c.rng.uniform(60, 560), c.rng.uniform(520, 760)
        c.oval(x, y, 36, 11, "leaf")
        c.poly([(x, y), (x + 36, y - 6), (x + 36, y + 5)], "sea")
        if c.rng.random() < 0.5:
            c.dome(x - 4, y - 1, 12, 14, c.rng.choice(("rose", "paper")))
    c.poly([(640, 560), (1210, 540), (1210, 690), (600, 690)], "wood")
    for k in range(9):
        y = 564 + k * 14
        c.line([(636 - k * 4, y), (1210, y - 12 * (1 - k / 9))], "bark", 2)
    c.box(596, 690, 1210, 716, "bark")
    for x in (640, 820, 1000, 1170):
        c.box(x, 700, x + 18, 780, "bark")
    c.box(600, 676, 1210, 690, mix("wood", "paper", 0.3), 4)
    for x, facing in ((720, -1), (860, -1), (1000, -1)):
        people.sitting(c, x, 660, 170, facing, legs=False)
        c.line([(x - 28, 640), (x - 130, 724)], "bark", 5)
        c.soft([(x - 150, 716), (x - 120, 712), (x - 116, 740), (x - 140, 756)], "paper", 190)
    people.person(c, 1120, 640, 220, "stand", "brand", -1)
    water.duck(c, 240, 620, 84)
    for x in (330, 390):
        water.duck(c, x, 600, 40)
    plants.reeds(c, -10, 120, 800, 210, 26)
