"""Documents that officers upload for pages: what is in them is what their names say, and not a bomb."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm

from participation.proposals.files import is_pdf

# What an office file may unpack to, by what it says itself: nothing is unpacked here.
MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 10_000
# A part that each of these kinds has.
OFFICE_PARTS = {
    ".docx": "word/document.xml",
    ".xlsx": "xl/workbook.xml",
    ".odt": "content.xml",
    ".ods": "content.xml",
}
PROGRAMS = ("vbaproject.bin", "basic/")


class DocumentForm(BaseDocumentForm):
    """The base of all of Wagtail's forms that take documents: one, many, or from within a page."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        kind = Path(file.name).suffix.lower()
        if isinstance(file, UploadedFile) and kind in KINDS:
            KINDS[kind](file, kind)
            file.seek(0)
        return file


def _check_pdf(file: File, kind: str) -> None:
    file.seek(0)
    if not is_pdf(file.read()):
        raise ValidationError(_("This is not a PDF document, whatever its name says."))


def _check_text(file: File, kind: str) -> None:
    file.seek(0)
    if b"\0" in file.read():
        raise ValidationError(_("This is not a text file. Save it as UTF-8 text."))


def _check_office(file: File, kind: str) -> None:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as parts:
            found = parts.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError):
        raise ValidationError(_not_of(kind)) from None
    if len(found) > MOST_PARTS or sum(part.file_size for part in found) > MOST_UNPACKED:
        raise ValidationError(_("This file unpacks to far more than it seems. It cannot be taken."))
    names = [part.filename for part in found]
    if OFFICE_PARTS[kind] not in names:
        raise ValidationError(_not_of(kind))
    if any(program in name.lower() for name in names for program in PROGRAMS):
        raise ValidationError(_("This file holds programs (macros). Save it without them."))


def _not_of(kind: str) -> str:
    return _("This is not a %(kind)s file, whatever its name says.") % {"kind": kind}


KINDS: dict[str, Callable[[File, str], None]] = {
    ".pdf": _check_pdf,
    ".csv": _check_text,
    ".txt": _check_text,
    **dict.fromkeys(OFFICE_PARTS, _check_office),
}
