"""A resident takes a copy of her data along and erases herself, without scripts; her words stay."""

import io
import re
import secrets
import zipfile

import pytest
from playwright.sync_api import expect

from participation.models import Process, Proposal, User
from tests.journeys.people import Household, Person, newest_code
from tests.journeys.test_newcomer import register
from tests.journeys.test_proposing import fits, on_a_phone

pytestmark = pytest.mark.journey


def fetch_copy(person: Person) -> zipfile.ZipFile:
    """Asks for the copy, and looks again until the background work has made it."""
    person.go("/me/data/")
    person.keys.follow("button", "Make a copy of my data")
    link = person.page.get_by_role("link", name="Fetch my copy")
    for _look in range(40):
        if link.count():
            break
        person.page.wait_for_timeout(250)
        person.go("/me/data/")
    fits(person)
    with person.page.expect_download() as fetched:
        person.keys.press("link", "Fetch my copy")
    return zipfile.ZipFile(io.BytesIO(fetched.value.path().read_bytes()))


def test_resident_takes_her_data_along_and_erases_herself(household: Household):
    person = household.visitor(scripts=False)
    name, said = f"Nora {secrets.token_hex(3)}", f"I would sit there every day, {secrets.token_hex(3)}."
    address = register(person, name)
    on_a_phone(person)
    open_now = Process.objects.published().with_proposing().filter(takes_proposals=True)
    proposal = Proposal.objects.public().filter(process__in=open_now).order_by("pk").first()
    person.go(proposal.get_absolute_url())
    person.keys.write("Your comment", said)
    person.keys.follow("button", "Publish my comment")
    person.reads(said)

    copy = fetch_copy(person)

    assert "README.txt" in {each.rpartition("/")[2] for each in copy.namelist()}
    assert any(said.encode() in copy.read(each) for each in copy.namelist())

    person.go("/me/erase/")
    person.keys.choose(re.compile("They stay"))
    person.keys.write("Type the word: erase", "erase")
    fits(person)
    person.keys.follow("button", "Send me a code to confirm")
    person.keys.write("The code from our email", newest_code(person, address))
    fits(person)
    person.keys.follow("button", "Erase my account for good")
    person.sees("Your account is erased")
    assert not User.objects.filter(email=address, is_active=True).exists()
    person.go(proposal.get_absolute_url())
    comment = person.page.get_by_role("article").filter(has_text=said).last
    expect(comment).to_contain_text("Former resident")
    expect(comment).not_to_contain_text(name)
