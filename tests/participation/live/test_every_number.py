"""Each number that moves on open pages, over real sockets: unread notices, turnout, tallies, new comments."""

import pytest

from participation.debate.actions import write_comment
from participation.live import tickets
from participation.live.topics import read
from participation.models import Poll
from participation.notices.actions import mark_read, tell
from participation.notices.topic import FIRST, person_of, unread_topic
from participation.votes.actions import cast_vote
from tests.factories.people import IdentityFactory, UserFactory
from tests.factories.polls import PollFactory, things
from tests.factories.talk import ProposalFactory
from tests.participation.live.server import next_frames, page_socket, serving

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def port(transactional_db):
    with serving() as port:
        yield port


def socket_for(port, *topics, person=None):
    return page_socket(port, tickets.issue(topics, person))


def until(page, topic, **wanted):
    """Reads on until the numbers of this topic are these; the socket itself says when it takes too long."""
    while True:
        frame = next_frames(page).get(topic)
        if frame and wanted.items() <= frame["value"].items():
            return frame


def test_unread_notices_move_on_every_open_page_of_their_reader_alone(port):
    reader, other, proposal = UserFactory(), UserFactory(), ProposalFactory()
    mine, theirs = unread_topic(reader.pk), unread_topic(other.pk)
    with (
        socket_for(port, mine, person=reader.pk) as one,
        socket_for(port, mine, person=reader.pk) as two,
        socket_for(port, theirs, person=other.pk) as third,
    ):
        for page, topic in ((one, mine), (two, mine), (third, theirs)):
            until(page, topic, unread=0)
        tell(people=[reader], thing=proposal, event="proposal-changed")
        for page in (one, two):
            until(page, mine, unread=1)
        mark_read(user=reader)
        for page in (one, two):
            until(page, mine, unread=0)
        tell(people=[other], thing=proposal, event="proposal-changed")
        assert next_frames(third)[theirs]["value"] == {"unread": 1}


def test_turnout_and_tally_of_a_poll_move_on_an_open_page(port):
    poll = PollFactory()
    option = things(poll)[1]
    turnout, tally = f"poll:{poll.pk}", f"tally:{poll.pk}"
    with socket_for(port, turnout, tally) as page:
        seen = {}
        while len(seen) < 2:
            seen |= next_frames(page)
        cast_vote(user=IdentityFactory().user, poll=poll, choices={option.pk: 1})
        seen = {}
        while len(seen) < 2:
            seen |= next_frames(page)
    assert seen[turnout]["value"]["turnout"] == 1
    assert seen[tally]["value"][f"option-{option.pk}"] == 1


def test_new_comment_moves_its_discussion_on_an_open_page(port):
    poll = PollFactory(kind=Poll.Kind.STATEMENTS)
    statement = things(poll)[0]
    topic = f"thread:{statement.thread_id}"
    with socket_for(port, topic) as page:
        until(page, topic, comments=0)
        write_comment(author=IdentityFactory().user, thread=statement.thread, text="True.", stance="for")
        assert until(page, topic, comments=1)["value"]["for"] == 1


def test_page_that_was_away_has_the_newest_numbers_as_soon_as_it_is_back(port):
    poll = PollFactory()
    topic, option = f"poll:{poll.pk}", things(poll)[0]
    with socket_for(port, topic) as page:
        before = until(page, topic, turnout=0)
    cast_vote(user=IdentityFactory().user, poll=poll, choices={option.pk: 1})
    with socket_for(port, topic) as page:
        after = next_frames(page)[topic]
    assert after["value"]["turnout"] == 1
    assert after["version"] > before["version"]


def test_topic_of_unread_notices_leads_back_only_with_the_key(settings):
    people = [*range(1, 200), 2**40, 2**56 - 1]
    topics = [unread_topic(pk) for pk in people]
    numbers = [int(topic.removeprefix("unread:")) for topic in topics]
    assert [person_of(number) for number in numbers] == people
    assert all(FIRST <= number < 10**18 for number in numbers)
    settings.SECRET_KEY = "another key of another site, long enough to be one"
    assert [unread_topic(pk) for pk in people[:5]] != topics[:5]


def test_blocked_person_hears_no_number(port):
    reader = UserFactory(blocked_at="2026-01-01T00:00Z")
    assert read(unread_topic(reader.pk)) is None
    assert read(f"unread:{FIRST - 1}") is None


def test_every_page_of_a_resident_carries_the_number_and_a_visitors_none(client, log_in, alice):
    page = log_in(alice).get("/polls/").content.decode()
    ticket = page.split('data-live-ticket="')[1].split('"', maxsplit=1)[0]
    assert tickets.read(ticket).topics == (unread_topic(alice.pk),)
    assert f'data-live="{unread_topic(alice.pk)} unread"' in page
    assert "Pause live numbers" in page
    assert "data-live-ticket" not in client.get("/polls/").content.decode()
