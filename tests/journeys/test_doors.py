"""The back office stays shut for staff without a second factor and for everybody else."""

from urllib.parse import urlsplit

import pytest

from tests.journeys.office import new_officer
from tests.journeys.page_types import OFFICE, PAGES
from tests.journeys.people import Household, Person, log_in, prove_address

pytestmark = pytest.mark.journey


def inside(person: Person, address: str) -> bool:
    """Whether a request of this browser ends inside the back office."""
    answer = person.context.request.get(address)
    return answer.ok and urlsplit(answer.url).path.startswith("/admin/")


@pytest.mark.parametrize("who", ["alice", "dilys"])
def test_resident_and_officer_log_in_by_keyboard(who, household: Household):
    """All other journeys begin with people who are logged in already."""
    person = household.visitor()
    log_in(person, who)
    assert inside(person, OFFICE["rounds"].address()) == (who == "dilys")


def test_back_office_shut_without_second_factor(household: Household):
    officer = household.visitor()
    prove_address(officer, new_officer())
    assert [name for name, kind in OFFICE.items() if inside(officer, kind.address())] == []
    officer.go(PAGES["my page"].address())
    officer.sees("One more step")


def test_back_office_shut_before_the_second_code(household: Household):
    """Half a log-in opens nothing: the mail's code alone is not enough for staff."""
    officer = household.visitor()
    prove_address(officer, "farah@quernmouth.example")
    officer.sees("Your second step")
    assert [name for name, kind in OFFICE.items() if inside(officer, kind.address())] == []


@pytest.mark.parametrize("who", ["erin", "alice", ""])
def test_back_office_shut_for_everybody_else(who, household: Household):
    person = household.member(who) if who else household.visitor()
    assert [name for name, kind in OFFICE.items() if inside(person, kind.address())] == []


def test_back_office_open_for_an_officer(household: Household):
    """The control: the same question says yes where it should."""
    assert inside(household.member("carol"), OFFICE["rounds"].address())
