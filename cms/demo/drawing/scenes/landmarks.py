"""Scenes of things that people know: the tower, the hall, the school with its roof."""

from cms.demo.drawing import buildings, land, people, plants, things
from cms.demo.drawing.canvas import Canvas
from cms.demo.drawing.palette import mix


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
    c.poly(
        [(x - h * 0.24, y), (x - h * 0.18, y - h), (x + h * 0.18, y - h), (x + h * 0.24, y)], stone, raw=True
    )
    c.poly(
        [(x + h * 0.06, y), (x + h * 0.05, y - h), (x + h * 0.18, y - h), (x + h * 0.24, y)],
        mix(stone, c.tone("bark"), 0.2),
        raw=True,
    )
    c.box(x - h * 0.22, y - h * 1.08, x + h * 0.22, y - h * 0.97, mix(stone, c.tone("bark"), 0.25), raw=True)
    for k in range(4):
        left = x - h * 0.22 + k * h * 0.125
        c.box(left, y - h * 1.17, left + h * 0.07, y - h * 1.07, stone, raw=True)
    for level in (0.3, 0.62):
        c.box(
            x - h * 0.04,
            y - h * (level + 0.14),
            x + h * 0.04,
            y - h * level,
            "glow" if c.light.lit else c.tone("dark"),
            4,
            raw=True,
        )


def beacon(c: Canvas) -> None:
    """The tower on the headland; extras: telescope."""
    land.sky(c, (900, 130), 430)
    land.sea(c, 430, calm=True)
    buildings.lighthouse(c, 1120, 436, 90)
    headland = [
        (0, 520),
        (180, 420),
        (420, 380),
        (640, 420),
        (820, 540),
        (1000, 620),
        (1200, 660),
        (1200, 800),
        (0, 800),
    ]
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
            c.poly(
                [(x + 8, y - 6), (x + 38, y - 68), (x + 84, y - 68), (x + 60, y - 6)],
                mix("deep", "shallow", 0.32),
            )
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
