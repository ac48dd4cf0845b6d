"""The pages of polls: the list, the forms of each kind without scripts, and fixed query counts."""

import re

import pytest
from django.test import Client

from participation.models import Poll, Vote
from tests.factories.people import IdentityFactory
from tests.factories.polls import PollFactory, ranked, things, vote
from tests.factories.talk import CommentFactory, ProcessFactory

pytestmark = pytest.mark.django_db


def send(client, poll, **data):
    return client.post(f"/polls/{poll.pk}/vote/", data)


def given(poll) -> dict[str, int]:
    row = Vote.objects.get(poll=poll)
    return dict(row.choices.values_list("option__title", "value"))


def test_single_vote_and_its_change(log_in, alice):
    poll, client = PollFactory(), log_in(alice)
    bridge, ferry, _tunnel = things(poll)
    page = client.post(f"/polls/{poll.pk}/vote/", {"option": bridge.pk}, follow=True).content.decode()
    assert "Your vote is in" in page
    assert "Change my vote" in page
    send(client, poll, option=ferry.pk)
    assert given(poll) == {"A ferry": 1}


def test_multiple_vote_that_says_too_much_is_explained(log_in, alice):
    poll, client = PollFactory(kind=Poll.Kind.MULTIPLE, max_choices=2), log_in(alice)
    answer = send(client, poll, options=[thing.pk for thing in things(poll)])
    assert answer.status_code == 422
    assert answer.content.decode().count("Choose 1 to 2.") >= 2
    assert len(re.findall(r'name="options"[^>]* checked', answer.content.decode())) == 3
    assert not Vote.objects.exists()


def test_ranked_vote(log_in, alice):
    poll, client = ranked(), log_in(alice)
    bridge, ferry, _tunnel = (thing.pk for thing in things(poll))
    assert "better place already" in send(client, poll, place_1=ferry, place_2=ferry).content.decode()
    assert "Fill that first" in send(client, poll, place_1=ferry, place_3=bridge).content.decode()
    assert send(client, poll, place_1=ferry, place_2=bridge).status_code == 302
    assert given(poll) == {"A ferry": 1, "A bridge": 2}


def test_scored_vote_keeps_no_opinion_apart_from_no_points(log_in, alice):
    poll, client = PollFactory(kind=Poll.Kind.SCORED), log_in(alice)
    bridge, ferry, tunnel = (thing.pk for thing in things(poll))
    assert "at least one option" in send(client, poll).content.decode()
    send(client, poll, **{f"points_{bridge}": "0", f"points_{ferry}": "5", f"points_{tunnel}": ""})
    assert given(poll) == {"A bridge": 0, "A ferry": 5}
    page = client.get(poll.get_absolute_url()).content.decode()
    assert len(re.findall(r'name="points_\d+"[^>]* checked', page)) == 3


def test_vote_in_a_closed_poll_says_when_it_closed(log_in, alice):
    poll = PollFactory(closed=True)
    page = log_in(alice).post(f"/polls/{poll.pk}/vote/", {"option": things(poll)[0].pk}, follow=True)
    assert "This poll closed today" in page.content.decode().replace("yesterday", "today")
    assert not Vote.objects.exists()


def test_visitor_who_votes_is_led_to_the_log_in(client):
    answer = send(client, PollFactory(), option=1)
    assert answer.status_code == 302
    assert "login" in answer.url


def test_vote_is_a_post_with_the_pages_own_token(alice, log_in):
    poll = PollFactory()
    assert log_in(alice).get(f"/polls/{poll.pk}/vote/").status_code == 405
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    assert send(client, poll, option=things(poll)[0].pk).status_code == 403


def test_page_says_who_can_see_a_vote(client):
    page = client.get(PollFactory().get_absolute_url()).content.decode()
    assert "A poll is not a secret ballot." in page


def test_draft_is_for_staff_alone(client, log_in, alice, carol):
    poll = PollFactory(published=False)
    for browser, status in ((client, 404), (log_in(alice), 404), (log_in(carol), 200)):
        assert browser.get(poll.get_absolute_url()).status_code == status
    assert "Only staff see this poll" in log_in(carol).get(poll.get_absolute_url()).content.decode()


def test_poll_of_an_unpublished_process_is_not_seen(client):
    poll = PollFactory(process=ProcessFactory(published_at=None))
    assert client.get(poll.get_absolute_url()).status_code == 404


def test_words_in_the_address_may_change(client):
    poll = PollFactory()
    assert client.get(f"/polls/{poll.pk}/other-words/").url == poll.get_absolute_url()


def test_words_of_people_stay_words(client):
    poll = PollFactory(question="<script>alert(1)</script>", options=("<img src=x onerror=alert(1)>", "No"))
    page = client.get(poll.get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_process_shows_its_polls_and_the_way_to_answer(client):
    process = ProcessFactory(open=())
    poll = PollFactory(process=process)
    PollFactory(process=process, published=False, question="Not yet shown")
    page = client.get(process.get_absolute_url()).content.decode()
    assert poll.question in page
    assert "Answer the poll" in page
    assert "Not yet shown" not in page


def test_proposing_stays_the_first_thing_to_do(client):
    process = ProcessFactory()
    PollFactory(process=process)
    assert "Answer the poll" not in client.get(process.get_absolute_url()).content.decode()


def test_comments_stand_under_a_poll(log_in, alice):
    poll = PollFactory()
    client = log_in(alice)
    client.post(f"/threads/{poll.thread_id}/comments/", {"stance": "for", "text": "The ferry was lovely."})
    assert "The ferry was lovely." in client.get(poll.get_absolute_url()).content.decode()


def test_closed_poll_takes_no_comments(log_in, alice):
    poll = PollFactory(closed=True)
    answer = log_in(alice).post(f"/threads/{poll.thread_id}/comments/", {"stance": "for", "text": "Late."})
    assert answer.status_code == 403


def test_list_shows_open_polls_first(client):
    closed, now, coming = PollFactory(closed=True), PollFactory(), PollFactory(coming=True)
    page = client.get("/polls/").content.decode()
    places = [page.index(poll.question) for poll in (now, coming, closed)]
    assert places == sorted(places)


def test_empty_list_says_so(client):
    assert "There is no poll yet" in client.get("/polls/").content.decode()


def test_my_page_shows_polls_that_can_be_changed(log_in, alice):
    poll = PollFactory()
    vote(poll, 1, voter=alice.identity)
    page = log_in(alice).get("/me/").content.decode()
    assert poll.question in page
    assert "You can change your vote until" in page


def test_list_takes_the_same_queries_for_one_and_thirty(client, django_assert_num_queries):
    PollFactory()
    with django_assert_num_queries(5):
        client.get("/polls/")
    for _each in range(29):
        PollFactory()
    with django_assert_num_queries(5):
        client.get("/polls/")


@pytest.mark.parametrize("kind", Poll.Kind.values)
def test_page_takes_the_same_queries_for_one_and_many(
    client, log_in, alice, kind, django_assert_max_num_queries
):
    poll = PollFactory(kind=kind, max_choices=1 if kind == "single" else 3, in_areas=[alice.identity.area])
    vote(poll, 1, voter=alice.identity)
    reader = log_in(alice)
    for _round in range(2):
        with django_assert_max_num_queries(16):
            client.get(poll.get_absolute_url())
        with django_assert_max_num_queries(24):
            assert reader.get(poll.get_absolute_url()).status_code == 200
        for _each in range(30):
            vote(poll, 1, voter=IdentityFactory())
            CommentFactory(thread=poll.thread)
