"""Scenes in streets and squares."""

from cms.demo.drawing import buildings, land, people, plants, things, water
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
            c.line([(x, 640 + dy), (x + 50, 640 + dy), (x + 42, 676 + dy), (x - 8, 676 + dy), (x, 640 + dy)], "paper", 4, 225)
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
                c.line([(left, 628), (left + dx, 560 - c.rng.uniform(0, 34))], c.rng.choice(("leaf", "moss", "lime")), 4)
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
        c.poly([(560 + k * 49, 300), (609 + k * 49, 300), (604 + k * 49, 350), (565 + k * 49, 350)], "accent" if k % 2 else "cream")
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


def lamps(c: Canvas) -> None:
    """A narrow lane with a row of warm lamps."""
    land.sky(c, (980, 110), 480)
    buildings.far_town(c, 470, 720, 470, 30)
    c.poly([(520, 470), (660, 470), (1010, 800), (150, 800)], mix("stone", "slate", 0.35))
    for k in range(9):
        y = 480 + k * k * 4.6
        c.line([(520 - (y - 470) * 1.1, y), (660 + (y - 470) * 1.05, y)], mix("stone", "ink", 0.3), 1.6, 130)
    for side in (-1, 1):
        for x, y, w, h in ((0.0, 640, 230, 400), (225, 560, 150, 300), (370, 515, 100, 220), (465, 490, 56, 150)):
            left = x - 20 if side < 0 else 1220 - x - w
            buildings.house(c, left, y, w, h, wall=c.rng.choice(("cream", "peach", "mint", "rose", "stone")), gable=True, floors=3 if h > 260 else 2)
    c.poly([(0, 640), (210, 640), (150, 800), (0, 800)], "stone")
    c.poly([(1200, 640), (990, 640), (1040, 800), (1200, 800)], "stone")
    for x, y, h in ((300, 640, 210), (405, 565, 145), (470, 520, 100), (870, 640, 210), (780, 565, 145), (715, 520, 100)):
        things.lamp(c, x, y, h)
    people.person(c, 560, 650, 150, "walk", "accent", 1)
    people.person(c, 630, 640, 145, "walk", "ochre", 1)
    people.person(c, 590, 530, 76, "walk", "teal", -1)


def steps(c: Canvas) -> None:
    """Stone steps between old houses."""
    land.sky(c, (600, 140), 420)
    for side, spots in ((-1, ((0, 660, 260, 420), (230, 520, 190, 320), (400, 400, 110, 220))), (1, ((0, 660, 260, 440), (240, 530, 180, 330), (400, 410, 110, 220)))):
        for x, y, w, h in reversed(spots):
            left = x - 20 if side < 0 else 1220 - x - w
            buildings.house(c, left, y + 80, w, h + 80, floors=3)
    for k in range(16):
        t = k / 15
        y, half = 350 + 450 * t**1.35, 90 + 210 * t
        deep = 10 + 30 * t
        c.poly([(600 - half, y), (600 + half, y), (600 + half + 14, y + deep + 30), (600 - half - 14, y + deep + 30)], mix("stone", "bark", 0.3))
        c.poly([(600 - half, y), (600 + half, y), (600 + half + 6, y + deep * 0.55), (600 - half - 6, y + deep * 0.55)], mix("stone", "paper", 0.35))
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
                c.box(470 + side * (90 + k * 34) - 12, y, 470 + side * (90 + k * 34) + 12, y + 34 - 0.1 * half, "accent", 3)
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
    c.line([(x + h * 0.48 * (k / 8), y + h * (1 - 0.38 * (k / 8) ** 2)) for k in range(-8, 9)], "deep", h * 0.08)
    for side in (-1, 1):
        c.poly([(x + side * h * 0.36, y + h * 0.66), (x + side * h * 0.6, y + h * 0.72), (x + side * h * 0.5, y + h * 0.48)], "deep")


def _long_mural(c: Canvas) -> None:
    c.box(0, 0, 1200, 130, "slate")
    c.box(0, 120, 1200, 140, "dark")
    c.box(0, 140, 1200, 610, "cream")
    c.soft([(-80, 620), (120, 330), (380, 480), (560, 300), (800, 500), (1000, 320), (1300, 620)], "teal")
    c.soft([(-100, 640), (220, 470), (520, 560), (820, 440), (1280, 640)], "ochre")
    c.oval(930, 270, 90, 90, "coral")
    for x, y, size in ((180, 230, 44), (420, 200, 34), (720, 210, 40), (1090, 210, 30)):
        c.line([(x - size, y - size * 0.4), (x, y + size * 0.2), (x + size, y - size * 0.4)], "deep", size * 0.28)
    for x, skin, hair, coat in ((150, "9C6543", "2A2320", "accent"), (370, "F3CBA8", "C7A262", "deep"), (590, "704730", "2A2320", "butter"), (800, "E2AC80", "A8A39C", "plum"), (1040, "F6D8C0", "9A4A2C", "brand")):
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


def market(c: Canvas) -> None:
    """Stalls on the square or the quay; extras: sails, lanterns, sea."""
    land.sky(c, horizon=420)
    if "sea" in c.extras:
        land.hills(c, 420, 110)
        land.sea(c, 420, 620)
        water.fishing_boat(c, 200, 500, 190, "accent")
        water.fishing_boat(c, 980, 510, 210, "deep", -1)
        land.paving(c, 540, "stone")
    else:
        buildings.terrace(c, -30, 470, 510, 250, 150, walls=BRICKS, floors=3)
        buildings.terrace(c, 720, 1240, 510, 240, 150, walls=BRICKS, floors=3)
        buildings.clock_tower(c, 600, 520, 420)
        land.paving(c, 505, "sand")
    if "sails" in c.extras:
        _sail(c, [(70, 250), (330, 330), (520, 240), (310, 430)], "cream")
        _sail(c, [(700, 250), (900, 320), (1150, 230), (930, 430)], "peach")
    for x, stripe in ((60, "accent"), (340, "teal"), (660, "ochre"), (920, "sea")):
        things.stall(c, x, 640, 220, stripe, ("sea", "stone", "coral") if "sea" in c.extras else ("accent", "ochre", "leaf", "coral"))
    if "lanterns" in c.extras:
        things.bunting(c, -10, 220, 620, 200, 90, lights=True)
        things.bunting(c, 600, 200, 1210, 220, 90, lights=True)
        for x in (150, 330, 520, 720, 900, 1060):
            people.sitting(c, x, 710, 180, c.rng.choice((-1, 1)))
        things.table(c, 60, 780, 1080, 84)
        for k in range(12):
            c.oval(110 + k * 88, 684, 22, 6, "paper")
            c.box(144 + k * 88, 666, 154 + k * 88, 686, "glass", 3)
    else:
        for x, h in ((240, 210), (560, 225), (620, 215), (860, 220), (1120, 210)):
            people.person(c, x, 760, h, c.rng.choice(("walk", "stand")))
        people.child(c, 310, 764, 130, "walk")
        people.dog(c, 740, 770, 70)


def _sail(c: Canvas, corners: list[tuple[float, float]], colour: str) -> None:
    """A triangular awning sewn from a sail, held by three poles."""
    left, middle, right, front = corners
    for x, y in (left, right, front):
        c.line([(x, y - 16), (x, 640 if y < 400 else 700)], "bark", 8)
    top = [(left[0] + (right[0] - left[0]) * k / 10, left[1] + (right[1] - left[1]) * k / 10 + 34 * (1 - ((k - 5) / 5) ** 2)) for k in range(11)]
    c.poly([*top, front], colour)
    c.poly([*top[5:], front], mix(colour, "stone", 0.28))
    for k in (2, 4, 6, 8):
        c.line([top[k], front], mix(colour, "bark", 0.35), 2, 150)
    c.line([middle, front], mix(colour, "bark", 0.35), 2, 120)


def square(c: Canvas) -> None:
    """Jets of water in the square."""
    land.sky(c, horizon=420)
    buildings.terrace(c, -30, 460, 520, 270, 160, walls=BRICKS, floors=3)
    buildings.terrace(c, 730, 1240, 520, 260, 160, walls=BRICKS, floors=3)
    buildings.clock_tower(c, 600, 530, 430)
    land.paving(c, 515, "cream")
    c.soft([(220, 640), (600, 590), (980, 640), (900, 740), (300, 740)], "shallow", 150)
    for x, y, h in ((330, 640, 120), (470, 620, 150), (610, 612, 170), (750, 622, 150), (880, 645, 120), (400, 710, 150), (560, 720, 190), (720, 716, 180), (840, 705, 140)):
        c.soft([(x - 6, y), (x - 12, y - h * 0.7), (x, y - h), (x + 12, y - h * 0.7), (x + 6, y)], "paper", 190)
        c.oval(x, y, 26, 6, "foam", 220)
        for _ in range(6):
            c.oval(x + c.rng.uniform(-22, 22), y - h * c.rng.uniform(0.3, 1.05), 3, 4, "paper", 220)
    for x, y in ((500, 700), (660, 680), (790, 730), (340, 730)):
        people.child(c, x, y, 128, c.rng.choice(("up", "run")))
    people.person(c, 140, 760, 220, "stand", "accent", 1)
    things.bench(c, 1000, 720, 160)
    people.sitting(c, 1060, 692, 190, -1)


def crossing(c: Canvas) -> None:
    """A raised zebra in front of small shops."""
    land.sky(c, horizon=400)
    _shops(c)
    c.box(0, 500, 1200, 560, "sand")
    land.road(c, 566, 720)
    c.poly([(420, 560), (800, 560), (880, 728), (340, 728)], mix("road", "brick", 0.35))
    for k in range(5):
        t = k / 5
        c.poly([(430 + 372 * t, 562), (468 + 372 * t, 562), (408 + 530 * t - 8, 726), (354 + 530 * t, 726)], "paper")
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
    for k, (wall, sign) in enumerate((("peach", "brand"), ("cream", "accent"), ("mint", "deep"), ("sand", "plum"), ("rose", "moss"))):
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
            c.box(x + 28 + n * 30, 450, x + 50 + n * 30, 488, c.rng.choice(("coral", "ochre", "leaf", "paper", "lilac")), 3)
        buildings.door(c, x + 168, 505, 50, 122, sign)


def bike_lane(c: Canvas) -> None:
    """A kerbed lane that leads down to the sea."""
    land.sky(c, (600, 190), 420)
    land.sea(c, 400, 520)
    water.sailing_boat(c, 640, 424, 50)
    for side in (-1, 1):
        for x, y, w, h in ((430, 470, 90, 130), (310, 520, 130, 200), (150, 590, 180, 290), (-60, 700, 240, 420)):
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


def bus(c: Canvas) -> None:
    """A bus at its stop; extras: hill, mini."""
    land.sky(c, horizon=430)
    if "hill" in c.extras:
        land.sea(c, 380, 520)
        water.sailing_boat(c, 230, 404, 56)
        water.sailing_boat(c, 420, 420, 74)
        for k in range(5):
            x = 640 + k * 130
            buildings.house(c, x, 640 - k * 66, 128, 230, floors=3)
        c.poly([(0, 540), (300, 520), (640, 560), (1200, 330), (1200, 800), (0, 800)], "grass")
        c.poly([(0, 710), (560, 668), (1200, 340), (1200, 800), (0, 800)], "sand")
        plants.grove(c, 130, 560, 600, 130, 4)
        c.poly([(0, 730), (580, 690), (1200, 372), (1200, 560), (640, 800), (0, 800)], "road")
        c.poly([(640, 800), (1200, 560), (1200, 800)], "grass")
        things.bus(c, 190, 770, 360, "ochre", facing=1)
        people.person(c, 690, 650, 150, "walk")
        people.person(c, 880, 550, 120, "walk")
        plants.tree(c, 70, 700, 260, "airy")
        plants.bush(c, 1060, 760, 180, flowers="coral")
        water.gulls(c, 4)
        return
    land.hills(c, 440, 110)
    buildings.far_town(c, 500, 1000, 450, 32)
    land.ground(c, 460, "grass", 10)
    c.box(0, 590, 1200, 660, "stone")
    things.shelter(c, 60, 640, 300, 210)
    people.sitting(c, 150, 580, 160, 1)
    land.road(c, 660, 800)
    things.bus(c, 470, 760, 620, "brand")
    for x, h in ((400, 200), (440, 190)):
        people.person(c, x, 690, h, "walk", facing=-1)
    things.lamp(c, 1140, 640, 360)


def bikes(c: Canvas) -> None:
    """A bike store beside the station."""
    land.sky(c, horizon=420)
    land.hills(c, 430, 90, 2)
    c.box(0, 250, 1200, 560, "brick")
    for x in (90, 290, 490, 690, 890, 1090):
        buildings.arched(c, x, 520, 120, 220, frame="cream")
    c.poly([(-20, 256), (80, 170), (1120, 170), (1220, 256)], "slate")
    c.box(540, 110, 660, 240, "brick")
    c.poly([(525, 112), (600, 56), (675, 112)], "slate")
    c.oval(600, 170, 34, 34, "paper")
    c.ring(600, 170, 34, "dark", 5)
    c.line([(600, 170), (600, 148)], "dark", 4)
    c.line([(600, 170), (616, 176)], "dark", 4)
    land.paving(c, 556, "sand")
    c.poly([(120, 380), (1080, 380), (1120, 420), (80, 420)], "glass", 200)
    for x in (110, 350, 600, 850, 1085):
        c.line([(x, 420), (x, 650)], "brand", 10)
    c.box(80, 414, 1120, 430, "brand", 4)
    for k in range(8):
        people.bicycle(c, 190 + k * 112, 650, 190, 1 if k % 2 else -1)
    c.box(100, 650, 1100, 660, "slate", 3)
    people.person(c, 420, 760, 230, "reach", "accent", 1)
    people.bicycle(c, 530, 760, 220, 1)
    people.person(c, 900, 770, 225, "walk", "deep", -1)
    things.planter(c, 1010, 760, 130)


def fountain(c: Canvas) -> None:
    """A drinking tap on the quay."""
    land.sky(c, horizon=400)
    land.hills(c, 410, 90)
    land.sea(c, 410, 600)
    water.sailing_boat(c, 250, 470, 120)
    water.fishing_boat(c, 930, 500, 200, "accent", -1)
    land.paving(c, 560, "stone")
    water.bollard(c, 140, 620, 60)
    c.shade(620, 742, 110, 18, 110)
    c.box(570, 430, 670, 742, "brand", 16)
    c.box(570, 430, 592, 742, mix("brand", "paper", 0.2), 10)
    c.box(548, 420, 692, 452, "teal", 12)
    c.box(590, 480, 650, 560, "dark", 10)
    c.line([(640, 470), (700, 470), (706, 492)], "slate", 11)
    c.line([(706, 496), (706, 548)], "shallow", 6)
    c.soft([(676, 600), (760, 600), (744, 640), (692, 640)], "slate")
    c.box(570, 700, 668, 742, mix("brand", "ink", 0.3), 6)
    c.soft([(480, 700), (560, 700), (550, 730), (490, 730)], "slate")
    c.oval(520, 702, 36, 8, "shallow")
    people.child(c, 770, 750, 230, "reach", -1, "coral")
    c.box(695, 548, 718, 600, "glass", 5)
    people.person(c, 920, 760, 300, "stand", "ochre", -1)
    people.dog(c, 390, 752, 150, 1, "cream")
    people.person(c, 240, 740, 290, "walk", "deep", 1)
    water.gulls(c, 5)


def pavilion(c: Canvas) -> None:
    """A small park building with open doors."""
    land.sky(c, horizon=420)
    land.hills(c, 430, 120)
    plants.grove(c, -20, 1220, 480, 260, 8)
    land.ground(c, 470, "grass", 8)
    c.shade(600, 600, 400, 26, 80)
    c.box(240, 380, 960, 596, "mint")
    for row in range(5):
        for column in range(24):
            if (row + column) % 2:
                c.box(240 + column * 30, 480 + row * 23, 270 + column * 30, 503 + row * 23, "teal", alpha=70)
    c.poly([(200, 392), (270, 300), (930, 300), (1000, 392)], "rust")
    c.box(230, 384, 970, 396, "paper")
    for x, w in ((300, 90), (470, 90), (660, 190)):
        c.box(x - 6, 424, x + w + 6, 596, "paper", 3)
        c.box(x, 430, x + w, 596, "cream")
        c.poly([(x, 430), (x + w * 0.34, 442), (x + w * 0.34, 606), (x, 596)], "brand")
        c.oval(x + w * 0.62, 408, 11, 11, "deep")
    for x in (415, 590, 880):
        c.box(x - 6, 560, x + 46, 596, "wood", 3)
        plants.bush(c, x + 20, 562, 60, flowers="coral")
    c.poly([(240, 598), (960, 598), (1200, 760), (1200, 800), (0, 800), (0, 760)], "sand")
    people.wheelchair(c, 760, 730, 230, -1)
    people.person(c, 880, 740, 225, "stand", "brand", -1)
    people.person(c, 330, 720, 215, "walk", "accent", 1)
    people.child(c, 400, 724, 130, "run", 1)
    things.bench(c, 60, 690, 150)


def van(c: Canvas) -> None:
    """The repair van with its side open."""
    land.sky(c, horizon=420)
    buildings.terrace(c, -30, 1230, 510, 240, 165, walls=BRICKS)
    land.paving(c, 505, "sand")
    c.shade(560, 680, 330, 26, 100)
    c.box(300, 380, 800, 650, "leaf", 20)
    c.poly([(790, 470), (870, 480), (930, 570), (930, 650), (790, 650)], "leaf")
    c.poly([(806, 486), (862, 494), (902, 566), (806, 566)], "glass")
    c.box(340, 430, 700, 590, "dark", 6)
    for k, colour in enumerate(("accent", "ochre", "stone", "coral", "paper", "sea", "butter")):
        x = 366 + k * 46
        c.line([(x, 446), (x, 488)], "wood", 6)
        c.box(x - 12, 484, x + 12, 504, colour, 4)
    c.box(330, 584, 712, 606, "wood", 4)
    for k in range(8):
        a, b = 326 + k * 48, 374 + k * 48
        c.poly([(a + 8, 420), (b + 4, 420), (b - 8, 352), (a + 4, 352)], ("accent", "paper")[k % 2])
    for x in (400, 800):
        c.oval(x, 656, 48, 48, "ink")
        c.oval(x, 656, 22, 22, "stone")
    people.person(c, 470, 600, 200, "work", "butter", 1)
    c.poly([(560, 584), (572, 540), (604, 540), (616, 584)], "paper")
    c.box(584, 560, 592, 586, "slate")
    people.person(c, 620, 760, 240, "reach", "accent", -1)
    people.person(c, 250, 770, 235, "stand", "deep", 1)
    c.box(278, 640, 330, 676, "slate", 8)
    people.person(c, 980, 760, 230, "walk", "ochre", -1)
    people.child(c, 1060, 764, 140, "walk", -1)
    c.line([(940, 640), (950, 580)], "dark", 5)
    c.dome(950, 586, 30, 30, "coral")


def school(c: Canvas) -> None:
    """A street without cars at the school gate."""
    land.sky(c, horizon=420)
    land.hills(c, 430, 100)
    plants.grove(c, -10, 300, 500, 250, 3)
    plants.grove(c, 920, 1210, 500, 240, 3)
    c.box(280, 300, 920, 530, "brick")
    c.poly([(260, 306), (320, 220), (880, 220), (940, 306)], "slate")
    c.box(520, 250, 680, 530, "cream")
    c.poly([(500, 256), (600, 160), (700, 256)], "rust")
    buildings.arched(c, 600, 530, 90, 170)
    c.oval(600, 236, 24, 24, "paper")
    for x in (320, 420, 720, 820):
        buildings.window(c, x, 350, 70, 100)
    c.box(0, 528, 1200, 800, mix("road", "sand", 0.4))
    things.fence(c, 0, 420, 560, 70, "brand")
    things.fence(c, 780, 1205, 560, 70, "brand")
    for x in (440, 760):
        c.box(x - 10, 400, x + 10, 570, "bark", 3)
    things.bunting(c, 440, 404, 760, 404, 26)
    c.soft([(180, 640), (260, 620), (340, 650), (300, 700), (200, 700)], "ochre", 210)
    c.soft([(820, 690), (960, 670), (1010, 720), (880, 750)], "teal", 190)
    for x, y, h in ((300, 690, 140), (420, 650, 126), (650, 660, 130), (760, 730, 150), (880, 660, 126), (520, 750, 150)):
        people.child(c, x, y, h, c.rng.choice(("walk", "run", "wave")))
    people.person(c, 580, 720, 230, "walk", "accent")
    people.person(c, 140, 750, 225, "wave", "butter", 1)
    c.line([(980, 744), (1040, 744)], "dark", 7)
    c.line([(1030, 742), (1046, 640), (1032, 638)], "accent", 7)
    people.child(c, 1000, 740, 140, "reach", 1)
    for x in (984, 1036):
        c.oval(x, 752, 9, 9, "ink")
