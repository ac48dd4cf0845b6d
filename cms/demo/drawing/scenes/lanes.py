"""Scenes in lanes, on steps and crossings, and at painted walls."""

from cms.demo.drawing import buildings, land, people, plants, things, water
from cms.demo.drawing.canvas import Canvas
from cms.demo.drawing.palette import mix

BRICKS = ("brick", "peach", "cream", "sand", "rose")


def lamps(c: Canvas) -> None:
    """A narrow lane with a row of warm lamps."""
    land.sky(c, (980, 110), 480)
    buildings.far_town(c, 470, 720, 470, 30)
    c.poly([(520, 470), (660, 470), (1010, 800), (150, 800)], mix("stone", "slate", 0.35))
    for k in range(9):
        y = 480 + k * k * 4.6
        c.line([(520 - (y - 470) * 1.1, y), (660 + (y - 470) * 1.05, y)], mix("stone", "ink", 0.3), 1.6, 130)
    for side in (-1, 1):
        for x, y, w, h in (
            (0.0, 640, 230, 400),
            (225, 560, 150, 300),
            (370, 515, 100, 220),
            (465, 490, 56, 150),
        ):
            left = x - 20 if side < 0 else 1220 - x - w
            buildings.house(
                c,
                left,
                y,
                w,
                h,
                wall=c.rng.choice(("cream", "peach", "mint", "rose", "stone")),
                gable=True,
                floors=3 if h > 260 else 2,
            )
    c.poly([(0, 640), (210, 640), (150, 800), (0, 800)], "stone")
    c.poly([(1200, 640), (990, 640), (1040, 800), (1200, 800)], "stone")
    for x, y, h in (
        (300, 640, 210),
        (405, 565, 145),
        (470, 520, 100),
        (870, 640, 210),
        (780, 565, 145),
        (715, 520, 100),
    ):
        things.lamp(c, x, y, h)
    people.person(c, 560, 650, 150, "walk", "accent", 1)
    people.person(c, 630, 640, 145, "walk", "ochre", 1)
    people.person(c, 590, 530, 76, "walk", "teal", -1)


def steps(c: Canvas) -> None:
    """Stone steps between old houses."""
    land.sky(c, (600, 140), 420)
    for side, spots in (
        (-1, ((0, 660, 260, 420), (230, 520, 190, 320), (400, 400, 110, 220))),
        (1, ((0, 660, 260, 440), (240, 530, 180, 330), (400, 410, 110, 220))),
    ):
        for x, y, w, h in reversed(spots):
            left = x - 20 if side < 0 else 1220 - x - w
            buildings.house(c, left, y + 80, w, h + 80, floors=3)
    for k in range(16):
        t = k / 15
        y, half = 350 + 450 * t**1.35, 90 + 210 * t
        deep = 10 + 30 * t
        c.poly(
            [
                (600 - half, y),
                (600 + half, y),
                (600 + half + 14, y + deep + 30),
                (600 - half - 14, y + deep + 30),
            ],
            mix("stone", "bark", 0.3),
        )
        c.poly(
            [
                (600 - half, y),
                (600 + half, y),
                (600 + half + 6, y + deep * 0.55),
                (600 - half - 6, y + deep * 0.55),
            ],
            mix("stone", "paper", 0.35),
        )
        c.line([(600 - half, y + 2), (600 + half, y + 2)], "butter", 2 + 2 * t)
    for side in (-1, 1):
        c.line([(600 + side * 84, 300), (600 + side * 290, 690)], "dark", 9)
        for t in (0.0, 0.25, 0.5, 0.75, 1.0):
            x, y = 600 + side * (84 + 206 * t), 300 + 390 * t
            c.line([(x, y), (x, y + 56 + 54 * t)], "dark", 7)
            c.oval(x + side * 6, y + 60, 8, 6, "glow", raw=c.light.lit)
            c.glow(x, y + 60, 130, 0.35)
    people.person(c, 560, 560, 150, "walk", "accent", 1)
    people.person(c, 680, 690, 200, "walk", "deep", -1)
    people.child(c, 620, 440, 80, "wave")
    for x, y in ((300, 740), (900, 745), (245, 770)):
        c.poly([(x - 28, y - 46), (x + 28, y - 46), (x + 20, y), (x - 20, y)], "brick")
        plants.bush(c, x, y - 42, 80, flowers=c.rng.choice(("coral", "paper", "lilac")))


def mural(c: Canvas) -> None:
    """A painted wall; extras: letters (a sign with an anchor), people (an underpass with faces)."""
    if "people" in c.extras:
        _long_mural(c)
        return
    land.sky(c, horizon=420)
    buildings.terrace(c, 760, 1240, 640, 330, 170, walls=("cream", "mint", "peach"), floors=3)
    buildings.terrace(c, -60, 170, 640, 300, 190, walls=("sand", "rose"), floors=3)
    c.poly([(180, 640), (180, 240), (470, 70), (760, 240), (760, 640)], "brick")
    for row in range(25):
        y = 130 + row * 21
        edge = max(0, (240 - y) * 1.7)
        for column in range(14):
            x = 190 + column * 42 + (row % 2) * 21
            if 190 + edge < x < 720 - edge and c.rng.random() < 0.3:
                c.box(x, y, x + 32, y + 12, mix("brick", c.rng.choice(("rust", "peach")), 0.35), 2)
    c.soft([(250, 300), (470, 250), (690, 300), (700, 480), (470, 560), (240, 480)], "deep")
    c.soft([(268, 314), (470, 268), (672, 314), (682, 470), (470, 540), (258, 470)], "cream")
    _anchor(c, 470, 290, 180)
    for y, half in ((320, 60), (470, 90)):
        for side in (-1, 1):
            for k in range(3):
                c.box(
                    470 + side * (90 + k * 34) - 12,
                    y,
                    470 + side * (90 + k * 34) + 12,
                    y + 34 - 0.1 * half,
                    "accent",
                    3,
                )
    c.box(0, 640, 1200, 800, "sand")
    for side in (0, 52):
        c.line([(600 + side, 700), (560 + side * 0.8, 380)], "wood", 9)
    for k in range(9):
        c.line([(600 - k * 4.2, 680 - k * 34), (648 - k * 5, 680 - k * 34)], "wood", 7)
    people.person(c, 600, 500, 190, "up", "paper", -1)
    people.person(c, 420, 740, 230, "wave", "teal", 1)
    people.person(c, 330, 745, 220, "stand", "ochre", 1)
    for x, colour in ((720, "accent"), (770, "deep"), (820, "ochre")):
        c.box(x - 20, 690, x + 20, 734, "slate", 4)
        c.oval(x, 690, 20, 6, colour)


def _anchor(c: Canvas, x: float, y: float, h: float) -> None:
    c.ring(x, y + h * 0.1, h * 0.09, "deep", h * 0.05)
    c.line([(x, y + h * 0.2), (x, y + h)], "deep", h * 0.08)
    c.line([(x - h * 0.22, y + h * 0.34), (x + h * 0.22, y + h * 0.34)], "deep", h * 0.07)
    c.line(
        [(x + h * 0.48 * (k / 8), y + h * (1 - 0.38 * (k / 8) ** 2)) for k in range(-8, 9)], "deep", h * 0.08
    )
    for side in (-1, 1):
        c.poly(
            [
                (x + side * h * 0.36, y + h * 0.66),
                (x + side * h * 0.6, y + h * 0.72),
                (x + side * h * 0.5, y + h * 0.48),
            ],
            "deep",
        )


def _long_mural(c: Canvas) -> None:
    c.box(0, 0, 1200, 130, "slate")
    c.box(0, 120, 1200, 140, "dark")
    c.box(0, 140, 1200, 610, "cream")
    c.soft([(-80, 620), (120, 330), (380, 480), (560, 300), (800, 500), (1000, 320), (1300, 620)], "teal")
    c.soft([(-100, 640), (220, 470), (520, 560), (820, 440), (1280, 640)], "ochre")
    c.oval(930, 270, 90, 90, "coral")
    for x, y, size in ((180, 230, 44), (420, 200, 34), (720, 210, 40), (1090, 210, 30)):
        c.line(
            [(x - size, y - size * 0.4), (x, y + size * 0.2), (x + size, y - size * 0.4)], "deep", size * 0.28
        )
    for x, skin, hair, coat in (
        (150, "9C6543", "2A2320", "accent"),
        (370, "F3CBA8", "C7A262", "deep"),
        (590, "704730", "2A2320", "butter"),
        (800, "E2AC80", "A8A39C", "plum"),
        (1040, "F6D8C0", "9A4A2C", "brand"),
    ):
        c.dome(x, 612, 110, 120, coat)
        c.box(x - 24, 450, x + 24, 520, skin, 14)
        c.oval(x, 420, 62, 74, skin)
        c.dome(x, 408, 66, 66, hair)
        c.oval(x - 58, 430, 18, 46, hair)
    c.box(0, 610, 1200, 800, "stone")
    c.box(0, 610, 1200, 622, mix("stone", "bark", 0.4))
    for x in range(100, 1200, 250):
        c.box(x, 96, x + 110, 112, "glow", 6, raw=True)
        c.glow(x + 55, 120, 240, 0.22)
    for x, h in ((280, 230), (480, 240), (960, 235)):
        people.person(c, x, 750, h, "walk")
    people.child(c, 545, 752, 140, "wave")
    people.cyclist(c, 760, 740, 200, -1)


def crossing(c: Canvas) -> None:
    """A raised zebra in front of small shops."""
    land.sky(c, horizon=400)
    _shops(c)
    c.box(0, 500, 1200, 560, "sand")
    land.road(c, 566, 720)
    c.poly([(420, 560), (800, 560), (880, 728), (340, 728)], mix("road", "brick", 0.35))
    for k in range(5):
        t = k / 5
        c.poly(
            [(430 + 372 * t, 562), (468 + 372 * t, 562), (408 + 530 * t - 8, 726), (354 + 530 * t, 726)],
            "paper",
        )
    c.box(0, 730, 1200, 800, "sand")
    for x, y in ((372, 566), (836, 740)):
        for k in range(6):
            c.box(x - 7, y - 40 * (k + 1), x + 7, y - 40 * k, ("ink", "paper")[k % 2])
        c.oval(x, y - 262, 24, 24, "F2A93B", raw=True)
        c.glow(x, y - 262, 120, 0.3)
    people.person(c, 520, 690, 210, "walk", "accent", 1)
    people.child(c, 590, 694, 130, "walk", 1)
    people.person(c, 700, 650, 190, "walk", "sea", -1)
    people.wheelchair(c, 460, 640, 170, 1)
    things.car(c, 930, 700, 230, "paper", -1)
    people.person(c, 130, 780, 210, "wave", "butter", 1)
    c.line([(172, 660), (172, 780)], "paper", 6)
    c.oval(172, 650, 28, 28, "accent")


def _shops(c: Canvas) -> None:
    for k, (wall, sign) in enumerate(
        (("peach", "brand"), ("cream", "accent"), ("mint", "deep"), ("sand", "plum"), ("rose", "moss"))
    ):
        x = -10 + k * 246
        c.box(x, 210, x + 240, 505, wall)
        c.poly([(x - 6, 214), (x + 16, 150), (x + 224, 150), (x + 246, 214)], mix("slate", "rust", 0.2 * k))
        for dx in (34, 140):
            buildings.window(c, x + dx, 240, 60, 66)
        c.box(x + 8, 330, x + 232, 366, sign, 4)
        for n in range(5):
            c.box(x + 58 + n * 26, 342, x + 76 + n * 26, 354, "cream", 3)
        c.box(x + 16, 376, x + 150, 490, "glass", 3)
        for n in range(4):
            c.box(
                x + 28 + n * 30,
                450,
                x + 50 + n * 30,
                488,
                c.rng.choice(("coral", "ochre", "leaf", "paper", "lilac")),
                3,
            )
        buildings.door(c, x + 168, 505, 50, 122, sign)


def bike_lane(c: Canvas) -> None:
    """A kerbed lane that leads down to the sea."""
    land.sky(c, (600, 190), 420)
    land.sea(c, 400, 520)
    water.sailing_boat(c, 640, 424, 50)
    for side in (-1, 1):
        for x, y, w, h in (
            (430, 470, 90, 130),
            (310, 520, 130, 200),
            (150, 590, 180, 290),
            (-60, 700, 240, 420),
        ):
            left = x if side < 0 else 1200 - x - w
            buildings.house(c, left, y, w, h, wall=c.rng.choice(BRICKS), floors=2 if h < 250 else 3)
    c.poly([(520, 470), (690, 470), (1150, 800), (60, 800)], "sand")
    c.poly([(545, 470), (600, 470), (560, 800), (220, 800)], "road")
    c.poly([(606, 470), (650, 470), (900, 800), (600, 800)], mix("leaf", "brand", 0.3))
    c.poly([(600, 470), (606, 470), (600, 800), (560, 800)], "stone")
    for k in range(5):
        t = (k / 5) ** 1.5
        x, y = 628 + 122 * t, 480 + 320 * t
        c.line([(x, y), (x + 9 * t + 2, y + 24 * t + 5)], "paper", 3 + 5 * t)
    people.cyclist(c, 660, 600, 120, -1)
    people.cyclist(c, 770, 750, 240, -1, passenger=True)
    people.person(c, 950, 700, 190, "walk")
    people.person(c, 1010, 705, 180, "walk")
    things.car(c, 380, 640, 150, "ochre")
    plants.tree(c, 1050, 640, 250, "tall")
    water.gulls(c, 4)
