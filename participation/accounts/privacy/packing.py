"""Writes all that the site knows about a person into one zip file, row by row, never whole in memory."""

import json
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.kinds import personal, registry

INDEX = "README.txt"


@dataclass(frozen=True)
class Part:
    """One JSON file of the export."""

    name: str
    title: str
    rows: Iterable[Any]


def parts_of(person: User) -> Iterator[Part]:
    """Every kind with an export, and every holding; each is read only when its turn comes."""
    for holding in personal.all_holdings():
        if holding.rows is not None:
            yield Part(holding.key, str(holding.title), holding.rows(person))
    for kind in registry.all_kinds():
        if kind.export is not None:
            title = str(kind.model._meta.verbose_name_plural)
            yield Part(kind.key, title[:1].upper() + title[1:], kind.export(person))


def write_export(person: User, target: IO[bytes]) -> None:
    """The zip: a file of plain words that says what is where, one JSON file a part, and the given files."""
    lines = [_("This is everything that this site knows about you."), ""]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped:
        for part in parts_of(person):
            count = _write_rows(zipped, f"{part.name}.json", part.rows)
            lines.append(f"{part.name}.json: {part.title} ({count})")
        files = _write_files(zipped, person)
        lines += [_("files/: the pictures and documents that you gave (%(n)d)") % {"n": files}, ""]
        lines += [
            _("How you voted in a secret ballot is not here. Nobody can look into the ballot box."),
            _("The files that end in .json open in any text editor. Other sites can read them, too."),
            "",
        ]
        zipped.writestr(INDEX, "\n".join(lines))


def _write_rows(zipped: zipfile.ZipFile, name: str, rows: Iterable[Any]) -> int:
    count = 0
    with zipped.open(name, "w") as file:
        file.write(b"[")
        for count, row in enumerate(rows, start=1):
            text = json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
            file.write((",\n" if count > 1 else "\n").encode() + text.encode())
        file.write(b"\n]\n")
    return count


def _write_files(zipped: zipfile.ZipFile, person: User) -> int:
    """Each file once. One that is missing on the disk does not keep the rest from its owner."""
    written: set[str] = set()
    for holding in personal.all_holdings():
        for file in holding.files(person):
            if file and file.name not in written and file.storage.exists(file.name):
                written.add(file.name)
                with (
                    file.storage.open(file.name, "rb") as given,
                    zipped.open(f"files/{file.name}", "w") as copy,
                ):
                    shutil.copyfileobj(given, copy)
    return len(written)
