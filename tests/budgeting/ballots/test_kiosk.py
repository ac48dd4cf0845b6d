"""A kiosk answers for its own vote alone, keeps nothing, and lets go of its voter after the idle time."""

import time

import pytest
from django.urls import reverse

from budgeting.ballots.codes.kiosk import COOKIE, Kiosk, make_kiosk, start_kiosk
from budgeting.ballots.voter import IN_SESSION
from budgeting.models import PollBookEntry
from participation.accounts.rules import identity_of
from tests.factories.codes import batch_of, code_for, school_round
from tests.factories.rounds import cast, ended

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(db):
    return school_round()


@pytest.fixture
def tablet(client, round):
    from django.http import HttpResponse

    response = HttpResponse()
    make_kiosk(response, Kiosk(round.process.slug, 180), round.phase.end)
    client.cookies[COOKIE] = response.cookies[COOKIE].value
    return client


def at(name, round):
    return reverse(name, args=[round.process.slug])


def enter(client, round, code):
    return client.post(at("vote_by_code", round), {"code": code}, follow=True)


def test_a_kiosk_shows_its_own_vote_and_nothing_else(tablet, round):
    other = school_round()
    for address in ("/", "/me/", "/admin/", "/accounts/login/", at("ballot", other), "/demo/"):
        assert tablet.get(address).url == at("kiosk", round)
    page = tablet.get(at("kiosk", round))
    assert page["Cache-Control"] == "no-store, private"
    assert b"Vote here" in page.content
    assert b"Log in" not in page.content
    assert tablet.get(at("round", round))["Cache-Control"] == "no-store, private"


def test_a_forged_cookie_makes_no_kiosk(client, round):
    client.cookies[COOKIE] = "eyJzbHVnIjoieCJ9:forged:signature"
    assert client.get("/").status_code == 200
    assert client.get(at("kiosk", round)).url == at("vote_by_code", round)


def test_being_done_clears_session_and_browser(tablet, round, carol):
    _batch, codes = batch_of(round, carol)
    enter(tablet, round, codes[0])
    tablet.post(at("ballot", round), {"choice": ["9"], "save": "yes"})
    answer = tablet.post(at("ballot_done", round))
    assert answer.url == at("kiosk", round)
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert tablet.session.is_empty()
    assert tablet.get(at("ballot", round)).url == at("kiosk", round)
    page = enter(tablet, round, codes[0])
    assert page.context["basket"].numbers == set()


def test_the_idle_time_lets_go_of_the_voter_without_scripts_too(tablet, round, carol):
    _batch, codes = batch_of(round, carol)
    page = enter(tablet, round, codes[0])
    refresh = f'<meta http-equiv="refresh" content="181;url={at("kiosk", round)}">'
    assert refresh in page.content.decode()
    assert tablet.post(at("kiosk_stay", round)).status_code == 204
    session = tablet.session
    session[IN_SESSION]["seen"] = int(time.time()) - 181
    session.save()
    assert tablet.post(at("kiosk_stay", round)).status_code == 410
    assert tablet.get(at("ballot", round)).url == at("kiosk", round)


def test_no_change_is_made_by_looking(tablet, round):
    for name in ("ballot_done", "kiosk_stay", "kiosk_end"):
        assert tablet.get(at(name, round)).status_code == 405


def test_staff_end_the_kiosk_on_the_device(tablet, round):
    tablet.post(at("kiosk_end", round))
    assert tablet.get("/").status_code == 200


def test_only_officers_start_one_and_only_until_the_end(round, carol, charlie):
    from django.core.exceptions import PermissionDenied

    assert start_kiosk(actor=carol, round=round, minutes=2) == Kiosk(round.process.slug, 120)
    for actor, when in ((charlie, round), (carol, ended(round))):
        with pytest.raises(PermissionDenied):
            start_kiosk(actor=actor, round=when, minutes=2)


def test_one_person_with_account_code_and_kiosk_has_one_ballot(tablet, round, alice, log_in):
    person = identity_of(alice)
    receipt = cast(round, [1], person)
    enter(tablet, round, code_for(round, person))
    page = tablet.post(at("ballot_cast", round), {"choice": ["2"], "key": "k" * 22}, follow=True)
    assert receipt in page.content.decode()
    tablet.post(at("ballot_done", round))
    tablet.post(at("kiosk_end", round))
    enter(tablet, round, code_for(round, person))
    page = tablet.post(at("ballot_cast", round), {"choice": ["3"], "key": "l" * 22}, follow=True)
    assert receipt in page.content.decode()
    assert PollBookEntry.objects.filter(round=round).count() == 1
    page = log_in(alice).get(at("ballot", round))
    assert page.context["basket"].numbers == {3}
