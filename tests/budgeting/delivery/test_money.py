"""More money for a project, and the end of its books: an officer asks, another person decides."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from budgeting.delivery.actions import (
    ask_for_closing,
    ask_for_more_money,
    grant_money_request,
    post_delivery_update,
    refuse_money_request,
)
from budgeting.models import MoneyRequest, Transfer
from participation.models import AuditEvent, Follow, Notice
from tests.conftest import staff
from tests.factories.delivery import DeliveryUpdateFactory, certified_round
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 2)


def test_nothing_moves_until_finance_has_granted_it(extra, fiona, project, pot):
    assert pot() == {"free": 70_000, "reserved": 0, "committed": 30_000, "paid": 0}

    grant_money_request(actor=fiona, request=extra)

    assert pot() == {"free": 65_000, "reserved": 0, "committed": 35_000, "paid": 0}
    assert [event.verb for event in AuditEvent.objects.order_by("pk")] == ["ask_money", "grant_money"]
    call_command("prove_ledger")


def test_approved_money_raises_what_can_be_spent(extra, fiona, carol, project):
    words = {"happened_on": DAY, "stage": "building", "text": "Dug."}
    with pytest.raises(ValidationError, match="approve more money"):
        post_delivery_update(actor=carol, project=project, spent=15_000, **words)

    grant_money_request(actor=fiona, request=extra)

    assert post_delivery_update(actor=carol, project=project, spent=15_000, **words)
    with pytest.raises(ValidationError, match="The project has £150"):
        post_delivery_update(actor=carol, project=project, spent=15_001, **words)


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "fiona", "audrey"])
def test_nobody_but_an_officer_asks(request, project, who):
    person = request.getfixturevalue(who)
    for ask in (ask_for_more_money, ask_for_closing):
        with pytest.raises(PermissionDenied):
            ask(actor=person, project=project, amount=1_000, reason="Mine.")
    assert not MoneyRequest.objects.exists()


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "dave", "audrey"])
def test_nobody_but_finance_decides(request, extra, who, pot):
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        grant_money_request(actor=person, request=extra)
    with pytest.raises(PermissionDenied):
        refuse_money_request(actor=person, request=extra, reason="No.")
    assert pot()["free"] == 70_000


def test_who_asked_does_not_decide_even_with_both_roles(project):
    both = staff("Both", "officer", "finance")
    request = ask_for_more_money(actor=both, project=project, amount=1, reason="Steel.")
    with pytest.raises(PermissionDenied, match="same person"):
        grant_money_request(actor=both, request=request)


def test_database_refuses_one_person_in_both_places(extra, carol):
    with pytest.raises(IntegrityError), transaction.atomic():
        MoneyRequest.objects.filter(pk=extra.pk).update(
            decided_by=carol, decided_at=extra.asked_at, granted=True
        )


def test_more_than_the_pot_has_free_is_refused_when_asked_and_when_granted(carol, fiona, project, pot):
    with pytest.raises(ValidationError) as error:
        ask_for_more_money(actor=carol, project=project, amount=70_001, reason="A tower.")
    assert "has £700 free" in error.value.message_dict["amount"][0]

    other = project.round.projects.get(number=2)
    first = ask_for_more_money(actor=carol, project=project, amount=60_000, reason="A tower.")
    second = ask_for_more_money(actor=carol, project=other, amount=60_000, reason="Another.")
    grant_money_request(actor=fiona, request=first)
    with pytest.raises(ValidationError, match="not enough money"):
        grant_money_request(actor=fiona, request=second)

    assert pot()["free"] == 10_000
    second.refresh_from_db()
    assert second.decided_at is None


@pytest.mark.parametrize(("field", "sent"), [("amount", {"amount": 0}), ("reason", {"reason": " "})])
def test_request_that_lacks_something_names_the_field(carol, project, field, sent):
    with pytest.raises(ValidationError) as error:
        ask_for_more_money(actor=carol, project=project, **{"amount": 1, "reason": "Steel.", **sent})
    assert field in error.value.message_dict


def test_second_request_waits_for_the_first_to_be_decided(carol, fiona, extra, project):
    with pytest.raises(ValidationError, match="One comes after the other"):
        ask_for_closing(actor=carol, project=project, amount=1, reason="Done.")
    refuse_money_request(actor=fiona, request=extra, reason="Use less steel.")
    assert ask_for_closing(actor=carol, project=project, amount=1, reason="Done.")


def test_refusal_needs_a_reason_and_moves_nothing(fiona, extra, pot):
    with pytest.raises(ValidationError):
        refuse_money_request(actor=fiona, request=extra, reason=" ")
    refuse_money_request(actor=fiona, request=extra, reason="Use less steel.")

    extra.refresh_from_db()
    assert (extra.granted, extra.answer) == (False, "Use less steel.")
    assert pot()["free"] == 70_000
    with pytest.raises(ValidationError, match="decided already"):
        grant_money_request(actor=fiona, request=extra)


def test_project_that_lost_gets_no_money(carol):
    lost = certified_round(funded=1, lost=1).projects.get(number=2)
    with pytest.raises(ValidationError, match="No confirmed result funds"):
        ask_for_more_money(actor=carol, project=lost, amount=1, reason="Still.")


def test_round_whose_money_is_elsewhere_moves_none(carol):
    project = certified_round(funded=30, lost=0).projects.get(number=1)
    with pytest.raises(ValidationError, match="not in the books here"):
        ask_for_closing(actor=carol, project=project, amount=1, reason="Done.")


def test_underspend_returns_to_the_pot_and_what_it_cost_is_paid(closed, pot):
    assert pot() == {"free": 72_000, "reserved": 0, "committed": 20_000, "paid": 8_000}
    call_command("prove_ledger")


def test_approved_extra_money_counts_when_the_books_are_closed(carol, fiona, extra, project, pot):
    grant_money_request(actor=fiona, request=extra)
    request = ask_for_closing(actor=carol, project=project, amount=15_000, reason="All of it.")
    grant_money_request(actor=fiona, request=request)

    assert pot() == {"free": 65_000, "reserved": 0, "committed": 20_000, "paid": 15_000}


@pytest.mark.parametrize(
    ("amount", "words"), [(3_999, "cannot have cost less"), (10_001, "ask for more money first")]
)
def test_final_cost_lies_between_what_was_reported_and_what_was_approved(carol, project, amount, words):
    DeliveryUpdateFactory(project=project, spent=4_000)
    with pytest.raises(ValidationError, match=words):
        ask_for_closing(actor=carol, project=project, amount=amount, reason="Done.")


def test_report_after_the_request_stops_a_final_cost_that_is_now_too_low(carol, fiona, project, pot):
    request = ask_for_closing(actor=carol, project=project, amount=3_000, reason="Done.")
    DeliveryUpdateFactory(project=project, spent=4_000)
    with pytest.raises(ValidationError, match="cannot have cost less"):
        grant_money_request(actor=fiona, request=request)
    assert pot()["paid"] == 0


def test_closed_books_stay_closed(carol, fiona, closed, project, pot):
    with pytest.raises(ValidationError, match="decided already"):
        grant_money_request(actor=fiona, request=closed)
    for ask in (ask_for_more_money, ask_for_closing):
        with pytest.raises(ValidationError, match="books of this project are closed"):
            ask(actor=carol, project=project, amount=100, reason="Again.")
    words = {"happened_on": DAY, "stage": "done", "text": "A photo."}
    with pytest.raises(ValidationError, match="closed at £80"):
        post_delivery_update(actor=carol, project=project, spent=8_001, **words)
    assert post_delivery_update(actor=carol, project=project, spent=8_000, **words)
    assert Transfer.objects.filter(key=f"project:{project.pk}:settle").count() == 1
    assert pot()["free"] == 72_000


def test_followers_of_the_project_hear_of_granted_money(fiona, extra, project):
    follower = UserFactory()
    Follow.objects.create(person=follower, target=project)

    grant_money_request(actor=fiona, request=extra)

    assert list(Notice.objects.values_list("person", "event")) == [(follower.pk, "delivery-extra")]
