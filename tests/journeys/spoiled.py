"""A second town in which every word is a line of the corpus, and what of it came alive in a page."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings

from tests.journeys.axe import sideways
from tests.journeys.people import Person
from tests.journeys.town import start, stop

FOUND = """() => [
  ...(window.pwned === undefined ? [] : ["a script of theirs ran"]),
  ...Array.from(document.querySelectorAll("[pwned]"), found => `came alive: ${found.outerHTML.slice(0, 80)}`),
  ...(document.querySelector("h1")?.checkVisibility() ? [] : ["no h1 is to be seen"]),
]"""


@contextmanager
def spoiled_town(folder: Path) -> Iterator[str]:
    """The address of a copy of the running town, spoiled. Keys and sessions are the town's own."""
    place = folder / "spoiled"
    database = Path(settings.DATABASES["default"]["NAME"])
    shutil.copytree(settings.VAR_DIR, place, ignore=shutil.ignore_patterns(f"{database.name}*", "static"))
    with closing(sqlite3.connect(database)) as old, closing(sqlite3.connect(place / database.name)) as new:
        old.backup(new)
    environment = {**os.environ, "VAR_DIR": str(place)}
    subprocess.run(
        [sys.executable, "-m", "tests.journeys.spoiling"], cwd=settings.BASE_DIR, env=environment, check=True
    )
    town = start(place, environment)
    try:
        yield town["url"]
    finally:
        stop(town["pid"])


def watch_dialogs(person: Person) -> None:
    def note(dialog) -> None:
        person.faults.append(f"a dialog opened: {dialog.message}")
        dialog.dismiss()

    person.page.on("dialog", note)


def what_came_alive(person: Person, *, public: bool = True) -> list[str]:
    """Everything that the corpus did to the page in front of this person since the last look."""
    faults = [*person.faults, *person.page.evaluate(FOUND)]
    person.faults.clear()
    return faults + (sideways(person.page) if public else [])
