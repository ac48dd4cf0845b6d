"""Scenes where people arrive: the bus stop, the bike store, the school gate and the park building."""

from cms.demo.drawing import buildings, land, people, plants, things, water
from cms.demo.drawing.canvas import Canvas
from cms.demo.drawing.palette import mix


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
    for x, y, h in (
        (300, 690, 140),
        (420, 650, 126),
        (650, 660, 130),
        (760, 730, 150),
        (880, 660, 126),
        (520, 750, 150),
    ):
        people.child(c, x, y, h, c.rng.choice(("walk", "run", "wave")))
    people.person(c, 580, 720, 230, "walk", "accent")
    people.person(c, 140, 750, 225, "wave", "butter", 1)
    c.line([(980, 744), (1040, 744)], "dark", 7)
    c.line([(1030, 742), (1046, 640), (1032, 638)], "accent", 7)
    people.child(c, 1000, 740, 140, "reach", 1)
    for x in (984, 1036):
        c.oval(x, 752, 9, 9, "ink")


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
