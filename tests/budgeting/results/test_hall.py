"""The hall screen is right at each load: turnout in steps, the end, the money, and the result once public."""

import pytest

from budgeting.results.actions import publish_result
from tests.factories.rounds import RoundFactory, cast, ended, open_round

pytestmark = pytest.mark.django_db


def hall(client, round, look=""):
    return client.get(f"/rounds/{round.process.slug}/hall/", {"look": look} if look else {})


def test_open_vote_shows_turnout_in_steps_the_end_and_the_money(client):
    round = open_round()
    for _ in range(21):
        cast(round, [1])
    page = hall(client, round).content.decode()
    assert f'data-live="round:{round.pk} turnout">20<' in page
    assert "data-countdown data-clock" in page
    assert "£500" in page
    assert page.count("<h1>") == 1


def test_round_that_shows_no_turnout_shows_none_here(client):
    page = hall(client, open_round(show_turnout=False)).content.decode()
    assert "People who have voted" not in page
    assert "data-live-ticket" not in page


def test_black_or_paper(client):
    round = open_round()
    assert 'class="hall-black"' in hall(client, round).content.decode()
    assert 'class="hall-paper"' in hall(client, round, "paper").content.decode()


def test_ended_vote_says_what_happens_now(client):
    page = hall(client, ended(open_round())).content.decode()
    assert "Two officers will seal" in page
    assert "data-countdown" not in page


def test_result_is_revealed_only_when_it_is_public(client, counted, carol):
    assert "get money" not in hall(client, counted.round).content.decode()
    assert "Project 1" not in hall(client, counted.round).content.decode()
    publish_result(actor=carol, result=counted)
    page = hall(client, counted.round).content.decode()
    assert "2 of 3 projects share £500; 12 people voted" in page
    assert "<li>Project 1</li>" in page
    assert "Provisional" in page


def test_unpublished_round_has_no_hall_for_the_public(client, log_in, carol):
    round = RoundFactory(process__published_at=None)
    assert hall(client, round).status_code == 404
    assert hall(log_in(carol), round).status_code == 200


@pytest.mark.parametrize("projects", [1, 30])
def test_queries_do_not_grow_with_projects(projects, client, django_assert_max_num_queries):
    round = open_round(projects=projects)
    with django_assert_max_num_queries(8):
        hall(client, round)
