"""One copy of a page for many visitors: who gets it, who never does, and what is never kept."""

import time

import pytest
from django.core.cache import cache
from django.test import Client

from cms import visitor_pages
from participation.copies import Copy, someone_makes
from participation.models import Proposal
from tests.factories.talk import ProposalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages_are_kept(settings):
    settings.VISITOR_SECONDS = 60


@pytest.fixture
def proposal():
    return ProposalFactory(title="A bench by the ferry")


def rename(proposal, title: str) -> None:
    """Changes what the page says, at the same address."""
    Proposal.objects.filter(pk=proposal.pk).update(what=title)


def page(client, proposal) -> str:
    return client.get(proposal.get_absolute_url()).content.decode()


def test_second_visitor_gets_the_copy_of_the_first_without_a_query(proposal, django_assert_num_queries):
    first = page(Client(), proposal)
    rename(proposal, "Something new.")
    with django_assert_num_queries(0):
        answer = Client().get(proposal.get_absolute_url())
    assert answer.content.decode() == first
    assert answer["Age"] == "0"
    assert "default-src" in answer["Content-Security-Policy"]


def test_someone_logged_in_always_gets_their_own_page_and_leaves_none(proposal, alice, log_in):
    page(Client(), proposal)
    rename(proposal, "Something new.")
    assert "Something new." in page(log_in(alice), proposal)
    assert "My page" not in page(Client(), proposal)


def test_page_of_someone_logged_in_is_never_kept(proposal, alice, log_in):
    assert "My page" in page(log_in(alice), proposal)
    assert "My page" not in page(Client(), proposal)


def test_visitor_with_a_cookie_that_is_not_known_is_served_anew(proposal):
    page(Client(), proposal)
    rename(proposal, "Something new.")
    client = Client()
    client.cookies["messages"] = "x"
    assert "Something new." in page(client, proposal)


def test_page_with_a_form_to_send_is_never_kept():
    first, second = (Client().get("/accounts/login/") for _each in range(2))
    assert "Age" not in second
    assert first.cookies["csrftoken"].value != second.cookies["csrftoken"].value


def test_ballot_pages_and_what_is_not_a_page_are_never_kept(rf):
    from django.http import HttpResponse, JsonResponse

    assert visitor_pages.may_be_kept(HttpResponse("words"))
    for answer in (
        HttpResponse("words", headers={"Cache-Control": "no-store, private"}),
        HttpResponse("gone", status=404),
        JsonResponse({}),
    ):
        assert not visitor_pages.may_be_kept(answer)


def test_addresses_hosts_and_compression_have_copies_of_their_own(rf):
    keys = {
        visitor_pages.key_of(request)
        for request in (
            rf.get("/"),
            rf.get("/", {"page": "2"}),
            rf.get("/", headers={"host": "localhost"}),
            rf.get("/", headers={"accept-encoding": "gzip"}),
            rf.get("/", secure=True),
        )
    }
    assert len(keys) == 5


def test_copy_that_grew_old_is_made_anew_by_one_while_others_see_the_old(proposal, rf):
    page(Client(), proposal)
    key = visitor_pages.key_of(rf.get(proposal.get_absolute_url()))
    kept = cache.get(key)
    cache.set(key, Copy(time.time() - 61, kept.value))
    rename(proposal, "Something new.")
    assert someone_makes(key) is False
    assert "Something new." not in page(Client(), proposal)  # while the first one makes it
    cache.delete(f"{key}:making")
    assert "Something new." in page(Client(), proposal)
    assert "Something new." in page(Client(), proposal)


def test_without_a_time_to_keep_them_pages_are_made_at_each_load(proposal, settings):
    settings.VISITOR_SECONDS = 0
    page(Client(), proposal)
    rename(proposal, "Something new.")
    assert "Something new." in page(Client(), proposal)
