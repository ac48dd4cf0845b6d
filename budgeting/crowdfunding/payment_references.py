"""What backers write on a payment so that the bank's statement says whose it is: ISO 11649, "RF47 0000 0012".

Two check digits (modulo 97) tell a slip of the pen from another pledge.
"""

import re

_FOUND = re.compile(r"(?=RF(\d{2})(\d{8,18}))")


def creditor_reference(pledge_pk: int) -> str:
    """Of the pledge with this number; twelve signs, which fit every bank's field."""
    body = f"{pledge_pk:08d}"
    return f"RF{_check_digits(body)}{body}"


def pledges_named_in(text: str) -> set[int]:
    """The numbers of pledges whose whole references stand in what a payer wrote, blanks and dashes aside."""
    squeezed = re.sub(r"[^0-9A-Z]", "", text.upper())
    return {int(body) for check, body in _candidates(squeezed) if _check_digits(body) == check}


def _candidates(text: str):
    """Digits may follow a reference directly: each length that a reference of ours can have is tried."""
    for match in _FOUND.finditer(text):
        for length in range(8, len(match[2]) + 1):
            body = match[2][:length]
            if length == 8 or not body.startswith("0"):
                yield match[1], body


def _check_digits(body: str) -> str:
    """98 less the remainder of the digits followed by RF00, with R as 27 and F as 15."""
    return f"{98 - int(body + '271500') % 97:02d}"
