"""Every page type, wide and narrow, with and without scripts: axe, the outline, no sideways scrolling."""

import os
from pathlib import Path

import pytest

from tests.journeys.axe import outline_faults, sideways, violations
from tests.journeys.page_types import OFFICE, PAGES, PageType
from tests.journeys.people import Person

pytestmark = pytest.mark.journey
WIDE, NARROW = 1280, 320
# SHOTS=folder keeps a picture of each page for people to look at.
SHOTS = os.environ.get("SHOTS")


def open_page(person: Person, kind: PageType) -> None:
    if kind.walk is None:
        answer = person.page.goto(kind.address())
        assert answer.status == kind.status
    else:
        kind.walk(person)


def look(person: Person, name: str, *, narrow_too: bool = True) -> list[str]:
    faults = []
    for width in (WIDE, NARROW) if narrow_too else (WIDE,):
        person.page.set_viewport_size({"width": width, "height": 800})
        found = [*outline_faults(person.page), *violations(person.page, scripts=person.scripts)]
        faults += [f"{width} px{'' if person.scripts else ' without scripts'}: {fault}" for fault in found]
    if SHOTS and person.scripts:
        keep_pictures(person, name)
    return faults


def keep_pictures(person: Person, name: str) -> None:
    person.page.evaluate("document.querySelectorAll('img').forEach(image => { image.loading = 'eager'; })")
    person.page.wait_for_load_state("networkidle")
    for width in (WIDE, 375):
        person.page.set_viewport_size({"width": width, "height": 800})
        file = Path(SHOTS) / f"{name.replace(' ', '-')}-{width}.png"
        person.page.screenshot(path=file, full_page=True)


@pytest.mark.parametrize("name", PAGES)
def test_page_holds_for_everyone(name, household):
    kind = PAGES[name]
    faults = []
    for scripts in (True, False):
        person = (
            household.member(kind.who, scripts=scripts) if kind.who else household.visitor(scripts=scripts)
        )
        open_page(person, kind)
        faults += look(person, name)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", OFFICE)
def test_back_office_page_holds_in_what_is_ours(name, household):
    """Wagtail's own header and menu are Wagtail's matter: only the main part counts, as narrow as it goes."""
    kind = OFFICE[name]
    person = household.member(kind.who)
    open_page(person, kind)
    faults = []
    for width in (WIDE, NARROW):
        person.page.set_viewport_size({"width": width, "height": 800})
        found = violations(person.page, scope="main .w-content, main")
        faults += [f"{width} px: {fault}" for fault in [*found, *sideways(person.page)]]
    if SHOTS:
        keep_pictures(person, f"office {name}")
    assert not faults, "\n".join(faults)
