"""Money as people read and type it. Inside, an amount is always an integer of minor units (pence, cents)."""

import copy
import re
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_symbol, get_decimal_symbol, get_group_symbol, list_currencies
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

# ISO 4217, "minor unit" column: every other currency has two digits.
_NONE = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV"}
_THREE = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}
_DIGITS = dict.fromkeys(_NONE | {"XAF", "XOF", "XPF"}, 0) | dict.fromkeys(_THREE, 3)
_DIGITS |= {"CLF": 4, "UYW": 4}
# An amount must fit the database's 64-bit column with room to add up many of them.
LARGEST = 10**15
_SPACES = " \u00a0\u202f\u2009'\u2019"


def minor_digits(currency: str) -> int:
    """How many digits follow the decimal sign (ISO 4217). Raises ValueError for an unknown currency."""
    if currency not in list_currencies():
        raise ValueError(f"{currency!r} is not an ISO 4217 currency code")
    return _DIGITS.get(currency, 2)


def format_money(amount: int, currency: str | None = None) -> str:
    """Minor units as the reader's language writes them: "£1,234", or "£1,234.56" when there are pence."""
    currency = currency or settings.CURRENCY
    digits = minor_digits(currency)
    whole = amount % 10**digits == 0
    pattern = _pattern(_locale(), 0 if whole else digits)
    number = Decimal(amount).scaleb(-digits)
    return pattern.apply(number, _locale(), currency=currency, currency_digits=False)


def format_plain(amount: int, currency: str | None = None) -> str:
    """Minor units as text to put back into a form, without a currency sign: "12,500" or "12,500.50"."""
    currency = currency or settings.CURRENCY
    digits = minor_digits(currency)
    major, minor = divmod(amount, 10**digits)
    text = f"{major:,}".replace(",", get_group_symbol(_locale()))
    return f"{text}{get_decimal_symbol(_locale())}{minor:0{digits}}" if minor else text


def parse_money(text: str, currency: str | None = None) -> int:
    """What a person typed ("12,500", "£12 500.50") in minor units.

    Raises ValidationError with a sentence that says what to change. Never guesses: "12,50" is refused in
    English because it may mean either 12.50 or 1,250.
    """
    currency = currency or settings.CURRENCY
    number = _without_currency(text, currency)
    if number.startswith(("-", "\u2212")):
        raise ValidationError(_("The amount cannot be less than zero."), code="negative")
    whole, _sign, fraction = number.partition(get_decimal_symbol(_locale()))
    digits = minor_digits(currency)
    if not _well_grouped(whole) or not (fraction == "" or fraction.isdecimal()):
        raise ValidationError(_unreadable(currency), code="invalid")
    if len(fraction) > digits:
        raise ValidationError(_too_fine(digits), code="too_fine")
    amount = int(re.sub(r"\D", "", whole)) * 10**digits + int(fraction.ljust(digits, "0") or 0)
    if amount > LARGEST:
        raise ValidationError(_("The amount is too large."), code="too_large")
    return amount


def _without_currency(text: str, currency: str) -> str:
    number = text.strip()
    for sign in sorted({get_currency_symbol(currency, _locale()), currency, currency.lower()}, key=len):
        number = number.removeprefix(sign).removesuffix(sign).strip()
    if len(number) > 40:
        raise ValidationError(_("The amount is too large."), code="too_large")
    return number


def _well_grouped(whole: str) -> bool:
    """Digits alone, or digits in groups by one kind of sign, the last group of three."""
    signs = re.escape(get_group_symbol(_locale()) + _SPACES)
    return bool(re.fullmatch(rf"\d+|\d{{1,3}}([{signs}])(\d{{2,3}}\1)*\d{{3}}", whole))


def _unreadable(currency: str) -> str:
    return _("Write the amount in numbers, such as %(example)s.") % {
        "example": format_plain(1_250_000 if minor_digits(currency) else 12_500, currency)
    }


def _too_fine(digits: int) -> str:
    if digits == 0:
        return _("Write a whole amount: this currency has no smaller coins.")
    return _("Write at most %(digits)d digits after the decimal sign.") % {"digits": digits}


def _locale() -> Locale:
    return _locale_of(get_language() or settings.LANGUAGE_CODE)


@lru_cache(maxsize=64)
def _locale_of(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


@lru_cache(maxsize=64)
def _pattern(locale: Locale, digits: int):
    pattern = copy.copy(locale.currency_formats["standard"])
    pattern.frac_prec = (digits, digits)
    return pattern
