"""Tickets: what they hold, how long they last, and how a page swaps an old one."""

import time

import pytest

from participation.clock import database_now
from participation.live import tickets
from tests.factories.talk import ProposalFactory

pytestmark = pytest.mark.django_db


def aged(monkeypatch, seconds: int, **facts) -> str:
    then = time.time() - seconds
    with monkeypatch.context() as earlier:
        earlier.setattr(time, "time", lambda: then)
        return tickets.issue(["proposal:1"], **facts)


def test_ticket_holds_its_topics_and_does_not_tell_who_looks():
    text = tickets.issue(["proposal:1", "round:2", "proposal:1"], person_pk=7)
    ticket = tickets.read(text)
    assert ticket.topics == ("proposal:1", "round:2")
    assert ticket.person == tickets.person_mark(7) != tickets.person_mark(8)


@pytest.mark.parametrize("topic", ["proposal", "proposal:0", "proposal:x", "Proposal:1", "a:1 b:2", ""])
def test_ticket_for_something_that_is_no_topic_is_an_error(topic):
    with pytest.raises(ValueError, match="not live topics"):
        tickets.issue([topic])


def test_changed_ticket_is_refused():
    text = tickets.issue(["proposal:1"])
    with pytest.raises(tickets.BadTicketError):
        tickets.read("x" + text)
    with pytest.raises(tickets.BadTicketError):
        tickets.read(text, max_age=-1)


def test_page_swaps_its_old_tickets_for_one_fresh_one(client, monkeypatch):
    old = aged(monkeypatch, tickets.OPENS_FOR + 60)
    with pytest.raises(tickets.BadTicketError):
        tickets.read(old)
    answer = client.get("/live/ticket/", {"ticket": [old, tickets.issue(["round:2"])]})
    assert answer.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert tickets.read(answer.json()["ticket"]).topics == ("proposal:1", "round:2")


def test_fresh_ticket_is_of_the_person_who_is_logged_in_now(log_in, alice):
    answer = log_in(alice).get("/live/ticket/", {"ticket": tickets.issue(["proposal:1"])})
    assert tickets.read(answer.json()["ticket"]).person == tickets.person_mark(alice.pk)


def test_blocked_person_gets_no_fresh_ticket(log_in, charlie):
    client = log_in(charlie)
    type(charlie).objects.filter(pk=charlie.pk).update(blocked_at=database_now())
    answer = client.get("/live/ticket/", {"ticket": tickets.issue(["proposal:1"], charlie.pk)})
    assert answer.status_code != 200 or tickets.read(answer.json()["ticket"]).person == ""


@pytest.mark.parametrize("asked", [{}, {"ticket": ""}, {"ticket": "rubbish"}])
def test_nobody_gets_a_fresh_ticket_for_nothing(client, asked):
    assert client.get("/live/ticket/", asked).status_code == 403


def test_ticket_a_week_old_is_not_renewed(client, monkeypatch):
    old = aged(monkeypatch, tickets.RENEWABLE_FOR + 60)
    assert client.get("/live/ticket/", {"ticket": old}).status_code == 403


def test_page_carries_a_ticket_for_what_it_shows(client):
    proposal = ProposalFactory()
    page = client.get(proposal.get_absolute_url()).content.decode()
    text = page.split('data-live-ticket="')[1].split('"')[0]
    assert tickets.read(text).topics == (f"proposal:{proposal.pk}",)
