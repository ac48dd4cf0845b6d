"""Exact numbers: read from text, reduced to integers where they are whole, scaled to a common unit."""

import re
from collections.abc import Iterable
from fractions import Fraction
from math import lcm

Number = int | Fraction

DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")


def plain(value: Number) -> Number:
    """The same number, as an int where it is whole."""
    if isinstance(value, Fraction) and value.denominator == 1:
        return value.numerator
    return value


def exact(text: str) -> Number:
    """A decimal or fraction ("12", "12.50", "1e3", "1/3") read without rounding. Raises ValueError."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return int(text)
    top, _, bottom = text.partition("/")
    if not DECIMAL.fullmatch(top) or (bottom and not (bottom.isdigit() and int(bottom))):
        raise ValueError(f"{text!r} is not a number")
    return plain(Fraction(top) / int(bottom or 1))


def text_of(value: Number) -> str:
    """The shortest exact text that `exact` reads back: digits, a finite decimal, or a/b."""
    if isinstance(value, int):
        return str(value)
    twos, fives, rest = 0, 0, value.denominator
    while rest % 2 == 0:
        twos, rest = twos + 1, rest // 2
    while rest % 5 == 0:
        fives, rest = fives + 1, rest // 5
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    places = max(twos, fives)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    return ("-" if value < 0 else "") + f"{digits[:-places]}.{digits[-places:]}"


def common_unit(values: Iterable[Number]) -> int:
    """The smallest whole number that makes every value whole when multiplied by it."""
    return lcm(*{value.denominator for value in values})
