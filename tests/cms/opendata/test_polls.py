"""Polls as open data: numbers only where everyone may see them."""

import pytest

from participation.models import Poll
from participation.votes.tallies import FEWEST_FOR_LINES
from tests.factories.polls import PollFactory, counted, ranked, vote
from tests.factories.talk import ProcessFactory

pytestmark = pytest.mark.django_db


def test_published_polls_are_told_and_no_others(client):
    process = ProcessFactory()
    told = PollFactory(process=process)
    PollFactory(published=False)
    PollFactory(process=ProcessFactory(published_at=None))
    (one,) = client.get(f"/api/polls?process={process.slug}").json()["items"]
    assert one["question"] == told.question
    assert one["who"] == "For all verified residents."
    assert client.get("/api/polls").json()["count"] == 1
    assert client.get(f"/api/polls/{told.pk}").json()["address"] == told.get_absolute_url()


@pytest.mark.parametrize(("shown", "status"), [(0, 200), (1, 404), (2, 404)])
def test_numbers_of_a_running_poll_are_told_when_everyone_may_see_them(client, log_in, alice, shown, status):
    poll = PollFactory(shown=shown)
    vote(poll, 1, voter=alice.identity)
    for reader in (client, log_in(alice)):
        assert reader.get(f"/api/polls/{poll.pk}/tally").status_code == status


def test_counted_poll_tells_its_winner_and_where_its_lines_are(client):
    poll = ranked(shown=Poll.Shown.CLOSED, closed=True)
    for _each in range(FEWEST_FOR_LINES):
        vote(poll, 2, 1)
    assert client.get(f"/api/polls/{poll.pk}/tally").status_code == 404
    counted(poll)
    told = client.get(f"/api/polls/{poll.pk}/tally").json()
    assert (told["final"], told["turnout"], told["winners"]) == (True, FEWEST_FOR_LINES, ["A ferry"])
    assert {"title": "A bridge", "value": 2, "votes": FEWEST_FOR_LINES} in told["given"]
    assert client.get(told["lines"]).status_code == 200


def test_list_takes_the_same_queries_for_one_and_thirty(client, django_assert_num_queries):
    for count in (1, 29):
        for _each in range(count):
            PollFactory()
        with django_assert_num_queries(4):  # one counts the question against its limit
            client.get("/api/polls?limit=100")
