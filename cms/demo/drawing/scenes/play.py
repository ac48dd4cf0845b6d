"""Scenes of play and sport."""

from cms.demo.drawing import buildings, land, people, plants, things, water
from cms.demo.drawing.canvas import Canvas
from cms.demo.drawing.palette import mix


def playground(c: Canvas) -> None:
    """Swings, a tower and a slide; extras: houses, wheelchair."""
    land.sky(c, horizon=400)
    if "houses" in c.extras:
        buildings.terrace(c, -30, 1230, 470, 200, 140, walls=("brick", "cream", "peach", "sand"))
        plants.hedge(c, -5, 1205, 486, 40)
    else:
        land.hills(c, 420, 140)
        plants.grove(c, -20, 1220, 480, 240, 8)
    land.ground(c, 474, "grass", 8)
    c.soft([(60, 620), (500, 560), (1120, 590), (1240, 720), (700, 790), (100, 770)], "peach", 235)
    ramp = "wheelchair" in c.extras
    things.climbing_tower(c, 430 if ramp else 250, 690, 320, ramp=ramp)
    things.swing(c, 810, 650, 250)
    if ramp:
        _roundabout(c, 830, 750)
        people.person(c, 1080, 740, 210, "stand")
    else:
        things.bench(c, 60, 720, 130)
        c.soft([(620, 740), (800, 726), (960, 744), (880, 784), (660, 782)], "sand")
        people.child(c, 720, 768, 104, "work")
        people.child(c, 860, 770, 100, "work", -1)
        c.poly([(770, 770), (800, 730), (830, 770)], mix("sand", "wood", 0.3))
        people.person(c, 1110, 750, 210, "wave", "coral", -1)
    people.child(c, 130, 700, 116, "run", 1)


def _roundabout(c: Canvas, x: float, y: float) -> None:
    c.oval(x, y, 190, 36, mix("teal", "ink", 0.2))
    c.oval(x, y - 8, 190, 36, "teal")
    people.wheelchair(c, x - 60, y - 4, 130, 1)
    people.child(c, x + 90, y - 4, 110, "up", -1, "ochre")
    for dx in (-150, 0, 150):
        c.line([(x + dx, y - 8), (x + dx, y - 86)], "butter", 6)
    c.line([(x - 150, y - 86), (x, y - 92), (x + 150, y - 86)], "butter", 6)


def skatepark(c: Canvas) -> None:
    """A concrete bowl at dusk."""
    land.sky(c, (250, 240), 420)
    land.hills(c, 430, 120)
    plants.grove(c, -20, 1220, 470, 190, 8)
    land.ground(c, 450, "grass", 6)
    concrete = mix("stone", "paper", 0.3)
    c.poly([(0, 520), (1200, 500), (1200, 800), (0, 800)], concrete)
    c.soft(
        [(330, 560), (700, 540), (1060, 570), (1130, 680), (760, 770), (300, 740), (220, 640)],
        mix("stone", "slate", 0.28),
    )
    c.soft(
        [(380, 600), (700, 580), (1000, 610), (1060, 680), (740, 730), (360, 710), (290, 650)],
        mix("stone", "slate", 0.5),
    )
    c.soft(
        [(440, 640), (700, 620), (940, 640), (980, 680), (720, 705), (420, 690)], mix("stone", "slate", 0.36)
    )
    c.poly([(0, 640), (150, 640), (250, 760), (0, 760)], mix("stone", "paper", 0.6))
    c.poly([(0, 700), (150, 640), (250, 760), (0, 760)], mix("stone", "slate", 0.2))
    for x, y, h, pose in ((520, 650, 170, "up"), (860, 560, 150, "wave"), (120, 640, 160, "run")):
        people.person(c, x, y, h, pose)
        c.line([(x - h * 0.3, y + 4), (x + h * 0.3, y + 4)], "accent", h * 0.05)
        for dx in (-0.2, 0.2):
            c.oval(x + dx * h, y + h * 0.055, h * 0.03, h * 0.03, "ink")
    people.cyclist(c, 1060, 540, 130, -1)
    people.wheelchair(c, 720, 690, 140, 1)
    for x in (340, 420):
        people.sitting(c, x, 540, 130, 1)
    for x in (60, 1140):
        things.lamp(c, x, 560, 330)


def court(c: Canvas) -> None:
    """A ball court under lamps."""
    land.sky(c, horizon=420)
    for x, w, h in ((-20, 330, 210), (400, 300, 170), (860, 360, 220)):
        _flats(c, x, 480, w, h)
    land.ground(c, 474, "grass", 4)
    c.poly([(140, 540), (1060, 540), (1260, 800), (-60, 800)], "teal")
    c.poly([(420, 540), (780, 540), (850, 700), (350, 700)], mix("teal", "coral", 0.75))
    for line in (
        [(140, 540), (1060, 540)],
        [(420, 540), (350, 700), (850, 700), (780, 540)],
        [(140, 540), (-60, 800)],
        [(1060, 540), (1260, 800)],
    ):
        c.line(line, "paper", 6)
    c.line([(480 + 24 * k, 700 + 54 * (1 - ((k - 5) / 5) ** 2)) for k in range(11)], "paper", 6)
    c.box(594, 330, 608, 540, "dark")
    c.box(530, 270, 672, 366, "paper", 6)
    c.box(572, 308, 630, 352, mix("paper", "accent", 0.8), 2)
    c.box(579, 315, 623, 345, "paper")
    c.line([(566, 366), (636, 366)], "accent", 8)
    for k in range(6):
        c.line([(570 + k * 12, 368), (584 + k * 6.5, 414)], "paper", 2)
    for x, y, h, pose, coat in (
        (500, 690, 200, "up", "ochre"),
        (720, 720, 210, "run", "accent"),
        (330, 740, 210, "run", "ochre"),
        (900, 690, 190, "wave", "accent"),
    ):
        people.person(c, x, y, h, pose, coat)
    c.oval(536, 470, 17, 17, "coral")
    c.line([(520, 470), (552, 470)], "rust", 2)
    for x in (90, 1110):
        things.lamp(c, x, 600, 420)
    people.sitting(c, 1030, 700, 180, -1)
    c.box(990, 700, 1070, 712, "wood", 4)


def _flats(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    c.box(x, y - h, x + w, y, "sand")
    c.box(x - 6, y - h - 10, x + w + 6, y - h, "slate")
    for row in range(int(h / 66)):
        for column in range(int(w / 62)):
            buildings.window(c, x + 18 + column * 62, y - h + 18 + row * 62, 34, 34)


def pool(c: Canvas) -> None:
    """A swimming lesson under high windows."""
    c.box(0, 0, 1200, 800, "foam")
    c.poly([(0, 0), (1200, 0), (1200, 70), (0, 70)], "mint")
    for x in range(60, 1200, 186):
        buildings.arched(c, x + 70, 360, 132, 270, lit=False)
        c.poly([(x + 4, 120), (x + 136, 120), (x + 240, 470), (x + 70, 470)], "paper", 46)
    things.bunting(c, -10, 60, 1210, 60, 46)
    c.box(0, 376, 1200, 470, "cream")
    for x in range(0, 1200, 60):
        c.line([(x, 400), (x - 20, 470)], "stone", 2)
    c.line([(0, 432), (1200, 432)], "stone", 2)
    c.box(0, 464, 1200, 480, "teal")
    c.box(0, 480, 1200, 800, "shallow")
    for row in range(4):
        c.box(0, 500 + row * 82, 1200, 540 + row * 82, mix("shallow", "sea", 0.16 + 0.1 * row), 20)
    for y in (560, 670, 780):
        for k in range(40):
            c.box(k * 31, y, k * 31 + 24, y + 9, ("accent", "paper")[k % 2], 4)
    for x, y, size in (
        (190, 540, 1.0),
        (520, 530, 1.0),
        (860, 545, 1.0),
        (330, 650, 1.2),
        (720, 640, 1.2),
        (1040, 650, 1.2),
        (210, 760, 1.4),
        (880, 755, 1.4),
    ):
        _swimmer(c, x, y, size)
    people.person(c, 640, 470, 170, "wave", "accent", 1)
    people.child(c, 300, 468, 118, "up")
    people.child(c, 960, 468, 112, "stand")
    water.mirror(c, 640, 486, 40, "accent")


def _swimmer(c: Canvas, x: float, y: float, size: float) -> None:
    skin = c.rng.choice(("F3CBA8", "C68C5F", "9C6543", "704730", "E2AC80"))
    c.oval(x, y + 10 * size, 52 * size, 10 * size, "foam", 170)
    c.box(
        x + 16 * size,
        y - 8 * size,
        x + 74 * size,
        y + 10 * size,
        c.rng.choice(("coral", "butter", "ochre")),
        7,
    )
    c.line([(x + 4, y + 4 * size), (x + 30 * size, y)], skin, 9 * size)
    c.oval(x, y - 4 * size, 17 * size, 18 * size, skin)
    c.dome(x, y - 7 * size, 18 * size, 17 * size, c.rng.choice(("brand", "accent", "plum", "ochre", "paper")))


def stage(c: Canvas) -> None:
    """Young musicians in a room, or a steel band outside; extras: steelpans, outside."""
    if "outside" in c.extras:
        land.sky(c, horizon=420)
        buildings.terrace(c, -30, 1230, 520, 220, 150)
        c.box(0, 516, 1200, 800, "sand")
        c.box(110, 610, 1090, 700, "wood")
        c.box(110, 604, 1090, 622, mix("wood", "paper", 0.3))
        for x in (130, 1050):
            c.box(x, 240, x + 18, 610, "dark")
        c.poly([(90, 250), (600, 170), (1110, 250), (1110, 282), (90, 282)], "brand")
        things.bunting(c, 140, 290, 1060, 290, 60)
        for x in (260, 430, 600, 770, 940):
            people.person(
                c, x, 606, 220, "work", c.rng.choice(("accent", "ochre", "teal")), 1 if x < 600 else -1
            )
        for x in (300, 470, 640, 810, 960):
            _pan(c, x, 520)
        for x in (150, 330, 520, 760, 930, 1100):
            people.person(c, x, 850, 210, "up" if x % 4 else "wave")
        return
    c.box(0, 0, 1200, 800, mix("plum", "dark", 0.2))
    for x in (60, 430, 800):
        c.box(x, 90, x + 340, 380, "paper", 4)
        c.box(x + 10, 100, x + 330, 370, mix("F6B48A", "7D86AA", 0.35))
        c.dome(x + 170, 370, 160, 90, "dark")
        c.line([(x + 170, 100), (x + 170, 370)], "paper", 7)
    c.box(0, 600, 1200, 800, "bark")
    for y in (640, 690, 750):
        c.line([(0, y), (1200, y)], mix("bark", "ink", 0.3), 2)
    c.oval(600, 710, 520, 70, "accent", 190)
    c.oval(600, 710, 440, 54, mix("accent", "coral", 0.5), 160)
    for x in (220, 600, 980):
        c.line([(x, 0), (x, 130)], "ink", 4)
        c.oval(x, 150, 40, 40, "glow", raw=True)
        c.glow(x, 150, 330, 0.55)
    _drums(c, 600, 660)
    people.person(c, 300, 720, 300, "work", "ochre", 1)
    c.soft([(300, 560), (350, 540), (372, 600), (320, 624)], "rust")
    c.line([(350, 572), (450, 500)], "wood", 12)
    things.table(c, 820, 730, 250, 120, "dark")
    c.box(830, 590, 1060, 612, "ink", 4)
    for k in range(15):
        c.box(836 + k * 15, 596, 848 + k * 15, 610, "paper", 2)
    people.person(c, 950, 720, 290, "work", "mint", -1)
    c.line([(470, 740), (470, 500)], "slate", 6)
    c.oval(470, 492, 15, 19, "ink")


def _pan(c: Canvas, x: float, y: float) -> None:
    c.box(x - 46, y, x + 46, y + 44, "slate", 5)
    c.oval(x, y, 46, 14, "stone")
    c.oval(x, y + 2, 36, 9, "paper")
    for dx in (-38, 38):
        c.line([(x + dx, y + 44), (x + dx * 1.1, y + 88)], "dark", 4)


def _drums(c: Canvas, x: float, y: float) -> None:
    people.person(c, x, y - 10, 270, "up", "teal", 1)
    c.oval(x, y - 20, 74, 74, "paper")
    c.ring(x, y - 20, 74, "accent", 12)
    for dx in (-110, 110):
        c.box(x + dx - 46, y - 70, x + dx + 46, y - 10, "accent", 6)
        c.oval(x + dx, y - 70, 46, 12, "paper")
        c.line([(x + dx * 1.5, y + 40), (x + dx * 1.5, y - 170)], "slate", 5)
        c.oval(x + dx * 1.5, y - 172, 62, 9, "ochre")


def shelter(c: Canvas) -> None:
    """A shelter for teenagers, or at a bus stop; extras: busstop."""
    land.sky(c, horizon=420)
    land.hills(c, 440, 110)
    if "busstop" in c.extras:
        buildings.far_town(c, 20, 640, 450, 34)
        plants.grove(c, 900, 1200, 480, 180, 3)
        c.box(0, 470, 1200, 640, "leaf")
        c.box(0, 600, 1200, 660, "stone")
        things.shelter(c, 200, 640, 480, 230)
        for x, h in ((290, 170), (400, 180), (600, 176)):
            people.person(c, x, 636, h, "stand")
        people.sitting(c, 490, 580, 170, 1)
        c.box(740, 400, 752, 640, "dark")
        c.box(716, 380, 776, 440, "brand", 8)
        c.box(728, 396, 764, 424, "paper", 4)
        land.road(c, 662, 800)
        things.bus(c, 790, 770, 470, "accent")
        c.oval(330, 740, 150, 12, "foam", 60)
        c.oval(600, 700, 90, 8, "foam", 60)
        return
    buildings.far_town(c, 640, 1160, 450, 34)
    land.ground(c, 450, "grass", 14)
    c.soft([(180, 640), (600, 610), (1020, 640), (1000, 720), (240, 724)], "sand")
    for k in range(5):
        c.line([(300 + k * 150, 640), (300 + k * 150, 420)], "brand", 12)
    c.poly(
        [
            (240, 430),
            (360, 372),
            (600, 350),
            (840, 372),
            (960, 430),
            (960, 450),
            (840, 396),
            (600, 374),
            (360, 396),
            (240, 450),
        ],
        "leaf",
    )
    c.box(420, 396, 780, 404, "glow", 4, raw=True)
    c.glow(600, 480, 330, 0.55)
    for x, facing in ((380, 1), (500, 1), (700, -1), (830, -1)):
        people.sitting(c, x, 618, 180, facing)
    c.box(320, 618, 560, 632, "wood", 5)
    c.box(640, 618, 890, 632, "wood", 5)
    people.person(c, 600, 660, 190, "stand", "ochre")
    people.bicycle(c, 1040, 700, 180, -1)
    people.bicycle(c, 170, 720, 180, 1)
