"""Scenes among fruit, flowers and vegetables."""

from math import cos, pi, sin

from cms.demo.drawing import buildings, land, people, plants
from cms.demo.drawing.canvas import Canvas
from cms.demo.drawing.palette import mix


def orchard(c: Canvas) -> None:
    """Rows of fruit trees on a verge."""
    land.sky(c, horizon=380)
    buildings.terrace(c, -30, 1230, 430, 130, 160, walls=("cream", "brick", "sand", "peach"))
    land.ground(c, 420, "meadow", 10)
    for y, h, xs in ((490, 190, (120, 330, 540, 750, 960, 1150)), (640, 290, (60, 400, 760, 1110))):
        for x in xs:
            plants.tree(
                c,
                x + c.rng.uniform(-14, 14),
                y,
                h,
                "round",
                c.rng.choice(("leaf", "6FA889", "lime")),
                c.rng.choice(("accent", "accent", "ochre")),
            )
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
