"""What a person did on the site, on their own page and a page at a time."""

import pytest

from participation.kinds import registry
from tests.factories.talk import CommentFactory, ProposalFactory, SupportFactory
from tests.participation.counting import queries_of

pytestmark = pytest.mark.django_db


def act(person, times: int) -> None:
    for number in range(times):
        proposal = ProposalFactory(author=person, title=f"Bench {number}")
        CommentFactory(thread=proposal.thread, author=person, text=f"Thought {number}")
        SupportFactory(proposal=ProposalFactory(), identity=person.identity)


def test_my_page_shows_the_newest_and_leads_to_all(log_in, alice):
    act(alice, 13)
    client = log_in(alice)
    page = client.get("/me/").content.decode()
    assert "Bench 12<" in page
    assert "Bench 0<" not in page
    assert 'href="/me/activity/comments/"' in page
    assert "Bench 0<" in client.get("/me/activity/proposals/").content.decode()


def test_few_things_need_no_page_of_their_own(log_in, alice):
    act(alice, 2)
    assert "/me/activity/" not in log_in(alice).get("/me/").content.decode()


def test_second_page_has_the_oldest(log_in, alice):
    act(alice, 31)
    client = log_in(alice)
    first, second = (client.get(f"/me/activity/comments/?page={page}").content.decode() for page in (1, 2))
    assert "Thought 30" in first
    assert "Thought 0<" not in first
    assert "Thought 0<" in second


def test_each_person_sees_only_their_own(log_in, alice, charlie):
    act(alice, 1)
    for kind in registry.all_kinds():
        for listing in kind.activity(charlie) if kind.activity else ():
            page = log_in(charlie).get(f"/me/activity/{listing.key}/").content.decode()
            assert "Nothing is here yet" in page


def test_visitor_is_led_to_the_log_in_and_an_unknown_sort_is_not_found(client, log_in, alice):
    assert "login" in client.get("/me/activity/comments/").url
    assert log_in(alice).get("/me/activity/passwords/").status_code == 404


@pytest.mark.parametrize("key", ["proposals", "comments", "supports", "debates"])
def test_pages_take_the_same_queries_for_one_and_thirty(log_in, alice, key):
    client, counts = log_in(alice), []
    for more in (1, 29):
        act(alice, more)
        client.get("/me/")
        counts.append(queries_of(client, f"/me/activity/{key}/"))
    assert counts[0] == counts[1]


def test_my_page_takes_the_same_queries_for_one_and_thirty(log_in, alice):
    client, counts = log_in(alice), []
    for more in (1, 29):
        act(alice, more)
        client.get("/me/")
        counts.append(queries_of(client, "/me/"))
    assert counts[0] == counts[1]
