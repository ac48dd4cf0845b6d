"""Every pair of colours that a page sets on each other can be read, by daylight and in the dark."""

import pytest

from cms.style.contrast import passes, ratio
from cms.style.tokens import colours

GROUNDS = ("paper", "surface", "sunk")
TEXT = [
    *[(text, ground) for text in ("ink", "muted", "brand", "accent") for ground in GROUNDS],
    *[(text, ground) for text in ("good", "warn", "bad") for ground in ("paper", "surface")],
    *[("ink", f"{tone}-soft") for tone in ("brand", "accent", "good", "warn", "bad")],
    *[(tone, f"{tone}-soft") for tone in ("brand", "accent", "good", "warn", "bad")],
    *[("brand-hover", ground) for ground in ("paper", "surface", "brand-soft")],
    *[("on-brand", ground) for ground in ("brand", "brand-hover")],
    *[
        ("on-deep", "deep"),
        ("on-deep-muted", "deep"),
        ("paper", "ink"),
        ("surface", "bad"),
        ("focus-ink", "focus"),
    ],
]
LINES = [
    *[("line", ground) for ground in GROUNDS],
    *[(f"series-{number}", "surface") for number in range(1, 9)],
    ("focus", "deep"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_reaches_4_5_to_1(scheme, text, ground):
    chosen = colours(scheme)
    assert ratio(chosen[text], chosen[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("line", "ground"), LINES)
def test_lines_and_bars_reach_3_to_1(scheme, line, ground):
    chosen = colours(scheme)
    assert ratio(chosen[line], chosen[ground]) >= 3


def test_every_colour_but_focus_has_a_dark_value():
    light, dark = colours("light"), colours("dark")
    unchanged = {name for name, value in light.items() if dark[name] == value}
    assert unchanged == {"focus", "focus-ink"}


def test_ratio_of_black_and_white_is_21():
    assert ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert ratio("#FFF", "#000") == pytest.approx(21)


def test_ratio_of_a_colour_with_itself_is_1():
    assert ratio("#0B5D57", "#0b5d57") == pytest.approx(1)


def test_passes_at_the_edge_of_the_rule():
    """The two greys on either side of 4.5 to 1 against white."""
    assert passes("#767676", "#FFFFFF")
    assert not passes("#777777", "#FFFFFF")
    assert passes("#777777", "#FFFFFF", minimum=3)


@pytest.mark.parametrize("words", ["green", "#12345", "#GGGGGG", "", "#0B5D57;"])
def test_what_is_no_colour_is_refused_by_name(words):
    with pytest.raises(ValueError, match="is not a colour"):
        ratio(words, "#FFFFFF")
