"""One running town, one browser, and the people who walk through the town."""

import os
from importlib import import_module
from pkgutil import iter_modules
from shutil import which

import pytest
from factory.django import DjangoModelFactory
from playwright.sync_api import sync_playwright

from tests import factories
from tests.journeys.people import Household
from tests.journeys.town import running_town

# The same engine; without the browser's own windows a new visitor costs a third.
CHROMIUM = next((path for name in ("chromium-headless-shell", "chromium") if (path := which(name))), "")
# The long ones, begun first so that no process is left with one of them at the end.
LONG = [
    *("spoiled", "planning", "paper", "round", "four_ways", "scrutiny", "tie", "feasibility", "newcomer"),
    *("delivery", "leaving", "kiosk", "moderation"),
]
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]


def pytest_collection_modifyitems(items):
    """Journeys stand last in a run, the long ones first among them."""
    places = {f"test_{name}.py": at for at, name in enumerate(LONG, start=1)}
    journey = {item: item.get_closest_marker("journey") is not None for item in items}
    items.sort(key=lambda item: places.get(item.path.name, len(LONG) + 1) if journey[item] else 0)


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Where this process keeps what is not the town's."""
    return tmp_path_factory.getbasetemp()


@pytest.fixture(scope="session", autouse=True)
def _numbers_after_the_towns_own():
    """The town has people, rounds and talk of its own: what is made here counts from far behind them."""
    for module in iter_modules(factories.__path__):
        import_module(f"{factories.__name__}.{module.name}")
    for maker in _makers(DjangoModelFactory):
        maker.reset_sequence(10_000, force=True)


def _makers(base):
    for maker in base.__subclasses__():
        yield maker
        yield from _makers(maker)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    """No test database: journeys look into the database of the demo, which lies in the same VAR_DIR."""
    # Playwright runs a loop in this thread; Django would take each query here for one inside a coroutine.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with django_db_blocker.unblock():
        yield
        from django.db import connections

        connections.close_all()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def town(folder, django_db_setup):
    """The address of the running demo."""
    with running_town(folder) as url:
        yield url


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def household(browser, town, folder):
    """household.member("alice") is logged in, household.visitor() is not; what goes wrong fails the test."""
    people = Household(browser, town, folder)
    yield people
    people.all_leave()


@pytest.fixture(autouse=True)
def _own_files():
    """Here the files are the running town's own."""


@pytest.fixture(autouse=True)
def _fresh_limits():
    """The limits are the running town's own too."""
