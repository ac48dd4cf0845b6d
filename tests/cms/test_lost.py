"""Addresses that nobody has: guesses lead on, and the rest meets a search with the words of the address."""

import pytest
from bs4 import BeautifulSoup

from cms.lost import GUESSES, NUMBERED, guessed
from tests.factories.talk import ProposalFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/crowdfunding/", "/campaigns/"),
        ("/crowdfunding", "/campaigns/"),
        ("/proposal/", "/proposals/"),
        ("/Ideas/", "/proposals/"),
        ("/vote/", "/polls/"),
        ("/polls", "/polls/"),
        ("/campaigns", "/campaigns/"),
        ("/budget/", "/processes/"),
        ("/ward/", "/areas/"),
    ],
)
def test_guesses_lead_to_the_page_that_is_meant(client, typed, meant):
    answer = client.get(typed, follow=True)
    assert (answer.status_code, answer.request["PATH_INFO"]) == (200, meant)


@pytest.mark.parametrize("word", sorted({*GUESSES, *NUMBERED}))
def test_no_guess_leads_nowhere(client, word):
    if word in GUESSES:
        assert client.get(f"/{word}/", follow=True).status_code in (200, 404)
        assert client.get(guessed(word)).status_code in (200, 302)
    assert client.get(f"/{word}/999999/", follow=True).status_code == 404


def test_number_alone_finds_its_proposal(client):
    proposal = ProposalFactory()
    for address in (f"/proposals/{proposal.pk}/", f"/idea/{proposal.pk}"):
        assert client.get(address, follow=True).request["PATH_INFO"] == proposal.get_absolute_url()


def test_lost_visitor_meets_a_search_with_the_words_of_the_address(client):
    answer = client.get("/new-playground/<b>2024/")
    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 404
    assert page.select_one("input[type=search]")["value"] == "new playground"
    assert len(page.select("h1")) == 1
    assert [link["href"] for link in page.select("main ul a")] == [
        *("/processes/", "/proposals/", "/debates/", "/polls/", "/campaigns/", "/areas/"),
    ]


def test_nothing_that_is_sent_is_led_on(client):
    assert client.post("/vote/").status_code == 404
