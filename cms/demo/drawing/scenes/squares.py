"""Scenes on squares: the market, the fountain, the tap on the quay and the repair van."""

from cms.demo.drawing import buildings, land, people, things, water
from cms.demo.drawing.canvas import Canvas
from cms.demo.drawing.palette import mix

BRICKS = ("brick", "peach", "cream", "sand", "rose")


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
        things.stall(
            c,
            x,
            640,
            220,
            stripe,
            ("sea", "stone", "coral") if "sea" in c.extras else ("accent", "ochre", "leaf", "coral"),
        )
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
    top = [
        (
            left[0] + (right[0] - left[0]) * k / 10,
            left[1] + (right[1] - left[1]) * k / 10 + 34 * (1 - ((k - 5) / 5) ** 2),
        )
        for k in range(11)
    ]
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
    for x, y, h in (
        (330, 640, 120),
        (470, 620, 150),
        (610, 612, 170),
        (750, 622, 150),
        (880, 645, 120),
        (400, 710, 150),
        (560, 720, 190),
        (720, 716, 180),
        (840, 705, 140),
    ):
        c.soft(
            [(x - 6, y), (x - 12, y - h * 0.7), (x, y - h), (x + 12, y - h * 0.7), (x + 6, y)], "paper", 190
        )
        c.oval(x, y, 26, 6, "foam", 220)
        for _ in range(6):
            c.oval(x + c.rng.uniform(-22, 22), y - h * c.rng.uniform(0.3, 1.05), 3, 4, "paper", 220)
    for x, y in ((500, 700), (660, 680), (790, 730), (340, 730)):
        people.child(c, x, y, 128, c.rng.choice(("up", "run")))
    people.person(c, 140, 760, 220, "stand", "accent", 1)
    things.bench(c, 1000, 720, 160)
    people.sitting(c, 1060, 692, 190, -1)


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
