"""Whose ballot a request is about: the log-in's person first, then who showed a code for this round."""

import time

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory
from django.urls import reverse

from budgeting.ballots.voter import IDLE, IN_SESSION, admit, basket_name, forget, pass_of, voter_of
from budgeting.models import BallotDraft, PollBookEntry
from participation.accounts.rules import identity_of
from tests.factories.people import IdentityFactory
from tests.factories.rounds import cast, open_round

pytestmark = pytest.mark.django_db


def request_of(user=None):
    request = RequestFactory().get("/")
    request.user, request.session = user or AnonymousUser(), SessionStore()
    request.session.create()
    return request


def without_log_in(**kwargs):
    return IdentityFactory(user=None, **kwargs)


def admitted(client, round, identity):
    """The client's session as after a right code."""
    request = request_of()
    admit(request, round, identity)
    session = client.session
    session[IN_SESSION] = request.session[IN_SESSION]
    session.save()
    return client


def test_a_session_that_showed_a_code_votes_in_that_round_alone():
    round, identity, request = open_round(), without_log_in(), request_of()
    before = request.session.session_key
    admit(request, round, identity)
    assert request.session.session_key != before
    assert voter_of(request, round) == identity
    assert voter_of(request, open_round()) is None
    assert basket_name(request, round)


def test_the_person_of_the_log_in_comes_before_a_code(alice, charlie):
    round, identity = open_round(), without_log_in()
    for user, expected in ((alice, identity_of(alice)), (charlie, identity)):
        request = request_of(user)
        admit(request, round, identity)
        assert voter_of(request, round) == expected
    assert pass_of(request_of(alice), round) is None


def test_a_pass_that_was_idle_for_too_long_is_none():
    round, request = open_round(), request_of()
    admit(request, round, without_log_in())
    request.session[IN_SESSION]["seen"] = int(time.time() - IDLE.total_seconds() - 5)
    assert voter_of(request, round) is None


def test_forgetting_empties_the_session_and_leaves_a_log_in(charlie):
    round, identity = open_round(), without_log_in()
    request = request_of()
    admit(request, round, identity)
    forget(request)
    assert voter_of(request, round) is None
    assert request.session.is_empty()
    request = request_of(charlie)
    request.session["kept"] = True
    admit(request, round, identity)
    forget(request)
    assert voter_of(request, round) is None
    assert request.session["kept"]


def test_who_showed_a_code_votes_on_the_same_pages_without_a_log_in(client):
    round, identity = open_round(), without_log_in()
    admitted(client, round, identity)
    page = client.post(
        reverse("ballot", args=[round.process.slug]), {"choice": ["1"], "review": "yes"}, follow=True
    )
    sent = {"choice": ["1"], "key": page.context["key"]}
    page = client.post(reverse("ballot_cast", args=[round.process.slug]), sent, follow=True)
    assert PollBookEntry.objects.get().identity == identity
    assert PollBookEntry.objects.get().receipt in page.content.decode()


def test_a_code_never_shows_what_the_person_chose_elsewhere(client, alice, log_in):
    round, identity = open_round(), identity_of(alice)
    cast(round, [3], identity)
    at_home = log_in(alice)
    at_home.post(reverse("ballot", args=[round.process.slug]), {"choice": ["2"], "save": "yes"})
    admitted(client, round, identity)
    page = client.get(reverse("ballot", args=[round.process.slug]))
    assert page.context["basket"].numbers == set()
    assert b"A ballot of yours is in the box already" in page.content
    assert b"Project 3" not in client.get(reverse("ballot_in", args=[round.process.slug])).content
    client.post(reverse("ballot", args=[round.process.slug]), {"choice": ["1"], "save": "yes"})
    assert at_home.get(reverse("ballot", args=[round.process.slug])).context["basket"].numbers == {2}
    assert BallotDraft.objects.count() == 2


def test_the_receipt_of_who_showed_a_code_leads_nowhere_but_on(client, alice, log_in):
    round, identity = open_round(), without_log_in()
    cast(round, [3], identity)
    page = admitted(client, round, identity).get(reverse("ballot_in", args=[round.process.slug]))
    assert b"Write your receipt down now" in page.content
    assert b"Fill in a new ballot" in page.content
    assert b"What you chose is not shown again" in page.content
    cast(round, [3], identity_of(alice))
    own = log_in(alice).get(reverse("ballot_in", args=[round.process.slug])).content
    for words in (
        b"Change your ballot",
        b"Back to the round",
        reverse("receipt_check", args=[round.process.slug]).encode(),
    ):
        assert words not in page.content
        assert words in own
