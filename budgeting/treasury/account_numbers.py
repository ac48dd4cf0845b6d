"""Numbers of bank accounts as people type them: an IBAN, or a British sort code and account number."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
BRITISH = re.compile(r"\d{14}")


def account_number(text: str) -> str:
    """The number in groups, as it is read aloud; an IBAN is checked (mod 97).

    Raises ValidationError on `account`.
    """
    plain = re.sub(r"[\s-]", "", text).upper()
    if BRITISH.fullmatch(plain):
        return f"{plain[:2]}-{plain[2:4]}-{plain[4:6]} {plain[6:]}"
    if IBAN.fullmatch(plain) and _remainder(plain) == 1:
        return " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))
    raise ValidationError(
        {"account": _("Write a sort code and account number, such as 01-02-03 12345678, or a whole IBAN.")}
    )


def _remainder(iban: str) -> int:
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97
