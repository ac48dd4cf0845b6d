"""A stranger fetches the published files by the links of the result page and recounts them alone."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.examples import counted
from tests.journeys.people import Household, Person
from tests.stranger import package_alone, recounted

pytestmark = pytest.mark.journey
COMMAND = "python -m budgeting.allocation recount manifest.json"


def fetch(person: Person, link: Locator) -> Path:
    """What the browser keeps when the link has the focus and Enter is pressed."""
    link.focus()
    with person.page.expect_download() as download:
        person.page.keyboard.press("Enter")
    return download.value.path()


def fetch_one_by_one(person: Person, folder: Path) -> Path:
    """Each file of the list under its own name, in a new folder."""
    folder.mkdir()
    for link in person.page.locator(".files a").all():
        (folder / link.inner_text()).write_bytes(fetch(person, link).read_bytes())
    return folder


def fetch_all(person: Person, folder: Path) -> Path:
    link = person.keys.reach("link", "Download all files")
    with zipfile.ZipFile(fetch(person, link)) as files:
        files.extractall(folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.fixture
def reader(household: Household) -> Person:
    """Somebody without an account, who came by the links of the round's page."""
    person = household.visitor()
    person.go(counted().get_absolute_url())
    person.keys.follow("link", "See the result", within=person.page.get_by_role("main"))
    expect(person.page.locator(".command")).to_have_text(COMMAND)
    return person


def test_stranger_recounts_what_the_links_give(reader: Person, tmp_path):
    one_by_one = fetch_one_by_one(reader, tmp_path / "one by one")
    at_once = fetch_all(reader, tmp_path / "at once")
    assert contents(one_by_one) == contents(at_once)
    told = recounted(at_once, package_alone(tmp_path / "package"))
    assert told.returncode == 0, told.stderr
    assert "byte for byte" in told.stdout


def test_files_that_somebody_tampered_with_are_refused_with_the_reason(reader: Person, tmp_path):
    bundle, package = fetch_all(reader, tmp_path / "bundle"), package_alone(tmp_path / "package")
    pot = next(bundle.glob("*.pb"))
    *ballots, last = pot.read_bytes().rstrip(b"\n").split(b"\n")
    pot.write_bytes(b"\n".join([*ballots[:-1], last, last]) + b"\n")
    told = recounted(bundle, package)
    assert told.returncode == 1
    assert told.stderr.startswith("The recount failed. ")
    assert pot.name in told.stderr
    assert "Traceback" not in told.stderr
