"""Reads bank statements: CSV with named columns, or CAMT.053 (ISO 20022). Only money that came in is kept.

XML goes through defusedxml, which refuses document types and entities: a statement needs neither.
"""

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from participation.money import LARGEST, minor_digits

LARGEST_FILE = 5_000_000
MOST_LINES = 20_000
COLUMNS = {
    "day": ("date", "booking date", "transaction date"),
    "amount": ("amount", "paid in", "credit"),
    "text": ("reference", "description", "details", "narrative"),
    "payer": ("name", "payer", "payee", "counterparty"),
    "bank_id": ("id", "transaction id", "bank reference"),
}
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d %b %Y")
# Longer ones are no money, and cost time to read.
NUMBER = re.compile(r"(?=.{1,25}$)[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]{1,4})?")


@dataclass(frozen=True)
class Paid:
    """One payment that came in. `bank_id` is the bank's own number for it, or ""."""

    day: date
    amount: int
    payer: str
    text: str
    bank_id: str


def read_statement(content: bytes, currency: str) -> list[tuple[str, Paid]]:
    """(key, payment) of each; the key tells a payment from all others, in overlapping files too.

    Raises ValidationError on `file`, naming the line.
    """
    if len(content) > LARGEST_FILE:
        raise _wrong(_("The file is larger than 5 MB. Ask the bank for a shorter time."))
    is_xml = content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")
    found = list(_camt(content, currency) if is_xml else _sheet(content, currency))
    if len(found) > MOST_LINES:
        raise _wrong(_("The file has more than 20,000 payments. Ask the bank for a shorter time."))
    return _keyed(found)


def _keyed(found: Iterable[Paid]) -> list[tuple[str, Paid]]:
    """Twice the same sum by the same payer on one day are two payments: they are numbered."""
    seen: Counter[str] = Counter()
    keyed = []
    for paid in found:
        said = paid.bank_id or "\x1f".join([str(paid.day), str(paid.amount), paid.payer, paid.text])
        seen[said] += 1
        if paid.bank_id and seen[said] > 1:
            raise _wrong(_("The bank's number %(id)s stands twice in the file.") % {"id": paid.bank_id})
        keyed.append((hashlib.sha256(f"{said}\x1f{seen[said]}".encode()).hexdigest(), paid))
    return keyed


def _sheet(content: bytes, currency: str) -> Iterator[Paid]:
    try:
        text = content.decode("utf-8-sig").replace("\0", "")  # PostgreSQL keeps no null in a text
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as unreadable:
        raise _wrong(_("This is no CSV file in UTF-8.")) from unreadable
    head = [cell.strip().lower() for cell in rows[0]] if rows else []
    at = {name: head.index(one) for name, known in COLUMNS.items() for one in known if one in head}
    if missing := [name for name in ("day", "amount", "text") if name not in at]:
        names = ", ".join(COLUMNS[name][0] for name in missing)
        raise _wrong(_("The first line must name the columns. Missing: %(names)s.") % {"names": names})
    for number, row in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in row):
            yield from _row(row, at, _("Line %(number)d") % {"number": number}, currency)


def _row(row: list[str], at: dict[str, int], place: str, currency: str) -> Iterator[Paid]:
    if len(row) <= max(at.values()):
        raise _wrong(_("%(place)s: too few columns.") % {"place": place})
    cells = {name: row[index].strip() for name, index in at.items()}
    amount = _amount(cells["amount"], place, currency) if cells["amount"] else 0
    if amount > 0:
        yield Paid(
            day=_day(cells["day"], place),
            amount=amount,
            payer=cells.get("payer", "")[:140],
            text=cells["text"][:500],
            bank_id=cells.get("bank_id", "")[:100],
        )


def _amount(text: str, place: str, currency: str) -> int:
    plain = text.removeprefix("£").strip()
    digits = minor_digits(currency)
    if not NUMBER.fullmatch(plain):
        raise _wrong(_("%(place)s: “%(text)s” is no amount.") % {"place": place, "text": text[:40]})
    minor = Decimal(plain.replace(",", "")).scaleb(digits)
    if minor != int(minor) or abs(minor) > LARGEST:
        raise _wrong(_("%(place)s: “%(text)s” is no amount.") % {"place": place, "text": text[:40]})
    return int(minor)


def _day(text: str, place: str) -> date:
    for form in DAYS:
        try:
            return datetime.strptime(text[:11], form).date()
        except ValueError:
            continue
    raise _wrong(_("%(place)s: “%(text)s” is no day.") % {"place": place, "text": text[:40]})


def _camt(content: bytes, currency: str) -> Iterator[Paid]:
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as unreadable:
        raise _wrong(_("This is no readable CAMT.053 file.")) from unreadable
    entries = [element for element in root.iter() if _name(element) == "Ntry"]
    if not any(_name(element) == "BkToCstmrStmt" for element in root.iter()):
        raise _wrong(_("This is no readable CAMT.053 file."))
    for number, entry in enumerate(entries, start=1):
        if _text(entry, "CdtDbtInd") == "CRDT" and _text(entry, "RvslInd") != "true" and _booked(entry):
            yield from _entry(entry, _("Entry %(number)d") % {"number": number}, currency)


def _booked(entry: Any) -> bool:
    """Pending entries come again once they are booked."""
    return "BOOK" in (_text(entry, "Sts"), _text(entry, "Sts", "Cd"))


def _entry(entry: Any, place: str, currency: str) -> Iterator[Paid]:
    """One payment, or each of those that the bank booked together, when their amounts are given."""
    total = _camt_amount(_child(entry, "Amt"), place, currency)
    day = _day(_text(entry, "BookgDt", "Dt") or _text(entry, "BookgDt", "DtTm")[:10], place)
    bank_id = _text(entry, "AcctSvcrRef")
    parts = [each for details in _all(entry, "NtryDtls") for each in _all(details, "TxDtls")]
    given = [_child(each, "AmtDtls", "TxAmt", "Amt") for each in parts]
    if len(parts) > 1 and None not in given:
        amounts = [_camt_amount(each, place, currency) for each in given]
        if sum(amounts) != total:
            raise _wrong(_("%(place)s: its payments do not add up to it.") % {"place": place})
        for nth, (part, amount) in enumerate(zip(parts, amounts, strict=True), start=1):
            part_id = _text(part, "Refs", "AcctSvcrRef") or (f"{bank_id}/{nth}" if bank_id else "")
            yield Paid(day, amount, _payer(part), _said(part), part_id)
        return
    said = " ".join(_said(each) for each in parts)[:500]
    yield Paid(day, total, _payer(parts[0]) if len(parts) == 1 else "", said, bank_id)


def _camt_amount(element: Any, place: str, currency: str) -> int:
    if element is None or element.get("Ccy") != currency:
        raise _wrong(
            _("%(place)s: its amount is not in %(currency)s.") % {"place": place, "currency": currency}
        )
    return _amount(element.text or "", place, currency)


def _payer(part: Any) -> str:
    name = _text(part, "RltdPties", "Dbtr", "Nm") or _text(part, "RltdPties", "Dbtr", "Pty", "Nm")
    return name[:140]


def _said(part: Any) -> str:
    """All that the payer wrote, in any of the places that banks use for it."""
    said = [
        _text(part, "RmtInf", "Strd", "CdtrRefInf", "Ref"),
        *(each.text or "" for info in _all(part, "RmtInf") for each in _all(info, "Ustrd")),
        _text(part, "Refs", "EndToEndId"),
    ]
    return " ".join(word.strip() for word in said if word.strip() not in ("", "NOTPROVIDED"))[:500]


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _all(element: Any, name: str) -> list[Any]:
    return [each for each in element if _name(each) == name]


def _child(element: Any, *names: str) -> Any:
    for name in names:
        element = next(iter(_all(element, name)), None)
        if element is None:
            return None
    return element


def _text(element: Any, *names: str) -> str:
    found = _child(element, *names)
    return (found.text or "").strip() if found is not None else ""


def _wrong(words: str) -> ValidationError:
    return ValidationError({"file": words})
