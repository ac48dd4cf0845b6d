"""Between the ledger's minor units and the whole units of a currency in which elections are published."""

from fractions import Fraction
from math import ceil, floor

from participation.money import minor_digits


class Inexact(ValueError):  # noqa: N818 - says what the amount is
    """An amount that is no whole number of the currency's smallest coin."""


def in_units(amount: int, currency: str) -> int | Fraction:
    """Minor units as exact whole units of the currency: 1250 pence are 25/2 pounds."""
    units = Fraction(amount, _coins(currency))
    return units.numerator if units.denominator == 1 else units


def in_minor(amount: int | Fraction | str, currency: str) -> int:
    """Exact units ("12.5", 1/4) in minor units. Raises Inexact when a part of the smallest coin is left."""
    minor = Fraction(amount) * _coins(currency)
    if minor.denominator != 1:
        raise Inexact(str(amount))
    return minor.numerator


def nearly_in_minor(amount: int | Fraction | str, currency: str, *, up: bool = False) -> int:
    """Units in minor units for reading; a part of the smallest coin is cut, or with `up` made whole."""
    minor = Fraction(amount) * _coins(currency)
    return ceil(minor) if up else floor(minor)


def _coins(currency: str) -> int:
    """How many of the smallest coin make one whole unit."""
    return int(10 ** minor_digits(currency))
