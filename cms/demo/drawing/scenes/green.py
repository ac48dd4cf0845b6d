"""Scenes in parks and on the cliff."""

from cms.demo.drawing import buildings, land, people, plants, things, water
from cms.demo.drawing.canvas import Canvas
from cms.demo.drawing.palette import mix


def park(c: Canvas) -> None:
    """A park; extras: houses, table, dogs, fence."""
    land.sky(c, horizon=400)
    land.hills(c, 420, 130)
    if "houses" in c.extras:
        buildings.terrace(c, -20, 1220, 470, 190, 150)
    land.ground(c, 450, "grass", 16)
    if "fence" in c.extras:
        plants.grove(c, 0, 1200, 470, 140, 7)
        things.fence(c, -4, 1204, 520, 74)
        for x, y, size, facing in (
            (340, 700, 120, 1),
            (520, 640, 90, 1),
            (760, 730, 130, -1),
            (900, 610, 80, -1),
        ):
            people.dog(c, x, y, size, facing)
        c.oval(640, 700, 14, 14, "accent")
        things.bench(c, 90, 620, 150)
        people.sitting(c, 150, 592, 190, 1)
        for x, h in ((1040, 210), (1120, 200)):
            people.person(c, x, 670, h, "stand", facing=1 if x < 1100 else -1)
        return
    land.path(c, 240, 90, 474, (20, 160))
    for x, y, h in ((90, 560, 300), (360, 520, 230), (1110, 600, 330), (880, 520, 240)):
        plants.tree(c, x, y, h)
    _long_table(c)
    plants.flowers(c, 0, 330, 730, 800, 16)
    plants.flowers(c, 1000, 1200, 740, 800, 14)


def _long_table(c: Canvas) -> None:
    for x in (520, 640, 770, 900):
        people.sitting(c, x, 640, 200, c.rng.choice((-1, 1)))
    things.table(c, 440, 700, 560, 84)
    for k in range(7):
        x = 480 + k * 78
        c.oval(x, 606, 20, 5, "paper")
        c.box(x + 24, 588, x + 34, 608, c.rng.choice(("glass", "coral", "ochre")), 3)
    c.box(420, 690, 1020, 704, mix("wood", "paper", 0.2), 5)
    people.child(c, 330, 720, 120, "run", 1)


def bench(c: Canvas) -> None:
    """A bench on the cliff path with the sea below."""
    land.sky(c, (900, 170), 420)
    land.sea(c, 400)
    land.hills(c, 408, 60, 2, bottom=412)
    for x, y, size in ((240, 440, 74), (480, 424, 50), (760, 470, 100), (1060, 436, 64)):
        water.sailing_boat(c, x, y, size)
    cliff = land.ridge(c, 620, 90, 0.9)
    land.below(c, lambda x: cliff(x) + 80 * max(0.0, (x - 700) / 500), "grass")
    c.poly([(0, 720), (400, 690), (800, 712), (1200, 780), (1200, 800), (0, 800)], "sand")
    for _ in range(40):
        x = c.rng.uniform(0, 1200)
        land.tuft(c, x, 660 + c.rng.uniform(0, 40), 16)
    plants.flowers(c, 0, 1200, 640, 700, 22, ("rose", "paper", "butter"))
    things.bench(c, 330, 720, 330)
    for x, facing, coat in ((420, 1, "accent"), (560, -1, "brand")):
        people.sitting(c, x, 662, 310, facing, coat)
    people.dog(c, 720, 740, 90, -1)
    plants.tree(c, 130, 720, 400, "airy", "leaf")
    water.gulls(c, 6)


def avenue(c: Canvas) -> None:
    """A street lined with trees that throw shade."""
    land.sky(c, horizon=400)
    buildings.terrace(c, -30, 1230, 500, 210, 150, walls=("brick", "peach", "cream", "sand"))
    c.box(0, 496, 1200, 560, "sand")
    land.road(c, 566, 660, dashes=False)
    c.box(0, 668, 1200, 800, "sand")
    for x, h in ((110, 330), (400, 300), (720, 340), (1040, 310)):
        c.oval(x + 60, 620, 130, 30, "ink", 40, raw=True)
        c.box(x - 34, 545, x + 34, 560, "bark", 4)
        plants.tree(c, x, 554, h, "round")
    things.car(c, 820, 640, 180, facing=-1)
    people.cyclist(c, 240, 640, 160, 1)
    for x in (300, 930):
        c.oval(x + 80, 760, 170, 34, "ink", 36, raw=True)
        c.box(x - 44, 742, x + 44, 766, "bark", 6)
        c.line([(x, 760), (x, 560)], "bark", 9)
        for dx in (-36, 36):
            c.line([(x + dx, 766), (x + dx, 640)], "wood", 6)
        c.line([(x - 36, 660), (x + 36, 660)], "dark", 5)
        plants.crown(c, x, 540, 74, 92, "lime")
    people.person(c, 500, 770, 200, "walk", "accent", 1)
    people.child(c, 570, 770, 120, "walk", 1)
    people.sitting(c, 736, 700, 190, -1)
    things.bench(c, 660, 760, 170)
    people.dog(c, 420, 774, 70, 1)


def bandstand(c: Canvas) -> None:
    """A band plays in the park."""
    land.sky(c, horizon=420)
    land.hills(c, 440, 130)
    plants.grove(c, -20, 380, 480, 220, 4)
    plants.grove(c, 840, 1220, 480, 220, 4)
    land.ground(c, 450, "grass", 10)
    c.shade(600, 610, 330, 34, 90)
    c.poly([(340, 540), (860, 540), (890, 612), (310, 612)], "stone")
    c.poly([(340, 540), (860, 540), (864, 552), (336, 552)], mix("stone", "paper", 0.5))
    c.box(380, 330, 820, 360, "brand")
    for x in (440, 520, 600, 680, 760):
        people.person(
            c, x, 540, 150, "work", c.rng.choice(("accent", "accent", "deep")), 1 if x < 600 else -1
        )
        c.line([(x + 14, 456), (x + 40, 448)], "ochre", 9)
        c.oval(x + 46, 447, 13, 15, "butter")
    for x in (372, 484, 600, 716, 828):
        c.box(x - 6, 340, x + 6, 548, "brand", 3)
    for k in range(19):
        x = 384 + k * 24
        c.line([(x, 500), (x, 542)], "teal", 3)
    c.line([(372, 500), (828, 500)], "teal", 6)
    c.poly([(320, 340), (470, 250), (730, 250), (880, 340)], "teal")
    for x in (395, 500, 600, 700, 805):
        c.line([(600 + (x - 600) * 0.55, 250), (x * 1.0, 340)], mix("teal", "ink", 0.2), 3)
    c.poly([(520, 252), (600, 190), (680, 252)], "teal")
    c.line([(600, 192), (600, 160)], "ochre", 5)
    things.bunting(c, 330, 356, 870, 356, 14)
    c.poly([(880, 612), (1060, 660), (1040, 672), (866, 612)], "stone")
    for x, y in ((180, 690), (300, 730), (760, 740), (910, 720), (1050, 745)):
        people.sitting(c, x, y, 190, 1 if x < 600 else -1)
        c.box(x - 26, y, x + 26, y + 7, "dark", 3)
        c.line([(x - 20, y), (x - 20, y + 40)], "dark", 5)
    people.person(c, 490, 740, 180, "up", "butter", 1)
    people.person(c, 580, 745, 176, "up", "plum", -1)
