"""The back office stays shut for staff without a second factor and for everybody else."""

import secrets
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from participation.models import User
from tests.journeys.page_types import OFFICE, PAGES
from tests.journeys.people import Household, Person, newest_code

pytestmark = pytest.mark.journey


@pytest.fixture
def new_officer(household: Household) -> Person:
    """Someone whom the council has just made an officer: logged in by mail, no second factor yet."""
    address = f"{secrets.token_hex(4)}@quernmouth.example"
    user = User.objects.create_user(address, display_name="New Officer")
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    user.groups.add(Group.objects.get(name="officer"))
    person = household.visitor()
    person.go("/accounts/login/")
    person.keys.write("Email address", address)
    person.keys.follow("button", "Send me a code")
    person.keys.write("The code from our email", newest_code(person, address))
    person.keys.follow("button", "Continue")
    return person


def inside(person: Person, address: str) -> bool:
    """Whether a request of this browser ends inside the back office."""
    answer = person.context.request.get(address)
    return answer.ok and urlsplit(answer.url).path.startswith("/admin/")


def test_back_office_shut_without_second_factor(new_officer: Person):
    assert [name for name, kind in OFFICE.items() if inside(new_officer, kind.address())] == []
    new_officer.go(PAGES["my page"].address())
    new_officer.sees("One more step")


@pytest.mark.parametrize("who", ["erin", "alice", ""])
def test_back_office_shut_for_everybody_else(who, household: Household):
    person = household.member(who) if who else household.visitor()
    assert [name for name, kind in OFFICE.items() if inside(person, kind.address())] == []


def test_back_office_open_for_an_officer(household: Household):
    """The control: the same question says yes where it should."""
    assert inside(household.member("carol"), OFFICE["rounds"].address())
