"""The list of processes and the page of one."""

import pytest

from tests.factories.talk import PhaseFactory, ProcessFactory, ProposalFactory, close_phases
from tests.participation.counting import queries_of

pytestmark = pytest.mark.django_db


def test_process_page_shows_where_it_stands_and_the_one_action(client):
    process = ProcessFactory()
    PhaseFactory(process=process, kind="ballot", coming=True, title="The vote")
    page = client.get(process.get_absolute_url()).content.decode()
    assert page.count("<h1") == 1
    assert "You are here" in page
    assert "Write a proposal" in page
    assert "The vote" in page


def test_process_page_offers_no_proposing_after_the_phase(client):
    process = ProcessFactory()
    close_phases(process)
    assert "Write a proposal" not in client.get(process.get_absolute_url()).content.decode()


def test_process_page_of_an_unpublished_process_is_for_staff(log_in, charlie, carol):
    address = ProcessFactory(published_at=None).get_absolute_url()
    assert log_in(charlie).get(address).status_code == 404
    assert log_in(carol).get(address).status_code == 200


def test_process_list_says_what_can_be_done_until_when(client):
    ProcessFactory(title="Ideas now")
    ProcessFactory(title="Old ideas", open=(), closed=("propose",))
    ProcessFactory(title="Secret ideas", published_at=None)
    page = client.get("/processes/").content.decode()
    assert page.index("Ideas now") < page.index("Old ideas")
    assert "closes" in page
    assert "Secret ideas" not in page


def test_process_list_without_processes_says_what_will_be_there(client):
    assert "Nothing is open yet" in client.get("/processes/").content.decode()


def test_process_list_asks_the_same_for_1_and_30(client):
    ProcessFactory()
    one = queries_of(client, "/processes/")
    for _each in range(29):
        ProcessFactory()
    assert queries_of(client, "/processes/") == one <= 8


def test_process_page_asks_the_same_for_1_and_30(client, log_in, alice):
    process = ProcessFactory()
    ProposalFactory(process=process)
    resident = log_in(alice)
    address = process.get_absolute_url()
    client.get(address), resident.get(address)
    before = queries_of(client, address), queries_of(resident, address)
    for _each in range(29):
        ProposalFactory(process=process)
        PhaseFactory(process=process, kind="review", coming=True)
    after = queries_of(client, address), queries_of(resident, address)
    assert after == before
    # One for each kind of thing that a process may hold: proposals, debates, polls, a round.
    assert after[0] <= 9
    assert after[1] <= 12
