"""A town in which people wrote nothing but attacks: every page and every screen of it, in the browser."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from tests.journeys.page_types import OFFICE, PAGES
from tests.journeys.people import Household, Person, logged_in
from tests.journeys.spoiled import spoiled_town, watch_dialogs, what_came_alive

pytestmark = pytest.mark.journey
NARROW = {"width": 320, "height": 800}
WIDE = {"width": 1280, "height": 900}
LINKS = "() => Array.from(document.querySelectorAll('a[href]'), link => link.href)"
# Ways out, and what is a file.
LEFT_OUT = re.compile(r"/(logout|login|export)|[?&]export=|/documents/|\.(zip|csv|json)")
PLANTED = {
    "a script of theirs ran": "<h1>x</h1><script>window.pwned = 1</script>",
    "a dialog opened: pwned": "<h1>x</h1><script>alert('pwned')</script>",
    "came alive: <b": "<h1>x</h1><b pwned></b>",
    "outside request: http://pwned.invalid": "<h1>x</h1><img src='http://pwned.invalid/x.png'>",
    "no h1": "<h1>x</h1><style>h1 { display: none }</style>",
    "scrolls sideways": "<h1>x</h1>" + "w" * 300,
}


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory, town):
    """(address of the spoiled town, who is logged in there, addresses of all page types)."""
    names = {kind.who for kind in (*PAGES.values(), *OFFICE.values()) if kind.who}
    states = {name: logged_in(name) for name in names}
    pages = {
        name: (kind.who, kind.address(), kind in OFFICE.values())
        for name, kind in {**PAGES, **{f"office: {name}": kind for name, kind in OFFICE.items()}}.items()
        if kind.walk is None and not (kind in OFFICE.values() and kind.who == "carol")  # hers are all found
    }
    with spoiled_town(tmp_path_factory.mktemp("town")) as url:
        yield url, states, pages


def visit(person: Person, address: str, *, office: bool) -> list[str]:
    """What came alive there, and how the page does not hold."""
    person.page.set_viewport_size(WIDE if office else NARROW)
    answer = person.page.goto(address)
    broken = [f"answer {answer.status}"] if answer.status >= 500 else []
    return [f"{address}: {fault}" for fault in [*broken, *what_came_alive(person, public=not office)]]


@pytest.fixture
def people(spoiled, browser):
    """people("alice") is at her browser in the spoiled town."""
    url, states, _pages = spoiled
    there: dict[str, Person] = {}

    def person(name: str) -> Person:
        if name not in there:
            there[name] = Person(browser, url, state=states.get(name))
            watch_dialogs(there[name])
        return there[name]

    yield person
    for each in there.values():
        each.leave()


def test_every_page_of_a_spoiled_town_holds(spoiled, people):
    faults, shown = [], 0
    for who, address, office in spoiled[2].values():
        faults += visit(people(who), address, office=office)
        shown += "pwned" in people(who).page.inner_text("body")
    assert shown > 40  # as words
    assert not faults, "\n".join(faults)


def test_every_screen_that_officers_reach_from_a_spoiled_first_screen_holds(spoiled, people):
    """One example of each kind of screen, found by its links, as far as they lead."""
    carol, seen, faults = people("carol"), set(), []
    waiting = ["/admin/"]
    for address in waiting:
        faults += visit(carol, address, office=True)
        for link in carol.page.evaluate(LINKS):
            path = urlsplit(link).path
            if path.startswith("/admin/") and not LEFT_OUT.search(link) and link.startswith(spoiled[0]):
                kind = resolve(path).route
                waiting += [] if kind in seen else [path]
                seen.add(kind)
    assert len(seen) > 60
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("said", PLANTED)
def test_what_comes_alive_would_be_noticed(said, household: Household):
    person = household.visitor()
    watch_dialogs(person)
    person.page.set_viewport_size(NARROW)
    person.page.set_content(PLANTED[said])
    assert any(said in fault for fault in what_came_alive(person)), said
    person.faults.clear()
