"""Scenes by the sea."""

from cms.demo.drawing import buildings, land, people, things, water
from cms.demo.drawing.canvas import Canvas
from cms.demo.drawing.palette import mix


def harbour(c: Canvas) -> None:
    """Coloured houses over a quay, with boats in front; extras: pontoon, ladders."""
    land.sky(c, horizon=420)
    land.hills(c, 400, 130)
    land.sea(c, 470, calm=True)
    buildings.terrace(c, -30, 1230, 478, 150, 118, floors=3)
    c.box(0, 474, 1200, 520, "stone")
    c.box(0, 474, 1200, 482, mix("stone", "paper", 0.5))
    for x in range(20, 1200, 88):
        c.line([(x, 484), (x, 519)], mix("stone", "bark", 0.35), 2)
    if "ladders" in c.extras:
        for x in (170, 470, 770, 1070):
            _ladder(c, x, 462, 72)
    for x in (90, 330, 610, 880, 1110):
        people.person(c, x + c.rng.uniform(-40, 40), 478, 62, c.rng.choice(("walk", "stand", "wave")))
    if "pontoon" in c.extras:
        _pontoon(c)
    else:
        water.fishing_boat(c, c.rng.uniform(240, 340), 640, 250, "accent")
        water.fishing_boat(c, c.rng.uniform(830, 930), 690, 300, "deep", facing=-1)
        water.rowing_boat(c, c.rng.uniform(540, 620), 600, 120)
    water.gulls(c, 5)


def _ladder(c: Canvas, x: float, y: float, h: float) -> None:
    for dx in (0, 22):
        c.line([(x + dx, y), (x + dx, y + h)], "ochre", 5)
    for step in range(6):
        c.line([(x, y + 10 + step * 11), (x + 22, y + 10 + step * 11)], "ochre", 4)
    c.line([(x - 70, y + 42), (x - 35, y + 50), (x, y + 42)], "slate", 3)


def _pontoon(c: Canvas) -> None:
    """Clear water in front, with baskets below the deck."""
    water.sailing_boat(c, 260, 590, 150, "paper")
    water.rowing_boat(c, 930, 585, 150)
    c.box(0, 606, 1200, 640, "wood")
    c.box(0, 606, 1200, 613, mix("wood", "paper", 0.4))
    for x in range(0, 1200, 46):
        c.line([(x, 613), (x, 640)], "bark", 2)
    c.box(0, 640, 1200, 800, "deep", alpha=110)
    for x in (130, 330, 540, 750, 960, 1120):
        c.line([(x, 640), (x, 690)], "cream", 3)
        c.box(x - 38, 688, x + 38, 752, "dark", 8, 235)
        for k in range(7):
            c.oval(x - 24 + (k % 4) * 16, 708 + 22 * (k // 4), 12, 8, ("stone", "cream", "lilac")[k % 3])
    for x, y in ((220, 740), (430, 710), (860, 735), (1050, 700)):
        c.soft([(x - 18, y), (x, y - 8), (x + 14, y), (x, y + 8)], "butter")
        c.poly([(x - 16, y), (x - 28, y - 8), (x - 28, y + 8)], "butter")
    people.person(c, 620, 610, 130, "work", "brand", 1)
    people.child(c, 700, 610, 92, "work", -1)


def swim(c: Canvas) -> None:
    """Stone steps with a rail down to the water, and swimmers."""
    land.sky(c, (830, 190), 400)
    land.sea(c, 380)
    buildings.lighthouse(c, 1040, 400, 190)
    water.pier(c, 690, 1210, 396, 60)
    water.sailing_boat(c, 520, 400, 70)
    for x, y in ((640, 520), (760, 570), (900, 500), (560, 620)):
        c.oval(x, y + 9, 36, 7, "foam", 170)
        c.oval(x, y, 13, 14, c.rng.choice(("E2AC80", "9C6543", "F3CBA8")))
        c.dome(x, y - 3, 14, 13, c.rng.choice(("accent", "butter", "mint")))
        c.line([(x + 14, y + 4), (x + 34, y - 12), (x + 46, y + 4)], "E2AC80", 7)
    for step in range(7):
        y = 470 + step * 48
        shade = mix("stone", "bark", 0.06 * (6 - step))
        c.poly([(0, y), (330 + step * 52, y), (330 + step * 52, y + 50), (0, y + 50)], shade)
        c.box(0, y, 330 + step * 52, y + 9, mix("stone", "paper", 0.6))
    for side in (0, 150):
        c.line([(200 + side, 800), (200 + side - 70, 430)], "slate", 9)
        for t in (0.1, 0.5, 0.9):
            c.line(
                [(200 + side - 70 * t, 800 - 370 * t), (200 + side - 70 * t, 800 - 370 * t + 76)], "slate", 7
            )
    people.person(c, 420, 640, 190, "walk", "accent", 1)
    people.person(c, 300, 520, 150, "stand", "brand", 1)
    water.gulls(c, 4)


def boats(c: Canvas) -> None:
    """Boats off a pier; extras: sauna, ramp."""
    land.sky(c, (330, 260) if "sauna" in c.extras else (880, 150), 400)
    land.hills(c, 400, 110, 2)
    land.sea(c, 400)
    if "sauna" in c.extras:
        water.pier(c, -10, 420, 470, 90)
        _sauna(c)
        water.sailing_boat(c, 1040, 452, 90)
    elif "ramp" in c.extras:
        water.sailing_boat(c, 240, 440, 110)
        water.sailing_boat(c, 420, 424, 70)
        _ramp_boat(c)
    water.gulls(c, 5)


def _sauna(c: Canvas) -> None:
    water.mirror(c, 690, 612, 260, "bark")
    c.box(430, 592, 950, 622, "wood", 6)
    c.box(430, 592, 950, 600, mix("wood", "paper", 0.3), 6)
    c.box(560, 420, 820, 594, "bark", 4)
    for y in range(432, 594, 20):
        c.line([(560, y), (820, y)], mix("bark", "ink", 0.25), 2)
    c.poly([(535, 424), (690, 340), (845, 424)], "dark")
    c.box(752, 330, 776, 392, "slate", 3)
    for k in range(6):
        c.oval(770 + k * 22, 316 - k * 26, 15 + k * 7, 12 + k * 5, "paper", 120 - k * 17)
    buildings.window(c, 600, 462, 66, 60, lit=True)
    c.glow(633, 492, 220, 0.45)
    buildings.door(c, 716, 592, 62, 124, "ochre")
    people.person(c, 890, 594, 140, "stand", "accent", 1)
    people.sitting(c, 500, 572, 140, -1, "paper")


def _ramp_boat(c: Canvas) -> None:
    water.mirror(c, 480, 668, 400, "brand")
    c.box(210, 372, 400, 540, "paper", 8)
    c.box(194, 356, 416, 378, "accent", 6)
    c.box(236, 406, 374, 470, "glass", 5)
    c.line([(300, 356), (300, 250)], "slate", 5)
    c.poly([(302, 252), (362, 268), (302, 286)], "ochre")
    people.person(c, 480, 552, 190, "wave", "ochre", 1)
    people.sitting(c, 590, 530, 190, 1, "coral")
    c.poly([(130, 540), (800, 540), (836, 664), (200, 664)], "brand")
    c.poly([(130, 540), (800, 540), (806, 562), (140, 562)], "paper")
    c.poly([(192, 644), (830, 644), (836, 664), (200, 664)], "rust")
    for k in range(3):
        c.oval(270 + k * 90, 606, 20, 20, "dark")
        c.ring(270 + k * 90, 606, 20, "coral", 8)
    c.box(900, 626, 1200, 800, "stone")
    c.box(900, 626, 1200, 642, mix("stone", "paper", 0.5))
    for y in (690, 740):
        c.line([(900, y), (1200, y)], mix("stone", "bark", 0.4), 2)
    c.poly([(796, 566), (980, 618), (980, 632), (796, 592)], "ochre")
    c.line([(800, 500), (800, 580)], "slate", 8)
    c.line([(800, 502), (960, 612)], "slate", 3)
    people.wheelchair(c, 890, 598, 220, -1)
    people.person(c, 1060, 646, 240, "wave", "plum", -1)
    water.bollard(c, 1150, 690)


def beach(c: Canvas) -> None:
    """A beach with huts; extras: chair, lifeguard."""
    land.sky(c, horizon=380)
    land.hills(c, 392, 90, 2)
    land.sea(c, 380, 620)
    for x, y, size in ((180, 410, 60), (760, 402, 46)):
        water.sailing_boat(c, x, y, size)
    shore = land.ridge(c, 590, 44, 1.2)
    land.below(c, lambda x: shore(x) - 12, "foam")
    land.below(c, shore, "sand")
    land.below(c, lambda x: shore(x) + 60, mix("sand", "butter", 0.3))
    if "chair" in c.extras:
        _huts(c, 30, 5, 560)
        c.poly([(700, 588), (800, 588), (1000, 800), (620, 800)], mix("sea", "paper", 0.35))
        for k in range(9):
            y = 596 + 3.0 * k * k + k
            c.line([(700 - (y - 588) * 0.38, y), (800 + (y - 588) * 0.94, y)], mix("sea", "paper", 0.6), 2)
        people.wheelchair(c, 760, 680, 240, -1, fat=True)
        people.person(c, 880, 690, 220, "wave", "coral", -1)
        people.child(c, 610, 606, 96, "run")
    else:
        _lifeguard(c)
        for x, y in ((130, 520), (260, 560), (380, 500)):
            people.child(c, x, y + 20, 74, "up")
            c.oval(x, y + 14, 34, 10, "foam", 200)
        things.car(c, 900, 610, 130, "accent", -1)
    c.dome(150, 720, 70, 36, mix("sand", "wood", 0.25))
    c.poly([(150, 684), (150, 640), (182, 652), (150, 662)], "accent")
    water.gulls(c, 4)


def _huts(c: Canvas, x: float, count: int, y: float) -> None:
    for k, colour in zip(range(count), ("coral", "paper", "teal", "butter", "sea"), strict=False):
        left = x + k * 84
        c.box(left, y - 84, left + 72, y, colour)
        for step in range(1, 6, 2):
            c.box(left + step * 12, y - 84, left + step * 12 + 12, y, mix(colour, "paper", 0.55))
        c.poly([(left - 8, y - 82), (left + 36, y - 124), (left + 80, y - 82)], mix(colour, "ink", 0.3))
        c.box(left + 22, y - 62, left + 50, y, mix(colour, "ink", 0.2))


def _lifeguard(c: Canvas) -> None:
    for x, top in ((560, 360), (1060, 380)):
        c.line([(x, 700), (x, top)], "bark", 7)
        c.box(x, top, x + 90, top + 30, "accent")
        c.box(x, top + 30, x + 90, top + 60, "butter")
    for a, b in ((700, 740), (860, 820)):
        c.line([(a, 740), (b, 430)], "paper", 13)
    for k in range(4):
        c.line([(708 + k * 10, 690 - k * 66), (852 - k * 10, 690 - k * 66)], "paper", 8)
    c.box(716, 424, 848, 442, "paper", 4)
    c.box(722, 300, 736, 430, "paper")
    people.sitting(c, 780, 424, 210, -1, "accent")
    c.box(832, 250, 844, 430, "paper")
    c.poly([(690, 268), (780, 222), (870, 268)], "accent")
    c.poly([(750, 268), (780, 222), (810, 268)], "butter")


def dunes(c: Canvas) -> None:
    """Volunteers who plant marram grass."""
    land.sky(c, horizon=380)
    land.sea(c, 360, 560)
    water.sailing_boat(c, 860, 384, 60)
    for base, rise, colour in (
        (470, 90, mix("sand", "butter", 0.2)),
        (560, 80, "sand"),
        (680, 70, mix("sand", "wood", 0.14)),
    ):
        line = land.ridge(c, base, rise, 1.4)
        land.below(c, line, colour)
        for _ in range(26):
            x = c.rng.uniform(0, 1200)
            land.tuft(c, x, line(x) + c.rng.uniform(4, 60), c.rng.uniform(24, 44), "moss")
        if base == 560:
            for k in range(40):
                x = 20 + k * 30
                c.line([(x, line(x) + 12), (x + 3, line(x) - 40)], "bark", 5)
            c.line([(x, line(x) - 12) for x in range(0, 1201, 40)], "bark", 3)
    for x, y, h in ((220, 610, 150), (520, 640, 165), (690, 600, 140), (980, 660, 175)):
        people.person(c, x, y, h, "work")
        land.tuft(c, x + h * 0.3, y + 6, 42, "leaf")
    people.child(c, 400, 720, 110, "wave")
    c.box(820, 690, 900, 740, "wood", 4)
    for k in range(6):
        land.tuft(c, 832 + k * 12, 694, 40, "leaf")
    water.gulls(c, 5)
