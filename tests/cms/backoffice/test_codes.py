"""Voting codes in the back office: batches are printed once, counted in steps, cancelled with a reason."""

import pytest
from django.urls import reverse

from budgeting.ballots.codes.admitting import enter_code
from budgeting.ballots.codes.models import Admission, CodeBatch
from budgeting.models import Electorate, Round, RoundPot
from participation.clock import database_now
from tests.cms.backoffice.test_rounds import rules_of
from tests.factories.codes import batch_of, code_for, school_round
from tests.factories.people import IdentityFactory
from tests.factories.rounds import RoundFactory, ended, open_round

pytestmark = pytest.mark.django_db


def screen(name: str, round, *more) -> str:
    return reverse(f"rounds:{name}", args=[round.pk, *more])


def make(client, round, **given):
    sent = {"label": "Class 4b", "size": 4, "electorate": round.electorates.get().pk, **given}
    return client.post(screen("codes", round), sent)


def test_an_officer_makes_cards_that_are_shown_once(carol, log_in):
    round, client = school_round(), log_in(carol)
    page = make(client, round)
    codes = [code for code, _square in page.context["cards"]]
    assert len(set(codes)) == 4
    assert "no-store" in page["Cache-Control"]
    assert all(code in page.content.decode() for code in codes)
    assert page.content.count(b"data:image/svg+xml") == 4
    again = client.get(screen("codes", round)).content.decode()
    assert "Class 4b" in again
    assert not any(code in again for code in codes)
    assert enter_code(round=round, code=codes[0], arrived_at=database_now(), where="here")


@pytest.mark.parametrize("given", [{"label": " "}, {"size": 0}, {"size": 501}, {"electorate": "999"}])
def test_a_wrong_batch_says_what_is_amiss_and_makes_nothing(carol, log_in, given):
    round = school_round()
    page = make(log_in(carol), round, **given)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert not CodeBatch.objects.exists()


@pytest.mark.parametrize("who", ["charlie", "bob", "audrey"])
def test_only_officers_make_and_cancel_codes_and_start_kiosks(request, log_in, who, carol):
    round = school_round()
    batch, _codes = batch_of(round, carol)
    client = log_in(request.getfixturevalue(who))
    make(client, round)
    assert CodeBatch.objects.count() == 1
    for name, more in (("cancel_codes", [batch.pk]), ("hand_code", []), ("kiosk", [])):
        page = client.post(screen(name, round, *more), {"reason": "no", "minutes": 3})
        assert page.status_code in (302, 403)
        assert "kiosk" not in client.cookies
    batch.refresh_from_db()
    assert batch.cancelled_at is None


def test_after_the_vote_nothing_is_made_or_cancelled(carol, log_in):
    round = school_round()
    batch, _codes = batch_of(round, carol)
    ended(round)
    client = log_in(carol)
    make(client, round)
    assert CodeBatch.objects.count() == 1
    assert client.get(screen("cancel_codes", round, batch.pk)).status_code == 302
    assert client.get(screen("kiosk", round)).status_code == 302


def test_a_lost_batch_is_cancelled_with_a_reason_on_the_desk(carol, log_in):
    round = school_round()
    batch, _codes = batch_of(round, carol)
    client = log_in(carol)
    page = client.post(screen("cancel_codes", round, batch.pk), {"reason": ""})
    assert page.context["form"].errors
    client.post(screen("cancel_codes", round, batch.pk), {"reason": "Left on the bus"})
    assert b"Left on the bus" in client.get(screen("codes", round)).content


def test_small_numbers_of_used_codes_stay_unsaid_until_the_box_is_sealed(carol, log_in):
    round = school_round()
    batch, _codes = batch_of(round, carol, size=30)
    keys = list(Admission.objects.filter(batch=batch).values_list("pk", flat=True))
    client = log_in(carol)
    for used, words in ((3, "fewer than 20"), (21, "at least 20")):
        Admission.objects.filter(pk__in=keys[:used]).update(spent="s")
        assert words in client.get(screen("codes", round)).content.decode()
    Round.objects.filter(pk=round.pk).update(sealed_at=database_now())
    assert ">21<" in client.get(screen("codes", round)).content.decode()


def test_the_list_of_codes_asks_as_much_for_thirty_batches_as_for_one(
    carol, log_in, django_assert_max_num_queries
):
    counts = []
    for batches in (1, 30):
        round = school_round()
        for number in range(batches):
            batch_of(round, carol, size=1, label=f"Class {number}")
            code_for(round, IdentityFactory())
        client = log_in(carol)
        client.get(screen("codes", round))
        with django_assert_max_num_queries(60) as queries:
            client.get(screen("codes", round))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_kiosk_starts_without_the_officer(carol, log_in):
    round, client = school_round(), log_in(carol)
    page = client.post(screen("kiosk", round), {"minutes": 2})
    assert page.url == reverse("kiosk", args=[round.process.slug])
    assert client.cookies["kiosk"]["httponly"]
    assert "_auth_user_id" not in client.session
    page = client.get(page.url)
    assert b"Vote here" in page.content
    assert client.get(reverse("wagtailadmin_home")).url == reverse("kiosk", args=[round.process.slug])
    assert client.get("/").url == reverse("kiosk", args=[round.process.slug])


def test_a_planned_round_declares_pupils_and_takes_it_back(carol, log_in):
    round, client = RoundFactory(), log_in(carol)
    share = RoundPot.objects.get(round=round)
    sent = {"name": "Pupils", "way": "code", "pots": [share.pk]}
    client.post(screen("electorate", round), sent)
    pupils = Electorate.objects.get()
    share.refresh_from_db()
    assert share.electorate == pupils
    assert b"Pupils" in client.get(screen("desk", round)).content
    client.post(screen("drop_electorate", round, pupils.pk))
    share.refresh_from_db()
    assert share.electorate is None


def test_who_votes_without_an_account_is_said_while_planning_and_fixed_after(carol, log_in, charlie):
    round, client = RoundFactory(), log_in(carol)
    client.post(reverse("rounds:act", args=[round.pk, "rules"]), rules_of(round) | {"opens_to_codes": "on"})
    round.refresh_from_db()
    assert (round.opens_to_codes, round.opens_to_sms) == (True, False)
    opened_round = open_round()
    for who in (carol, charlie):
        log_in(who).post(reverse("rounds:act", args=[opened_round.pk, "rules"]), rules_of(opened_round))
        log_in(who).post(screen("electorate", opened_round), {"name": "Pupils", "way": "code"})
    opened_round.refresh_from_db()
    assert not opened_round.opens_to_codes
    assert not Electorate.objects.exists()
