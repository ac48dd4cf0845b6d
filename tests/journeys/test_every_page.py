"""Every page type, wide and narrow, with and without scripts: axe, the outline, no sideways scrolling."""

import os
from pathlib import Path

import pytest

from tests.journeys.axe import office_faults, outline_faults, violations
from tests.journeys.page_types import OFFICE, PAGES, PageType
from tests.journeys.people import Household, Person

pytestmark = pytest.mark.journey
WIDE, NARROW = 1280, 320
# SHOTS=folder keeps a picture of each page for people to look at.
SHOTS = os.environ.get("SHOTS")


@pytest.fixture(scope="module")
def onlookers(browser, town, folder):
    """onlookers("alice") looks at page after page in one browser: what all pages share is fetched once."""
    household, there = Household(browser, town, folder), {}

    def onlooker(name: str, *, scripts: bool = True) -> Person:
        if (name, scripts) not in there:
            there[name, scripts] = household.anyone(name, scripts=scripts)
        return there[name, scripts]

    yield onlooker
    household.all_leave()


def sit_down(kind: PageType, household: Household, onlookers, *, scripts: bool = True) -> Person:
    """Someone at an empty window; who has a way to go has a browser of their own, and is known to nobody."""
    if kind.walk is not None:
        return household.anyone(kind.who, scripts=scripts)
    person = onlookers(kind.who, scripts=scripts)
    person.page.close()
    person.new_page()
    return person


def open_page(person: Person, kind: PageType) -> None:
    if kind.walk is None:
        answer = person.page.goto(kind.address())
        assert answer.status == kind.status
    else:
        kind.walk(person)


def look(person: Person, name: str) -> list[str]:
    faults = []
    for width in (WIDE, NARROW):
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


def overheard(person: Person) -> list[str]:
    """What went wrong in their browser on this page."""
    faults = list(person.faults)
    person.faults.clear()
    return faults


@pytest.mark.parametrize("name", PAGES)
def test_page_holds_for_everyone(name, household, onlookers):
    kind = PAGES[name]
    faults = []
    for scripts in (True, False):
        person = sit_down(kind, household, onlookers, scripts=scripts)
        open_page(person, kind)
        faults += [*look(person, name), *overheard(person)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", OFFICE)
def test_back_office_page_holds_in_what_is_ours(name, household, onlookers):
    kind = OFFICE[name]
    person = sit_down(kind, household, onlookers)
    open_page(person, kind)
    faults = office_faults(person.page, WIDE, NARROW)
    if SHOTS:
        keep_pictures(person, f"office {name}")
    faults += overheard(person)
    assert not faults, "\n".join(faults)
