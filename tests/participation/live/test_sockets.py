"""Pages' sockets, over real connections to a real server."""

import time

import pytest
from django.core import signing
from django.db import transaction
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from participation import live
from participation.accounts.signals import person_blocked
from participation.clock import database_now
from participation.live import tickets
from participation.live.follower import BLOCKED
from participation.live.socket import NOT_FOR_WRITING
from participation.models import User
from participation.proposals.actions import give_support
from tests.factories.people import IdentityFactory
from tests.factories.talk import ProposalFactory, SupportFactory
from tests.participation.live.server import next_frames, page_socket, serving

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def port(transactional_db):
    with serving() as port:
        yield port


def ticket_for(*proposals, person=None) -> str:
    return tickets.issue([f"proposal:{proposal.pk}" for proposal in proposals], person)


def test_socket_gets_full_state_and_then_each_change(port):
    proposal = ProposalFactory()
    SupportFactory(proposal=proposal)
    topic = f"proposal:{proposal.pk}"
    with page_socket(port, ticket_for(proposal)) as page:
        first = next_frames(page)[topic]
        assert first["value"] == {"supports": 1, "comments": 0}
        give_support(user=IdentityFactory().user, proposal=proposal)
        second = next_frames(page)[topic]
    assert second["value"] == {"supports": 2, "comments": 0}
    assert second["version"] > first["version"]


def test_two_pages_see_the_same_change_and_a_late_one_full_state(port):
    proposal = ProposalFactory()
    topic = f"proposal:{proposal.pk}"
    with page_socket(port, ticket_for(proposal)) as one, page_socket(port, ticket_for(proposal)) as two:
        next_frames(one), next_frames(two)
        give_support(user=IdentityFactory().user, proposal=proposal)
        assert next_frames(one)[topic] == next_frames(two)[topic]
        with page_socket(port, ticket_for(proposal)) as late:
            assert next_frames(late)[topic]["value"]["supports"] == 1


def test_page_with_several_tickets_opens_one_socket(port):
    a, b = ProposalFactory(), ProposalFactory()
    with page_socket(port, ticket_for(a), ticket_for(b)) as page:
        seen = {}
        while len(seen) < 2:
            seen |= next_frames(page)
    assert set(seen) == {f"proposal:{a.pk}", f"proposal:{b.pk}"}


def test_many_changes_are_gathered_into_few_frames(port):
    proposal = ProposalFactory()
    topic = f"proposal:{proposal.pk}"
    with page_socket(port, ticket_for(proposal)) as page:
        next_frames(page)
        for _each in range(40):
            give_support(user=IdentityFactory().user, proposal=proposal)
        frames, supports, versions = 0, 0, []
        while supports < 40:
            frame = next_frames(page)[topic]
            frames, supports = frames + 1, frame["value"]["supports"]
            versions.append(frame["version"])
    assert frames < 20
    assert versions == sorted(versions)


def test_change_in_a_transaction_that_fails_is_not_sent(port):
    a, b = ProposalFactory(), ProposalFactory()
    with page_socket(port, ticket_for(a, b)) as page:
        next_frames(page)
        with transaction.atomic():
            give_support(user=IdentityFactory().user, proposal=a)
            transaction.set_rollback(True)
        give_support(user=IdentityFactory().user, proposal=b)
        assert next_frames(page)[f"proposal:{b.pk}"]["value"]["supports"] == 1


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "http://127.0.0.1"])
def test_socket_from_another_origin_is_refused(port, origin):
    with (
        pytest.raises(InvalidStatus) as refused,
        page_socket(port, ticket_for(ProposalFactory()), origin=origin),
    ):
        pass
    assert refused.value.response.status_code == 403


def test_socket_of_the_public_address_opens_behind_a_server_that_asks_by_another_name(port, settings):
    settings.BASE_URL = "https://localhost"
    with page_socket(port, ticket_for(ProposalFactory()), origin="https://localhost") as page:
        assert next_frames(page)


def test_socket_without_origin_is_refused(port):
    with (
        pytest.raises(InvalidStatus),
        connect(f"ws://127.0.0.1:{port}/live/?ticket={ticket_for(ProposalFactory())}", proxy=None),
    ):
        pass


def test_stale_ticket_is_refused(port, monkeypatch):
    then = time.time() - tickets.OPENS_FOR - 5
    with monkeypatch.context() as earlier:
        earlier.setattr(time, "time", lambda: then)
        stale = ticket_for(ProposalFactory())
    with pytest.raises(InvalidStatus) as refused, page_socket(port, stale):
        pass
    assert refused.value.response.status_code == 403


FORGED = signing.dumps({"t": ["proposal:1"], "p": ""}, salt="other")


@pytest.mark.parametrize(
    "text", ["", "rubbish", FORGED], ids=["empty", "rubbish", "signed for something else"]
)
def test_forged_ticket_is_refused(port, text):
    with pytest.raises(InvalidStatus), page_socket(port, text):
        pass


def test_tickets_of_two_people_are_refused(port):
    proposal = ProposalFactory()
    with (
        pytest.raises(InvalidStatus),
        page_socket(port, ticket_for(proposal, person=1), ticket_for(proposal, person=2)),
    ):
        pass


def test_socket_of_a_blocked_person_closes_and_stays_closed(port, alice):
    proposal = ProposalFactory()
    ticket = ticket_for(proposal, person=alice.pk)
    with page_socket(port, ticket) as hers, page_socket(port, ticket_for(proposal)) as another:
        next_frames(hers), next_frames(another)
        User.objects.filter(pk=alice.pk).update(blocked_at=database_now())
        person_blocked.send(sender=None, user_pk=alice.pk)
        with pytest.raises(ConnectionClosed) as closed:
            hers.recv(timeout=5)
        assert closed.value.rcvd.code == BLOCKED
        with page_socket(port, ticket) as again, pytest.raises(ConnectionClosed):
            again.recv(timeout=5)
        give_support(user=IdentityFactory().user, proposal=proposal)
        assert next_frames(another)


def code_at_the_end(socket) -> int:
    try:
        while True:
            socket.recv(timeout=5)
    except ConnectionClosed as closed:
        return closed.rcvd.code


def test_person_blocked_before_this_process_held_sockets_gets_none(port, alice):
    """The message to close may have come while nobody listened, as when Redis was away."""
    ticket = ticket_for(ProposalFactory(), person=alice.pk)
    User.objects.filter(pk=alice.pk).update(blocked_at=database_now())
    with page_socket(port, ticket) as hers:
        assert code_at_the_end(hers) == BLOCKED


def test_socket_that_writes_is_closed(port):
    with page_socket(port, ticket_for(ProposalFactory())) as page:
        next_frames(page)
        page.send("let me in")
        with pytest.raises(ConnectionClosed) as closed:
            page.recv(timeout=5)
        assert closed.value.rcvd.code == NOT_FOR_WRITING


def test_hidden_proposal_shows_no_numbers(port):
    hidden, shown = ProposalFactory(hidden_at=database_now()), ProposalFactory()
    with page_socket(port, ticket_for(hidden, shown)) as page:
        assert set(next_frames(page)) == {f"proposal:{shown.pk}"}


def test_change_without_any_open_page_is_fine(transactional_db):
    live.changed("proposal:1")


def test_change_of_something_that_is_no_topic_is_an_error():
    with pytest.raises(ValueError, match="not a live topic"):
        live.changed("proposal 1")
