"""Scenes indoors: library, kitchen, workshop."""

from cms.demo.drawing import buildings, land, people, plants, things
from cms.demo.drawing.canvas import Canvas
from cms.demo.drawing.palette import mix

SPINES = (
    "accent",
    "brand",
    "ochre",
    "sea",
    "plum",
    "coral",
    "leaf",
    "deep",
    "cream",
    "butter",
    "teal",
    "rust",
)


def library(c: Canvas) -> None:
    """Tables between shelves, or the building in the evening; extras: outside, tables."""
    if "outside" in c.extras:
        _library_front(c)
        return
    _room(c, "cream", "wood", 600)
    for x in (30, 330, 650, 950):
        shelf(c, x, 600, 220, 430)
    for x in (290, 600, 910):
        c.line([(x, 0), (x, 150)], "dark", 4)
        c.poly([(x - 62, 206), (x - 26, 150), (x + 26, 150), (x + 62, 206)], "brand")
        c.oval(x, 206, 40, 10, "glow", raw=True)
        c.glow(x, 220, 360, 0.34)
    for x, coats in ((200, ("accent", "teal")), (600, ("ochre", "plum")), (1000, ("sea", "coral"))):
        people.sitting(c, x - 90, 660, 230, 1, coats[0])
        people.sitting(c, x + 90, 660, 230, -1, coats[1])
        c.oval(x, 632, 96, 20, mix("wood", "paper", 0.25))
        c.box(x - 10, 640, x + 10, 748, "bark")
        c.oval(x, 750, 54, 10, "bark")
        for dx in (-34, 34):
            c.box(x + dx - 11, 606, x + dx + 11, 628, "paper", 4)
        c.poly([(x - 22, 632), (x, 626), (x + 22, 632), (x, 638)], "cream")


def _room(c: Canvas, wall: str, floor: str, base: float) -> None:
    c.box(0, 0, 1200, 800, wall)
    c.box(0, base, 1200, 800, floor)
    for k, y in enumerate((base + 30, base + 75, base + 140)):
        c.line([(0, y), (1200, y)], mix(floor, "bark", 0.4), 2, 150)
        for x in range(k * 90, 1200, 260):
            c.line([(x, y), (x - 20, y + 45)], mix(floor, "bark", 0.4), 2, 130)
    c.box(0, base - 10, 1200, base, mix(wall, "bark", 0.3))


def shelf(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """A shelf full of books."""
    c.box(x, y - h, x + w, y, "bark", 4)
    rows = 5
    for row in range(rows):
        top, foot = y - h + 10 + row * (h - 10) / rows, y - h + (row + 1) * (h - 10) / rows
        c.box(x + 10, top, x + w - 10, foot, mix("bark", "ink", 0.4))
        left = x + 12.0
        while left < x + w - 26:
            wide, tall = c.rng.uniform(9, 19), (foot - top) * c.rng.uniform(0.62, 0.92)
            if c.rng.random() < 0.9:
                c.box(left, foot - tall, left + wide, foot, c.rng.choice(SPINES), 1.5)
            left += wide + 1.5


def _library_front(c: Canvas) -> None:
    land.sky(c, (210, 130), 480)
    plants.grove(c, -20, 200, 620, 330, 2)
    plants.grove(c, 1000, 1220, 620, 330, 2)
    c.box(180, 240, 1020, 620, "brick")
    c.box(160, 224, 1040, 254, "cream")
    c.poly([(420, 226), (600, 120), (780, 226)], "cream")
    c.oval(600, 190, 26, 26, "brand")
    for x in (260, 380, 820, 940):
        buildings.arched(c, x, 560, 90, 250)
        for k in range(5):
            c.box(x - 40 + k * 17, 530, x - 27 + k * 17, 560, c.rng.choice(SPINES))
    for x in (470, 540, 660, 730):
        c.box(x - 13, 262, x + 13, 600, "paper")
    buildings.arched(c, 600, 600, 96, 300)
    for k in range(4):
        c.box(440 - k * 26, 600 + k * 18, 760 + k * 26, 620 + k * 18, mix("stone", "paper", 0.5 - 0.1 * k))
    c.box(0, 672, 1200, 800, "sand")
    c.oval(600, 700, 300, 40, "glow", 60, raw=True)
    for x, y, h in ((520, 668, 180), (690, 720, 200), (370, 730, 205), (900, 740, 205)):
        people.person(c, x, y, h, "walk")
    people.child(c, 450, 735, 130, "run")
    for x in (110, 1090):
        things.lamp(c, x, 700, 300)


def things_library(c: Canvas) -> None:
    """Shelves of things to borrow, and a desk."""
    _room(c, "mint", "wood", 610)
    for y in (250, 410, 570):
        c.box(50, y, 1150, y + 16, "bark", 3)
    for x in (50, 600, 1138):
        c.box(x, 90, x + 14, 610, "bark")
    c.poly([(90, 250), (180, 120), (270, 250)], "ochre")
    c.poly([(180, 120), (200, 250), (160, 250)], "bark")
    _sewing(c, 330, 250)
    c.soft(
        [(520, 250), (500, 210), (524, 184), (506, 160), (546, 160), (530, 184), (556, 212), (540, 250)],
        "rust",
    )
    c.line([(528, 164), (528, 96)], "bark", 9)
    c.box(660, 180, 780, 250, "accent", 10)
    c.box(700, 160, 740, 184, "dark", 6)
    for k in range(4):
        c.box(820 + k * 36, 236 - k * 28, 850 + k * 36, 250, SPINES[k], 3)
    c.ring(1050, 206, 42, "dark", 9)
    _drill(c, 110, 410)
    for x in (300, 380, 460):
        c.box(x, 344, x + 60, 410, c.rng.choice(("teal", "coral", "butter")), 8)
        c.box(x + 18, 330, x + 42, 346, "dark", 5)
    c.line([(660, 410), (760, 290)], "wood", 10)
    c.line([(700, 410), (800, 290)], "wood", 10)
    for k in range(4):
        c.line([(680 + k * 24, 384 - k * 28), (720 + k * 24, 384 - k * 28)], "wood", 7)
    c.oval(920, 370, 40, 40, "coral")
    c.ring(920, 370, 22, "paper", 6)
    c.box(1000, 340, 1110, 410, "deep", 8)
    c.oval(1055, 375, 22, 22, "glass")
    for k in range(5):
        c.box(100 + k * 96, 490, 176 + k * 96, 570, mix("wood", "cream", 0.3), 4)
        c.box(122 + k * 96, 516, 154 + k * 96, 536, "paper", 3)
    people.person(c, 800, 730, 290, "reach", "brand", -1)
    people.person(c, 420, 770, 285, "reach", "accent", 1)
    c.box(520, 620, 1130, 800, "bark", 6)
    c.box(500, 600, 1150, 628, "wood", 6)
    _drill(c, 570, 600)


def _sewing(c: Canvas, x: float, y: float) -> None:
    c.box(x, y - 24, x + 130, y, "dark", 6)
    c.box(x + 96, y - 96, x + 130, y - 20, "deep", 8)
    c.box(x + 10, y - 96, x + 130, y - 64, "deep", 10)
    c.line([(x + 24, y - 64), (x + 24, y - 24)], "stone", 4)
    c.oval(x + 132, y - 70, 12, 18, "ochre")


def _drill(c: Canvas, x: float, y: float) -> None:
    c.box(x, y - 70, x + 86, y - 38, "ochre", 8)
    c.box(x + 8, y - 44, x + 36, y - 8, "ochre", 6)
    c.box(x, y - 16, x + 46, y, "dark", 4)
    c.box(x + 84, y - 62, x + 104, y - 46, "dark", 3)
    c.line([(x + 104, y - 54), (x + 136, y - 54)], "slate", 4)


def kitchen(c: Canvas) -> None:
    """People cook together."""
    _room(c, "cream", "sand", 620)
    for row in range(4):
        for column in range(20):
            if (row + column) % 2:
                c.box(column * 60, 300 + row * 44, column * 60 + 60, 344 + row * 44, "mint", alpha=150)
    for x in (60, 480, 900):
        c.box(x, 60, x + 250, 250, "paper", 4)
        c.box(x + 9, 69, x + 241, 241, "sky")
        c.dome(x + 125, 241, 116, 70, "leaf")
        c.line([(x + 125, 69), (x + 125, 241)], "paper", 6)
    for x in (345, 765):
        c.box(x - 20, 150, x + 120, 160, "wood")
        for k in range(4):
            c.dome(x + k * 30, 150, 15, 22, ("coral", "teal", "ochre", "paper")[k])
    c.box(0, 470, 1200, 620, "teal")
    c.box(0, 456, 1200, 476, "stone")
    for x in (90, 240, 1010):
        c.box(x, 380, x + 110, 458, "slate", 10)
        c.box(x - 8, 372, x + 118, 386, "dark", 6)
        for k in range(3):
            c.oval(x + 40 + k * 14, 340 - k * 26, 13 + k * 4, 12 + k * 3, "paper", 130 - k * 30)
    for x, h, coat in (
        (180, 300, "accent"),
        (420, 290, "brand"),
        (650, 300, "ochre"),
        (880, 285, "plum"),
        (1060, 295, "sea"),
    ):
        people.person(c, x, 700, h, "work", coat, 1 if x < 640 else -1)
        c.box(x - 26, 540, x + 26, 640, "paper", 8)
    people.child(c, 530, 690, 190, "work", 1, "coral")
    things.table(c, 60, 800, 1080, 150, "wood")
    for k in range(12):
        x = 110 + k * 88
        (_carrot, _bowl, _leek)[k % 3](c, x, 640)


def _carrot(c: Canvas, x: float, y: float) -> None:
    for k in range(3):
        c.poly([(x - 34, y - 4 - k * 11), (x + 20, y - 12 - k * 11), (x + 20, y + 2 - k * 11)], "coral")
        c.line([(x + 20, y - 5 - k * 11), (x + 40, y - 12 - k * 13)], "leaf", 6)


def _bowl(c: Canvas, x: float, y: float) -> None:
    for k in range(5):
        c.oval(x - 24 + k * 12, y - 38 - (k % 2) * 7, 12, 12, ("accent", "leaf", "butter")[k % 3])
    c.poly(
        [(x - 46, y - 36), (x + 46, y - 36), (x + 28, y), (x - 28, y)], c.rng.choice(("sea", "paper", "teal"))
    )


def _leek(c: Canvas, x: float, y: float) -> None:
    c.box(x - 50, y - 8, x + 50, y, "cream", 3)
    for k in range(3):
        c.line([(x - 36, y - 12 - k * 9), (x + 8, y - 12 - k * 9)], "paper", 9)
        c.line([(x + 8, y - 12 - k * 9), (x + 44, y - 18 - k * 12)], "leaf", 9)


def workshop(c: Canvas) -> None:
    """Boat mending under a wall of tools."""
    _room(c, mix("cream", "sky", 0.35), "wood", 620)
    for x in (70, 790):
        c.box(x, 70, x + 330, 290, "paper", 4)
        c.box(x + 10, 80, x + 320, 280, "sky")
        c.poly([(x + 10, 280), (x + 10, 220), (x + 320, 240), (x + 320, 280)], "sea")
        for dx in (113, 216):
            c.line([(x + dx, 80), (x + dx, 280)], "paper", 6)
    c.box(440, 90, 750, 330, mix("wood", "cream", 0.3), 4)
    for k in range(7):
        x = 470 + k * 42
        c.line([(x, 110), (x, 170)], "bark", 8)
        c.box(x - 14, 160, x + 14, 190, ("slate", "accent", "stone", "ochre")[k % 4], 4)
        c.line([(x, 220), (x, 300)], ("slate", "bark")[k % 2], 7)
        c.oval(x, 300, 11, 11, ("ochre", "slate", "coral")[k % 3])
    for x in (380, 820):
        c.line([(x - 70, 740), (x, 580), (x + 70, 740)], "bark", 14)
        c.line([(x - 46, 690), (x + 46, 690)], "bark", 10)
    c.soft(
        [
            (200, 440),
            (400, 478),
            (600, 490),
            (800, 476),
            (1012, 428),
            (930, 566),
            (780, 616),
            (600, 630),
            (430, 618),
            (280, 572),
        ],
        "wood",
    )
    for t in (0.25, 0.5, 0.75):
        inset, drop = 70 * t, 132 * t
        plank = [
            (216 + inset, 448 + drop),
            (400, 480 + drop),
            (600, 492 + drop),
            (800, 478 + drop),
            (996 - inset, 436 + drop),
        ]
        c.line(plank, mix("wood", "bark", 0.6), 3)
    c.line(
        [
            (196, 440),
            (300, 462),
            (400, 478),
            (500, 487),
            (600, 490),
            (700, 486),
            (800, 476),
            (910, 454),
            (1014, 426),
        ],
        "brand",
        15,
    )
    people.person(c, 180, 750, 300, "reach", "accent", 1)
    people.person(c, 620, 780, 300, "work", "ochre", 1)
    people.person(c, 1050, 750, 290, "reach", "teal", -1)
    for _ in range(26):
        x = c.rng.uniform(260, 980)
        c.line([(x, 770), (x + c.rng.uniform(8, 18), 764)], "butter", 4)
    c.box(60, 690, 130, 760, "deep", 6)
    c.oval(95, 690, 35, 9, "paper")
