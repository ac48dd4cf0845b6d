"""Voting with a code: one ballot a person, spent by casting, and pots that are nobody else's."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from budgeting.ballots.codes.admitting import cast_in_session, enter_code
from budgeting.ballots.codes.batches import cancel_batch
from budgeting.ballots.codes.models import Admission, CodeBatch
from budgeting.ballots.eligibility import pots_of
from budgeting.ballots.paper.actions import give_paper_ballot
from budgeting.ballots.paper.forms_of import forms_of
from budgeting.ballots.refusals import BallotRefused
from budgeting.ballots.voter import Pass
from budgeting.models import Elector, PollBookEntry, SealedBallot
from participation.accounts.rules import identity_of
from participation.clock import database_now
from participation.limits.refusal import TooOftenError
from participation.limits.table import VOTING_CODES
from participation.models import Identity
from tests.factories.codes import batch_of, code_for, school_round
from tests.factories.people import IdentityFactory
from tests.factories.rounds import cast, ended, open_round, sealed

pytestmark = pytest.mark.django_db


def entered(round, code, where="library"):
    return enter_code(round=round, code=code, arrived_at=database_now(), where=where)


def cast_with(round, shown, choices, basket="basket", key="key"):
    passing = Pass(round.pk, shown.identity.pk, basket, 0, shown.admission)
    return cast_in_session(
        round=round,
        identity=shown.identity,
        choices=choices,
        key=key,
        arrived_at=database_now(),
        shown=passing,
    )


def test_a_code_of_an_electorate_opens_its_own_pots_alone(carol, alice):
    round = school_round()
    _batch, codes = batch_of(round, carol)
    shares = list(round.pots.all())
    shown = entered(round, codes[0].lower().replace("-", " "))
    assert [share.electorate.name for share in pots_of(shares, shown.identity)] == [
        "Pupils of Harbour School"
    ]
    assert [share.electorate for share in pots_of(shares, identity_of(alice))] == [None]
    cast_with(round, shown, [9])
    with pytest.raises(BallotRefused) as refusal:
        cast(round, [9], identity_of(alice))
    assert refusal.value.code == "other_ward"
    with pytest.raises(BallotRefused):
        cast_with(round, entered(round, codes[1]), [1])


def test_each_code_is_one_person_however_often_it_is_entered(carol):
    round = school_round()
    _batch, codes = batch_of(round, carol)
    first, again = entered(round, codes[0]), entered(round, codes[0])
    assert first == again
    assert entered(round, codes[1]).identity != first.identity
    assert Elector.objects.count() == 2


def test_a_code_of_a_resident_yields_the_very_identity_of_their_account(alice):
    round = open_round(opens_to_codes=True)
    person = identity_of(alice)
    receipt = cast(round, [1], person)
    shown = entered(round, code_for(round, person))
    assert shown.identity == person
    assert cast_with(round, shown, [2], key="code") == receipt
    assert PollBookEntry.objects.count() == SealedBallot.objects.count() == 1


def test_casting_spends_the_code_and_forgets_whose_it_was(alice):
    round = open_round(opens_to_codes=True)
    code = code_for(round, identity_of(alice))
    shown = entered(round, code)
    receipt = cast_with(round, shown, [1])
    assert cast_with(round, shown, [1]) == receipt, "a retry says that it is in"
    assert cast_with(round, shown, [2], key="other") == receipt, "the same session may still change it"
    assert Admission.objects.get().identity is None
    with pytest.raises(ValidationError) as refusal:
        entered(round, code)
    assert refusal.value.code == "spent"


def test_of_two_sessions_with_one_code_the_second_is_refused_and_changes_nothing(alice):
    round = open_round(opens_to_codes=True)
    shown = entered(round, code_for(round, identity_of(alice)))
    cast_with(round, shown, [1], basket="first")
    box = SealedBallot.objects.get().box
    with pytest.raises(BallotRefused) as refusal:
        cast_with(round, shown, [2], basket="second", key="second")
    assert refusal.value.code == "code_spent"
    assert SealedBallot.objects.get().box == box


def test_unused_codes_of_a_cancelled_batch_die_and_ballots_stay(carol, charlie):
    round = school_round()
    batch, codes = batch_of(round, carol)
    cast_with(round, entered(round, codes[0]), [9])
    waiting = entered(round, codes[1])
    with pytest.raises(PermissionDenied):
        cancel_batch(actor=charlie, batch=batch, reason="lost")
    with pytest.raises(ValidationError):
        cancel_batch(actor=carol, batch=batch, reason=" ")
    cancel_batch(actor=carol, batch=batch, reason="Left on the bus")
    with pytest.raises(ValidationError) as refusal:
        entered(round, codes[2])
    assert refusal.value.code == "cancelled"
    with pytest.raises(BallotRefused):
        cast_with(round, waiting, [9], basket="open before")
    assert PollBookEntry.objects.count() == 1
    with pytest.raises(ValidationError):
        cancel_batch(actor=carol, batch=batch, reason="again")


def test_a_card_for_residents_works_once_the_desk_has_tied_it(carol, alice):
    round = school_round()
    _batch, codes = batch_of(round, carol, electorate=None)
    with pytest.raises(ValidationError) as refusal:
        entered(round, codes[0])
    assert refusal.value.code == "untied"
    with pytest.raises(BallotRefused) as late:
        entered(ended(round), codes[0])
    assert late.value.code == "late"


def test_an_expired_card_and_a_code_of_another_round_are_refused(carol):
    round = school_round()
    batch, codes = batch_of(round, carol)
    CodeBatch.objects.filter(pk=batch.pk).update(expires_at=database_now() - timedelta(minutes=1))
    with pytest.raises(ValidationError) as refusal:
        entered(round, codes[0])
    assert refusal.value.code == "expired"
    with pytest.raises(ValidationError) as refusal:
        entered(open_round(opens_to_codes=True), codes[1])
    assert refusal.value.code == "wrong"


def test_codes_are_refused_before_and_after_the_vote(carol):
    round = school_round()
    _batch, codes = batch_of(round, carol)
    ended(round)
    with pytest.raises(BallotRefused):
        entered(round, codes[0])
    with pytest.raises(PermissionDenied):
        batch_of(round, carol)


@pytest.mark.parametrize("who", ["bob", "fiona", "audrey", "alice", "charlie"])
def test_only_officers_make_codes(request, who):
    round = school_round()
    with pytest.raises(PermissionDenied):
        batch_of(round, request.getfixturevalue(who))


def test_wrong_codes_are_counted_for_each_connection_and_right_ones_are_not(carol):
    round = school_round()
    _batch, codes = batch_of(round, carol)
    for number in range(VOTING_CODES.most):
        with pytest.raises(ValidationError) as refusal:
            entered(round, f"AAAAA-AA{number:03}")
        assert refusal.value.code == "wrong"
    assert entered(round, codes[0])
    with pytest.raises(TooOftenError):
        entered(round, "AAAAA-AAAAA")
    with pytest.raises(TooOftenError):
        entered(round, codes[0])
    assert entered(round, codes[0], where="elsewhere")


def test_codes_lie_as_keyed_hashes_in_an_order_that_tells_nothing(carol):
    from tests.budgeting.ballots.test_secrecy import everything_in_the_database

    round = school_round()
    _batch, codes = batch_of(round, carol, size=20)
    text = everything_in_the_database()
    assert not any(code in text or code.replace("-", "") in text for code in codes)
    rows = list(Admission.objects.values_list("key", flat=True))
    assert rows == sorted(rows)
    assert Admission._meta.pk.get_internal_type() == "CharField"


def test_a_spent_admission_cannot_keep_its_person():
    identity, round = IdentityFactory(), open_round()
    with pytest.raises(IntegrityError), transaction.atomic():
        Admission.objects.create(key="a" * 64, round=round, identity=identity, spent="b" * 64)


def test_after_sealing_no_admission_knows_its_person(carol, dave, alice):
    round = open_round(opens_to_codes=True)
    code_for(round, identity_of(alice))
    cast(round, [1])
    sealed(round, carol, dave)
    assert Admission.objects.get().identity is None


def test_a_class_votes_in_the_browser_without_log_in_or_email(carol, client):
    round = school_round()
    _batch, codes = batch_of(round, carol)
    slug = round.process.slug
    assert client.get(reverse("ballot", args=[slug])).url.split("?")[0] == reverse("vote_ways", args=[slug])
    assert b"With a code on a card" in client.get(reverse("vote_ways", args=[slug])).content
    page = client.post(reverse("vote_by_code", args=[slug]), {"code": codes[0]}, follow=True)
    assert b"Project 9" in page.content
    assert b"Project 1<" not in page.content
    page = client.post(reverse("ballot", args=[slug]), {"choice": ["9"], "review": "yes"}, follow=True)
    page = client.post(
        reverse("ballot_cast", args=[slug]), {"choice": ["9"], "key": page.context["key"]}, follow=True
    )
    assert PollBookEntry.objects.get().receipt in page.content.decode()
    assert b"I am done" in page.content
    client.post(reverse("ballot_done", args=[slug]))
    assert client.session.is_empty()
    assert client.get(reverse("ballot_in", args=[slug])).status_code == 302
    page = client.post(reverse("vote_by_code", args=[slug]), {"code": codes[0]})
    assert b"cast with this code already" in page.content
    assert Identity.objects.filter(user=None).count() == 1


def test_who_comes_second_with_one_code_sees_no_receipt_and_fills_in_nothing_in_vain(carol):
    round = school_round()
    _batch, codes = batch_of(round, carol)
    slug, first, second = round.process.slug, Client(), Client()
    for browser in (first, second):
        browser.post(reverse("vote_by_code", args=[slug]), {"code": codes[0]})
    first.post(reverse("ballot_cast", args=[slug]), {"choice": ["9"], "key": "a" * 22})
    receipt = PollBookEntry.objects.get().receipt
    assert receipt in first.get(reverse("ballot_in", args=[slug])).content.decode()
    page = second.get(reverse("ballot_in", args=[slug]), follow=True)
    assert receipt not in page.content.decode()
    assert b"This code works no more" in page.content
    assert b"Leave without voting" in page.content
    assert b"Your ballot</h1>" in first.get(reverse("ballot", args=[slug])).content


def test_a_round_that_takes_no_codes_has_no_page_for_them(client):
    round = open_round()
    assert client.get(reverse("vote_by_code", args=[round.process.slug])).status_code == 404
    assert "login" in client.get(reverse("ballot", args=[round.process.slug])).url


@pytest.mark.parametrize(
    ("rule", "channel"), [("paper", PollBookEntry.Channel.PAPER), ("online", PollBookEntry.Channel.ONLINE)]
)
def test_one_person_with_account_code_and_paper_has_one_ballot(carol, alice, rule, channel):
    round = open_round(opens_to_codes=True, paper_rule=rule)
    person = identity_of(alice)
    if rule == "paper":
        receipt = cast(round, [1], person)
        assert cast_with(round, entered(round, code_for(round, person)), [2], key="code") == receipt
    give_paper_ballot(actor=carol, round=round, identity=person)
    receipt = PollBookEntry.objects.get().receipt
    shown = entered(round, code_for(round, person))
    if rule == "paper":
        with pytest.raises(BallotRefused) as refusal:
            cast_with(round, shown, [3], basket="kiosk", key="kiosk")
        assert refusal.value.code == "on_paper"
    else:
        assert cast_with(round, shown, [3], basket="kiosk", key="kiosk") == receipt
    entry = PollBookEntry.objects.get()
    assert (entry.receipt, entry.channel) == (receipt, channel)
    assert SealedBallot.objects.count() == (0 if rule == "paper" else 1)


def test_no_printed_form_holds_a_pot_of_an_electorate(carol):
    round = school_round()
    pots = {share.pk for form in forms_of(round) for share in form.shares}
    assert pots == set(round.pots.filter(electorate=None).values_list("pk", flat=True))
