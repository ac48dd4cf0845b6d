"""Scenes in parks, gardens and on the hill."""

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
        for x, y, size, facing in ((340, 700, 120, 1), (520, 640, 90, 1), (760, 730, 130, -1), (900, 610, 80, -1)):
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


def orchard(c: Canvas) -> None:
    """Rows of fruit trees on a verge."""
    land.sky(c, horizon=380)
    buildings.terrace(c, -30, 1230, 430, 130, 160, walls=("cream", "brick", "sand", "peach"))
    land.ground(c, 420, "meadow", 10)
    for y, h, xs in ((490, 190, (120, 330, 540, 750, 960, 1150)), (640, 290, (60, 400, 760, 1110))):
        for x in xs:
            plants.tree(c, x + c.rng.uniform(-14, 14), y, h, "round", c.rng.choice(("leaf", "6FA889", "lime")), c.rng.choice(("accent", "accent", "ochre")))
    plants.flowers(c, 0, 1200, 690, 790, 34, ("paper", "butter", "lilac"))
    for side in (0, 44):
        c.line([(520 + side, 740), (560 + side * 0.5, 470)], "wood", 8)
    for k in range(6):
        c.line([(526 + k * 6, 700 - k * 40), (560 + k * 3, 700 - k * 40)], "wood", 6)
    people.person(c, 566, 620, 190, "up", "ochre", 1)
    people.person(c, 900, 740, 210, "work", "brand", -1)
    people.child(c, 270, 740, 130, "up", coat="coral")
    for x in (640, 990):
        c.poly([(x - 40, 720), (x + 40, 720), (x + 30, 764), (x - 30, 764)], "wood")
        for k in range(7):
            c.oval(x - 30 + k * 10, 716 - (k % 2) * 7, 9, 9, "accent")


def garden(c: Canvas) -> None:
    """Raised beds in front of a green shed."""
    land.sky(c, horizon=400)
    land.hills(c, 420, 120)
    plants.grove(c, -20, 1200, 440, 130, 8)
    land.ground(c, 430, "meadow", 10)
    c.box(800, 300, 1060, 520, "teal")
    for x in range(820, 1060, 26):
        c.line([(x, 300), (x, 520)], mix("teal", "ink", 0.2), 2)
    c.poly([(776, 306), (930, 220), (1084, 306)], "dark")
    buildings.window(c, 836, 350, 72, 66)
    buildings.door(c, 960, 520, 64, 140, "ochre")
    c.box(1000, 190, 1016, 260, "slate")
    for k in range(4):
        c.oval(1010 + k * 16, 176 - k * 22, 12 + k * 5, 10 + k * 4, "paper", 130 - k * 25)
    for x in range(60, 700, 58):
        _sunflower(c, x, 520, c.rng.uniform(120, 190))
    people.person(c, 330, 610, 220, "work", "accent", 1)
    people.wheelchair(c, 740, 680, 230, -1)
    people.person(c, 1110, 620, 210, "work", "brand", -1)
    for x, w, y in ((60, 300, 700), (430, 230, 730), (860, 300, 720)):
        _bed(c, x, y, w)


def _sunflower(c: Canvas, x: float, y: float, h: float) -> None:
    from math import cos, pi, sin

    c.line([(x, y), (x + 4, y - h)], "moss", 6)
    for side in (-1, 1):
        c.soft([(x, y - h * 0.45), (x + side * 26, y - h * 0.58), (x + side * 8, y - h * 0.4)], "leaf")
    for k in range(11):
        angle = 2 * pi * k / 11
        c.oval(x + 4 + 19 * cos(angle), y - h + 19 * sin(angle), 9, 9, "ochre")
    c.oval(x + 4, y - h, 15, 15, "bark")


def _bed(c: Canvas, x: float, y: float, w: float) -> None:
    c.shade(x + w / 2, y, w * 0.56, 14, 80)
    for k in range(int(w / 26)):
        left = x + 14 + k * 26
        kind = k % 3
        if kind == 0:
            plants.bush(c, left, y - 84, 40, "lime")
        elif kind == 1:
            for dx in (-6, 0, 6):
                c.line([(left + dx, y - 82), (left + dx * 2, y - 128)], "leaf", 4)
        else:
            c.dome(left, y - 82, 15, 22, "accent")
    c.box(x, y - 86, x + w, y, "wood", 3)
    for row in (1, 2):
        c.line([(x, y - 86 + row * 29), (x + w, y - 86 + row * 29)], "bark", 2.5)
    c.box(x, y - 90, x + w, y - 82, mix("wood", "paper", 0.3), 3)


def meadow(c: Canvas) -> None:
    """Flowers with a mown path, a bench and the tower on its hill."""
    land.sky(c, horizon=400)
    land.hills(c, 430, 190)
    _tower(c, 300, 330, 120)
    plants.grove(c, 560, 1210, 460, 140, 7)
    land.ground(c, 440, "meadow", 12)
    land.path(c, 620, 560, 460, (16, 230), "grass")
    plants.flowers(c, 0, 520, 500, 800, 120, ("accent", "coral", "paper", "butter", "lilac"))
    plants.flowers(c, 760, 1200, 500, 800, 110, ("accent", "coral", "paper", "butter", "lilac"))
    things.bench(c, 720, 560, 140)
    people.sitting(c, 790, 536, 170, -1)
    people.child(c, 600, 640, 120, "run")
    people.person(c, 520, 560, 130, "walk")
    for _ in range(7):
        x, y = c.rng.uniform(80, 1120), c.rng.uniform(440, 620)
        c.oval(x - 4, y - 6, 6, 4, "paper", 190)
        c.oval(x + 3, y - 6, 6, 4, "paper", 190)
        c.oval(x, y, 8, 5, "ochre")
        c.line([(x, y - 4), (x, y + 4)], "ink", 2.6)


def _tower(c: Canvas, x: float, y: float, h: float, far: float = 0.15) -> None:
    """Beacon Tower: round, of stone, with a fire basket."""
    stone = c.haze("stone", far)
    c.poly([(x - h * 0.24, y), (x - h * 0.18, y - h), (x + h * 0.18, y - h), (x + h * 0.24, y)], stone, raw=True)
    c.poly([(x + h * 0.06, y), (x + h * 0.05, y - h), (x + h * 0.18, y - h), (x + h * 0.24, y)], mix(stone, c.tone("bark"), 0.2), raw=True)
    c.box(x - h * 0.22, y - h * 1.08, x + h * 0.22, y - h * 0.97, mix(stone, c.tone("bark"), 0.25), raw=True)
    for k in range(4):
        left = x - h * 0.22 + k * h * 0.125
        c.box(left, y - h * 1.17, left + h * 0.07, y - h * 1.07, stone, raw=True)
    for level in (0.3, 0.62):
        c.box(x - h * 0.04, y - h * (level + 0.14), x + h * 0.04, y - h * level, "glow" if c.light.lit else c.tone("dark"), 4, raw=True)


def beacon(c: Canvas) -> None:
    """The tower on the headland; extras: telescope."""
    land.sky(c, (900, 130), 430)
    land.sea(c, 430, calm=True)
    buildings.lighthouse(c, 1120, 436, 90)
    headland = [(0, 520), (180, 420), (420, 380), (640, 420), (820, 540), (1000, 620), (1200, 660), (1200, 800), (0, 800)]
    c.poly(headland, "moss")
    c.poly([(0, 640), (400, 580), (760, 630), (1200, 720), (1200, 800), (0, 800)], mix("moss", "leaf", 0.5))
    _tower(c, 340, 420, 270, 0)
    for x, y, h in ((560, 650, 170), (800, 690, 180), (890, 700, 176)):
        people.person(c, x, y, h, "stand", facing=1 if x < 700 else -1)
    people.child(c, 640, 670, 118, "up", 1)
    people.wheelchair(c, 450, 690, 170, 1)
    for dx in (-34, 0, 34):
        c.line([(716, 590), (716 + dx, 690)], "bark", 6)
    c.line([(668, 622), (760, 545)], "paper", 22)
    c.line([(738, 563), (772, 535)], "accent", 28)
    for _ in range(30):
        land.tuft(c, c.rng.uniform(0, 1200), c.rng.uniform(730, 800), 18, "leaf")
    if c.light.dark:
        c.poly([(560, 60), (760, 150), (758, 153)], "FFF6DC", 150, raw=True)


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
    for x, h in ((300, 340), (930, 360)):
        c.oval(x + 80, 760, 170, 34, "ink", 36, raw=True)
        c.box(x - 44, 742, x + 44, 766, "bark", 6)
        c.line([(x, 760), (x, 560)], "bark", 9)
        for dx in (-36, 36):
            c.line([(x + dx, 766), (x + dx, 640)], "wood", 6)
        c.line([(x - 36, 660), (x + 36, 660)], "dark", 5)
        plants._crown(c, x, 540, 74, 92, "lime")
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
        people.person(c, x, 540, 150, "work", c.rng.choice(("accent", "accent", "deep")), 1 if x < 600 else -1)
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


def hall(c: Canvas) -> None:
    """The community hall with lit windows."""
    land.sky(c, horizon=420)
    land.hills(c, 450, 120)
    for x, h in ((80, 240), (1120, 270), (1010, 200), (190, 180)):
        plants.tree(c, x, 520, h, "pine")
    land.ground(c, 480, "grass", 8)
    c.shade(600, 584, 430, 26, 80)
    c.box(220, 380, 980, 580, "brick")
    c.poly([(190, 386), (260, 262), (940, 262), (1010, 386)], "snow" if c.light.weather == "snow" else "teal")
    c.box(500, 330, 700, 580, "cream")
    c.poly([(480, 336), (600, 232), (720, 336)], "snow" if c.light.weather == "snow" else "rust")
    buildings.arched(c, 600, 580, 100, 190, lit=True)
    c.oval(600, 320, 25, 25, "glow", raw=True)
    for x in (260, 380, 750, 870):
        buildings.window(c, x, 424, 70, 100, lit=True)
    c.glow(600, 560, 260, 0.5)
    c.poly([(560, 580), (640, 580), (760, 800), (440, 800)], mix("sand", "snow", 0.35))
    c.poly([(560, 580), (640, 580), (690, 690), (510, 690)], "glow", 90, raw=True)
    for x, y, h in ((470, 720, 190), (560, 690, 170), (720, 760, 205)):
        people.person(c, x, y, h, "walk", facing=1 if x < 600 else -1)
    people.child(c, 655, 735, 120, "run", -1, "accent")
    people.wheelchair(c, 860, 690, 170, -1)


def solar(c: Canvas) -> None:
    """Panels on a school roof among trees."""
    land.sky(c, (960, 150), 420)
    c.glow(960, 150, 520, 0.3, "FFF3CF")
    land.hills(c, 430, 140)
    buildings.far_town(c, 760, 1160, 430, 30)
    land.ground(c, 460, "grass", 10)
    plants.grove(c, -10, 260, 560, 250, 3)
    c.box(180, 420, 900, 650, "brick")
    c.box(180, 420, 900, 436, "paper")
    for x in range(220, 860, 130):
        buildings.window(c, x, 476, 84, 92)
    buildings.door(c, 500, 650, 84, 150, "brand")
    c.poly([(180, 424), (310, 286), (1010, 286), (900, 424)], mix("stone", "paper", 0.4))
    c.poly([(900, 424), (1010, 286), (1010, 520), (900, 650)], mix("brick", "rust", 0.6))
    for row in range(2):
        for column in range(5 - row):
            x, y = 200 + column * 138 + row * 66, 420 - row * 62
            c.poly([(x, y), (x + 36, y - 74), (x + 150, y - 74), (x + 124, y)], "deep")
            c.poly([(x + 8, y - 6), (x + 38, y - 68), (x + 84, y - 68), (x + 60, y - 6)], mix("deep", "shallow", 0.32))
            for t in (0.33, 0.66):
                c.line([(x + 36 * t, y - 74 * t), (x + 124 + 26 * t, y - 74 * t)], "shallow", 2)
            c.line([(x + 62, y), (x + 92, y - 74)], "shallow", 2)
            c.line([(x + 10, y), (x + 10, y + 4)], "dark", 4)
    plants.tree(c, 1020, 650, 330, "round")
    land.path(c, 540, 620, 650, (90, 330))
    people.child(c, 430, 730, 130, "run", 1)
    people.child(c, 760, 740, 135, "wave", -1)
    people.person(c, 880, 730, 200, "stand", facing=-1)
    plants.bush(c, 130, 700, 150, flowers="coral")
    plants.bush(c, 1120, 730, 170, flowers="butter")
