"""The register of residents as offices and attackers save it: read whole, or refused with the line."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from participation.models import CensusEntry, CensusUpload
from tests.abuse.lines import LINES
from tests.abuse.uploads.places import said, stored

pytestmark = pytest.mark.django_db
HEADING = "name,date of birth,postcode,ward"
ROW = "Renée Núñez-Østergård,1980-12-31,HB1 2AB,Harbour ward"
TABLE = f"{HEADING}\n{ROW}\n"

READ: dict[str, bytes] = {
    "plain": TABLE.encode(),
    "with a mark": TABLE.encode("utf-8-sig"),
    "line ends of Windows": TABLE.replace("\n", "\r\n").encode(),
    "line ends of old": TABLE.replace("\n", "\r").encode(),
    "semicolons": TABLE.replace(",", ";").encode(),
    "semicolon in a name, line ends of old": f"{HEADING}\r{ROW.replace('Renée', 'Renée; Dr')}\r".encode(),
    "tabs": TABLE.replace(",", "\t").encode(),
    "everything quoted": "\n".join('"' + line.replace(",", '","') + '"' for line in (HEADING, ROW)).encode(),
    "line within a name": f'{HEADING}\n"Renée\nNúñez",1980-12-31,HB1 2AB,Harbour ward\n'.encode(),
    "formula for a name": f"{HEADING}\n=cmd|' /C calc'!A0,1980-12-31,HB1 2AB,Harbour ward\n".encode(),
    "null in a name": TABLE.replace("Renée", "Ren\0ée").encode(),
    "many columns": f"{HEADING}{',x' * 100_000}\n{ROW}{',y' * 100_000}\n".encode(),
    "empty lines": f"\n\n{HEADING}\n\n,,,\n{ROW}\n\n".encode(),
}
REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty"),
    "one null": (b"\0", "Line 1"),
    "no heading": (f"{ROW}\n".encode(), "Line 1: the heading has no column “name”"),
    "heading twice": (f"{HEADING},name\n{ROW},x\n".encode(), "Line 1: the heading names the column “name”"),
    "heading alone": (f"{HEADING}\n".encode(), "no people"),
    "UTF-16 with a mark": (TABLE.encode("utf-16"), "Line 1 is not UTF-8"),
    "UTF-16 without a mark": (TABLE.encode("utf-16-be"), "Line"),
    "latin-1": (TABLE.encode("latin-1"), "Line 2 is not UTF-8"),
    "cp1252": (TABLE.replace("Núñez", "Nuñez’s").encode("cp1252"), "Line 2 is not UTF-8"),
    "two encodings": (TABLE.encode() + ROW.encode("latin-1"), "Line 3 is not UTF-8"),
    "open quote": (
        TABLE.encode() + b'"Ann,1980-12-31,HB1 2AB,Harbour ward\n',
        "Line 3 cannot be read as CSV",
    ),
    "a megabyte in a cell": (
        f"{HEADING}\n{'w' * 2**20},1980-12-31,HB1 2AB,Harbour ward\n".encode(),
        "Line 2",
    ),
    "one long line": (b"w" * 5 * 2**20, "Line 1"),
    "more than one may send": (HEADING.encode() + b"\n" * 31 * 2**20, "30 megabytes"),
    "office file": (b"PK\x03\x04" + b"\0\xff" * 500, "Line 1 is not UTF-8"),
    "formula for a ward": (
        f"{HEADING}\nAnn,1980-12-31,HB1 2AB,=1+1\n".encode(),
        "Line 2, column “ward”: “=1+1”",
    ),
    "a comma too many": (
        f"{HEADING}\nNúñez, Ann,1980-12-31,HB1 2AB,Harbour ward\n".encode(),
        "Line 2, column",
    ),
    "day that never was": (
        f"{HEADING}\nAnn,1980-02-30,HB1 2AB,Harbour ward\n".encode(),
        "Line 2, column “date",
    ),
    "figures of another script": (f"{HEADING}\nAnn,١٩٨٠-12-31,,Harbour ward\n".encode(), "Line 2, column"),
    "markup": (TABLE.replace("Harbour ward", LINES["script"]).encode(), "“<script pwned>"),
}


@pytest.fixture
def upload(carol, harbour, log_in):
    client = log_in(carol)

    def send(content: bytes):
        file = SimpleUploadedFile("register.csv", content, "text/csv")
        return client.post(reverse("census:index"), {"file": file})

    return send


def test_tables_as_offices_save_them_are_read(upload):
    for kind, content in READ.items():
        answer = upload(content)
        assert answer.status_code == 302, f"{kind}: {said(answer)[-2000:]}"
        assert CensusEntry.objects.count() == 1, kind


def test_tables_that_are_wrong_are_refused_with_the_line_and_change_nothing(upload):
    upload(TABLE.encode())
    before = list(CensusEntry.objects.values_list("key", "upload"))
    for kind, (content, sentence) in REFUSED.items():
        answer = upload(content)
        assert answer.status_code == 200, kind
        assert sentence in said(answer), kind
        assert "<script pwned>" not in answer.content.decode(), kind
        assert list(CensusEntry.objects.values_list("key", "upload")) == before, kind
    assert CensusUpload.objects.count() == 1
    assert stored() == set()
