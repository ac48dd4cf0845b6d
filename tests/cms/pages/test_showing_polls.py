"""Polls on the first page and in the council's pages: what to answer now, the tally that everyone sees."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participation.models import Poll
from tests.factories.pages import standard
from tests.factories.polls import PollFactory, counted, vote
from tests.factories.talk import ProcessFactory

pytestmark = pytest.mark.django_db


def home(client) -> str:
    return client.get("/").content.decode()


def page_with(poll) -> str:
    return standard(slug=f"with-{poll.pk}", body=[{"type": "poll", "value": {"poll": poll.pk}}]).url


def block(client, poll) -> str:
    return client.get(page_with(poll)).content.decode()


def test_open_poll_stands_on_home_with_its_turnout(client):
    poll = PollFactory()
    vote(poll, 1)
    shown = home(client)
    assert poll.question in shown
    assert "Answer the poll" in shown
    assert f'data-live="poll:{poll.pk} turnout">1<' in shown


def test_home_leaves_out_polls_that_nobody_can_answer_now(client):
    for state in ({"closed": True}, {"coming": True}, {"published": False}):
        PollFactory(question="Not now", **state)
    PollFactory(question="Not now", process=ProcessFactory(published_at=None))
    assert "Not now" not in home(client)


def test_home_shows_the_polls_that_close_first_and_leads_to_all(client):
    for number in range(5):
        PollFactory(question=f"Question {number}")
    shown = home(client)
    assert shown.count("A poll is open") == 3
    assert 'href="/polls/"' in shown


def test_polls_cost_home_one_query_however_many_they_are(client):
    counts = []
    for more in (0, 1, 29):
        for _number in range(more):
            vote(PollFactory(), 1)
        client.get("/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/")
        counts.append(len(captured))
    assert counts[0] == counts[1] == counts[2]


def test_block_shows_a_live_tally_that_everyone_may_see(client):
    poll = PollFactory()
    vote(poll, 1)
    shown = block(client, poll)
    assert poll.question in shown
    assert f'data-live="tally:{poll.pk} option-' in shown
    assert f'data-live="poll:{poll.pk} turnout">1<' in shown


@pytest.mark.parametrize("shown", [Poll.Shown.VOTED, Poll.Shown.CLOSED])
def test_block_keeps_a_tally_that_not_everyone_sees_from_all(log_in, alice, shown):
    poll = PollFactory(shown=shown)
    vote(poll, 1, voter=alice.identity)
    page = block(log_in(alice), poll)
    assert "poll-bars" not in page
    assert "tally" not in page
    assert "results" in page


def test_block_tells_the_outcome_of_a_counted_poll(client):
    poll = PollFactory(closed=True, shown=Poll.Shown.CLOSED)
    vote(poll, 1)
    assert "“A bridge” came first" in block(client, counted(poll))


def test_block_hides_a_poll_that_is_not_published_or_gone(client):
    poll = PollFactory(published=False, question="Not yet")
    shown = block(client, poll)
    assert "Not yet" not in shown
    assert "This poll is not open to see" in shown


def test_officer_previews_a_page_with_a_poll_before_saving(log_in, carol):
    poll, client = PollFactory(), log_in(carol)
    page = standard(slug="asked")
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    form = {
        "title": "Asked",
        "slug": "asked",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "poll",
        "body-0-id": "",
        "body-0-value-poll": poll.pk,
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
    }
    assert client.post(address, form).json()["is_valid"]
    assert poll.question in client.get(address).content.decode()


def test_who_may_not_edit_pages_is_given_no_list_of_polls(log_in, charlie, carol):
    PollFactory(question="Which bridge?")
    PollFactory(question="Still planned", published=False)
    address = reverse("poll_chooser:choose")
    assert log_in(charlie).get(address).status_code == 302
    offered = log_in(carol).get(address).content.decode()
    assert "Which bridge?" in offered
    assert "Still planned" not in offered
