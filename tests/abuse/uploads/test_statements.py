"""Bank statements as banks, offices and attackers save them: read whole, or refused with the line."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from budgeting.models import BankLine, BankStatement
from tests.abuse.lines import LINES
from tests.abuse.uploads.places import said, stored

pytestmark = pytest.mark.django_db
HEADING = "date,amount,reference,name"
ROW = "2026-11-30,20.00,For the boat,Renée Núñez-Østergård"
SHEET = f"{HEADING}\n{ROW}\n"
ENTRY = (
    '<Ntry><Amt Ccy="GBP">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>'
    "<BookgDt><Dt>2026-11-30</Dt></BookgDt></Ntry>"
)
CAMT = '{start}<Document xmlns="urn:x"><BkToCstmrStmt><Stmt>{entry}</Stmt></BkToCstmrStmt></Document>'
LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]>"
OUTSIDE = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>"


def camt(amount: str = "20.00", start: str = "") -> bytes:
    return CAMT.format(entry=ENTRY.format(amount=amount), start=start).encode()


READ: dict[str, bytes] = {
    "plain": SHEET.encode(),
    "with a mark": SHEET.encode("utf-8-sig"),
    "line ends of Windows": SHEET.replace("\n", "\r\n").encode(),
    "line ends of old": SHEET.replace("\n", "\r").encode(),
    "line within a name": f'{HEADING}\n2026-11-30,20.00,For the boat,"Renée\nNúñez"\n'.encode(),
    "formula for a name": f"{HEADING}\n2026-11-30,20.00,boat,=cmd|' /C calc'!A0\n".encode(),
    "markup for a name": f"{HEADING}\n2026-11-30,20.00,boat,{LINES['script']}\n".encode(),
    "null in a name": SHEET.replace("Renée", "Ren\0ée").encode(),
    "a name that goes on": f"{HEADING}\n2026-11-30,20.00,{'boat' * 5_000},{'w' * 5_000}\n".encode(),
    "CAMT.053": camt(),
}
REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty"),
    "one null": (b"\0", "The first line must name the columns."),
    "no heading": (f"{ROW}\n".encode(), "Missing: date, amount, reference."),
    "latin-1": (SHEET.encode("latin-1"), "no CSV file in UTF-8"),
    "UTF-16": (SHEET.encode("utf-16"), "no CSV file in UTF-8"),
    "office file": (b"PK\x03\x04" + b"\0\xff" * 500, "no CSV file in UTF-8"),
    "open quote": (SHEET.encode() + b'"2026-11-30', "no CSV file in UTF-8"),
    "too few cells": (f"{HEADING}\n2026-11-30\n".encode(), "Line 2: too few columns."),
    "a day that never was": (SHEET.replace("-11-30", "-02-30").encode(), "Line 2: “2026-02-30” is no day."),
    "words for money": (SHEET.replace("20.00", "twenty").encode(), "Line 2: “twenty” is no amount."),
    "a millionth of a penny": (SHEET.replace("20.00", "20.001").encode(), "Line 2: “20.001” is no amount."),
    "power of ten": (SHEET.replace("20.00", "2e9").encode(), "Line 2: “2e9” is no amount."),
    "a hundred thousand figures": (SHEET.replace("20.00", "9" * 100_000).encode(), "Line 2: “999"),
    "more than all money": (SHEET.replace("20.00", "9" * 22).encode(), "Line 2: “999"),
    "too large": (SHEET.encode() + b"\n" * 6_000_000, "larger than 5 MB"),
    "not closed": (camt()[:-3], "no readable CAMT.053"),
    "another document": (b"<html></html>", "no readable CAMT.053"),
    "entities": (camt("&b;", LAUGHS), "no readable CAMT.053"),
    "a file of the machine": (camt("&a;", OUTSIDE), "no readable CAMT.053"),
    "nested without end": (b"<a>" * 400_000, "no readable CAMT.053"),
    "four million figures in CAMT.053": (camt("9" * 4_000_000), "Entry 1: “999"),
}


@pytest.fixture
def upload(fiona, log_in):
    client = log_in(fiona)

    def send(content: bytes):
        file = SimpleUploadedFile("statement.csv", content, "text/csv")
        return client.post(reverse("money:bank"), {"file": file})

    return send


@pytest.mark.parametrize("kind", READ)
def test_statements_as_banks_save_them_are_read(upload, kind):
    answer = upload(READ[kind])
    assert answer.status_code == 302, said(answer)[-2000:]
    assert BankLine.objects.get().amount == 2_000
    page = answer.client.get(reverse("money:bank"))
    assert page.status_code == 200
    assert "<script pwned>" not in page.content.decode()


def test_statements_that_are_wrong_are_refused_with_the_line_and_change_nothing(upload):
    for kind, (content, sentence) in REFUSED.items():
        answer = upload(content)
        assert answer.status_code == 200, kind
        assert sentence in said(answer), f"{kind}: {said(answer)[-1500:]}"
    assert not BankStatement.objects.exists()
    assert stored() == set()
