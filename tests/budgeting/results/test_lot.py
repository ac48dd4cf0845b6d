"""A tie that changes the result stops the count until the public lot has been drawn."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from budgeting.allocation import commitment_of
from budgeting.allocation.ties import lot_number
from budgeting.models import PublicLot, Result
from budgeting.results.actions import commit_lot, count_round, publish_result, record_draw
from participation.clock import database_now
from participation.models import AuditEvent
from tests.factories.rounds import cast, open_round, sealed

pytestmark = pytest.mark.django_db


def tomorrow():
    return database_now() + timedelta(days=1)


@pytest.fixture
def tied(tied_round, carol, dave):
    return sealed(tied_round("lot"), carol, dave)


def drawn(round, carol, drawn="4 8 15 16 23 42"):
    lot = commit_lot(actor=carol, round=round, draw_name="Lotto of Saturday", draw_at=tomorrow())
    PublicLot.objects.filter(pk=lot.pk).update(draw_at=database_now())
    return record_draw(actor=carol, lot=lot, drawn=drawn)


def test_tie_that_changes_the_result_stops_the_count(tied, carol):
    with pytest.raises(ValidationError, match=r"Project 1, Project 2.*public lot"):
        count_round(actor=carol, round=tied)
    assert not Result.objects.exists()


def test_tie_without_effect_does_not_stop_the_count(carol, dave):
    round = open_round(projects=2, rule="greedy_votes", tie_rule="lot")
    cast(round, [1, 2])

    result = count_round(actor=carol, round=sealed(round, carol, dave))

    assert result.outcomes.filter(funded=True).count() == 2
    assert result.pots.get().ties == [{"step": 1, "projects": [1, 2]}]


def test_lot_decides_by_secret_and_draw_together(tied, carol):
    lot = drawn(tied, carol)
    first = min(("1", "2"), key=lambda id: lot_number(f"{lot.secret}\n4 8 15 16 23 42", id))

    result = count_round(actor=carol, round=tied)

    assert str(result.outcomes.get(funded=True).project.number) == first


def test_announcement_publishes_the_hash_and_keeps_the_secret(tied, carol):
    lot = commit_lot(actor=carol, round=tied, draw_name="Lotto of Saturday", draw_at=tomorrow())

    facts = AuditEvent.objects.get(verb="commit_lot").facts
    assert facts["commitment"] == lot.commitment == commitment_of(lot.secret)
    assert lot.secret not in str(facts)


def test_draw_must_lie_in_the_future_when_it_is_announced(tied, carol):
    with pytest.raises(ValidationError) as refusal:
        commit_lot(actor=carol, round=tied, draw_name="Lotto of last Saturday", draw_at=database_now())
    assert "draw_at" in refusal.value.message_dict


def test_draw_cannot_be_recorded_before_it_takes_place(tied, carol):
    lot = commit_lot(actor=carol, round=tied, draw_name="Lotto of Saturday", draw_at=tomorrow())

    with pytest.raises(ValidationError, match="not taken place"):
        record_draw(actor=carol, lot=lot, drawn="1 2 3")


def test_draw_is_recorded_once(tied, carol):
    lot = drawn(tied, carol)

    with pytest.raises(ValidationError, match="already recorded"):
        record_draw(actor=carol, lot=lot, drawn="something nicer")


def test_charlie_cannot_hold_the_lot(tied, carol, charlie):
    with pytest.raises(PermissionDenied):
        commit_lot(actor=charlie, round=tied, draw_name="My dice", draw_at=tomorrow())
    lot = commit_lot(actor=carol, round=tied, draw_name="Lotto of Saturday", draw_at=tomorrow())
    with pytest.raises(PermissionDenied):
        record_draw(actor=charlie, lot=lot, drawn="1")


def test_round_with_a_published_order_has_no_lot(sealed_round, carol):
    with pytest.raises(ValidationError, match="published order"):
        commit_lot(actor=carol, round=sealed_round, draw_name="Lotto", draw_at=tomorrow())


def test_page_of_the_round_shows_the_promise_before_the_draw_and_the_secret_only_after_it(
    tied, carol, client
):
    def page():
        return client.get(tied.get_absolute_url()).content.decode()

    assert "The council has not named the draw yet" in page()
    lot = commit_lot(actor=carol, round=tied, draw_name="Lotto of Saturday", draw_at=tomorrow())
    assert "Lotto of Saturday" in page()
    assert lot.commitment in page()
    assert lot.secret not in page()
    PublicLot.objects.filter(pk=lot.pk).update(draw_at=database_now())
    record_draw(actor=carol, lot=lot, drawn="4 8 15")
    assert lot.secret in page()


def test_result_says_that_the_lot_decided(tied, carol, client):
    drawn(tied, carol)
    result = publish_result(actor=carol, result=count_round(actor=carol, round=tied))

    page = client.get(result.get_absolute_url()).content.decode()

    winner = result.outcomes.get(funded=True).project
    assert f"“{winner}” was tied with" in page
    assert "The public lot put it first." in page


def test_who_reads_why_the_count_stopped_is_told_to_announce_a_draw_or_to_record_it(tied, carol):
    with pytest.raises(ValidationError, match="announce a draw"):
        count_round(actor=carol, round=tied)
    commit_lot(actor=carol, round=tied, draw_name="Lotto of Saturday", draw_at=tomorrow())
    with pytest.raises(ValidationError, match="decides: record what was drawn"):
        count_round(actor=carol, round=tied)


def test_page_of_a_round_with_a_published_order_says_nothing_of_a_lot(sealed_round, client):
    assert "public lot" not in client.get(sealed_round.get_absolute_url()).content.decode()
