"""The corpus of documents, made as the tests run."""

import io
import zipfile
from functools import cache

from tests.abuse.uploads.pictures import PAGE, SVG, drawn, zipped

PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"
# It opens a box and calls a program when it is opened in a careless reader: it is a download alone.
ACTIVE = PDF.replace(
    b"<< >>", b"<< /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /AA << /S /Launch >> >>", 1
)
PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "odt": "content.xml", "ods": "content.xml"}


@cache
def office(kind: str, *more: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(PARTS[kind], b"<x/>")
        for name, content in more:
            parts.writestr(name, content)
    return buffer.getvalue()


@cache
def bomb(kind: str) -> bytes:
    """A few kilobytes that say that they are 3 gigabytes: nobody may look by unpacking them."""
    content = bytearray(office(kind, ("word/pwned.xml", b"w" * 1000)))
    for entry in range(content.count(b"PK\x01\x02")):
        at = -1
        for _each in range(entry + 1):
            at = content.index(b"PK\x01\x02", at + 1)
        content[at + 24 : at + 28] = (3 * 10**9).to_bytes(4, "little")
    return bytes(content)


def in_itself(depth: int = 9) -> bytes:
    inner = zipped()
    for _each in range(depth):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as parts:
            parts.writestr("inner.zip", inner)
        inner = buffer.getvalue()
    return inner


def crowded(kind: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as parts:
        for name in (PARTS[kind], *map(str, range(10_001))):
            parts.writestr(name, b"")
    return buffer.getvalue()


NO_PDF = ("Choose a PDF document", "This is not a PDF document")

# For residents: PDF alone. name: (file name, content, what one of the sentences says)
BAD: dict[str, tuple[str, bytes, tuple[str, ...]]] = {
    "page": ("pwned.html", PAGE, NO_PDF),
    "page called a PDF": ("pwned.pdf", PAGE, NO_PDF),
    "drawing called a PDF": ("pwned.pdf", SVG, NO_PDF),
    "picture called a PDF": ("pwned.pdf", drawn(), NO_PDF),
    "page with a PDF inside": ("pwned.pdf", PAGE + PDF, NO_PDF),
    "half a PDF": ("pwned.pdf", PDF[:30], NO_PDF),
    "archive called a PDF": ("pwned.pdf", zipped(), NO_PDF),
    "nothing": ("pwned.pdf", b"", NO_PDF),
    "office file": ("pwned.docx", office("docx"), NO_PDF),
    "too many bytes": ("pwned.pdf", PDF + b"\0" * 10 * 1024 * 1024, ("A document can have at most 10 MB",)),
}
# For officers: office files and texts too.
BAD_OF_PAGES: dict[str, tuple[str, bytes, tuple[str, ...]]] = {
    **{name: bad for name, bad in BAD.items() if name not in ("nothing", "office file", "too many bytes")},
    "page": ("pwned.html", PAGE, ("not allowed",)),
    "drawing": ("pwned.svg", SVG, ("not allowed",)),
    "program": ("pwned.exe", b"MZ", ("not allowed",)),
    "archive": ("pwned.zip", zipped(), ("not allowed",)),
    "office file with programs by name": ("pwned.docm", office("docx"), ("not allowed",)),
    "nothing": ("pwned.pdf", b"", ("file is empty",)),
    "page called an office file": ("pwned.docx", PAGE, ("not a .docx file",)),
    "archive called an office file": ("pwned.xlsx", zipped(), ("not a .xlsx file",)),
    "archives in archives": ("pwned.odt", in_itself(), ("not a .odt file",)),
    "half an office file": ("pwned.ods", office("ods")[:60], ("not a .ods file",)),
    "bomb": ("pwned.docx", bomb("docx"), ("unpacks",)),
    "bomb of parts": ("pwned.odt", crowded("odt"), ("unpacks",)),
    "office file with programs": ("pwned.xlsx", office("xlsx", ("xl/vbaProject.bin", b"x")), ("macros",)),
    "program called a text": ("pwned.txt", b"MZ\0\0", ("not a text file",)),
    "wide text": ("pwned.csv", "\ufeffname".encode("utf-16"), ("not a text file",)),
    "too many bytes": ("pwned.pdf", PDF + b"\0" * 20 * 1024 * 1024, ("too big",)),
}
GOOD: dict[str, tuple[str, bytes]] = {
    "plan": ("plan.pdf", PDF),
    "PDF with a program": ("pwned.pdf", ACTIVE),
    "PDF and archive": ("pwned.pdf", PDF + zipped() + b"%%EOF"),
    "PDF with two endings": ("pwned.html.pdf", PDF),
}
GOOD_OF_PAGES: dict[str, tuple[str, bytes]] = {
    **GOOD,
    **{f"office file {kind}": (f"plan.{kind}", office(kind)) for kind in PARTS},
    "text with markup": ("pwned.txt", PAGE),
    "table with formulas": ("pwned.csv", b"name\r\n=cmd|' /C calc'!A0\r\n"),
}
