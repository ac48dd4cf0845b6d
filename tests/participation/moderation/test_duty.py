"""The rota: who is on duty hears of new reports; where nobody is, every facilitator does."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from participation.clock import database_now
from participation.models import AuditEvent, Duty
from participation.moderation.actions import decide, report
from participation.moderation.duty import on_duty, remove_duty, set_duty
from participation.moderation.tasks import tell_about_report
from tests.conftest import staff
from tests.factories.talk import house_rule
from tests.participation.moderation.test_reports import comment_on_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def bert(db):
    return staff("Bert", "facilitator")


def duty(actor, person, start=-1, end=2):
    now = database_now()
    return set_duty(
        actor=actor, person=person, start=now + timedelta(hours=start), end=now + timedelta(hours=end)
    )


def test_report_reaches_who_is_on_duty_else_every_facilitator_once_a_thing(bob, bert, carol, charlie, alice):
    comment = comment_on_proposal()
    made = report(reporter=charlie, target=comment, reason="abuse", note="Rude")
    assert tell_about_report.func(made.pk) == 2
    assert {to for each in mail.outbox for to in each.to} == {bob.email, bert.email}
    assert "Rude" not in mail.outbox[0].body
    assert reverse("moderation:index") in mail.outbox[0].body

    mail.outbox.clear()
    duty(carol, bert)
    duty(carol, bob, start=5, end=9)
    assert on_duty() == [bert]
    assert tell_about_report.func(made.pk) == 1
    assert mail.outbox[0].to == [bert.email]

    decide(actor=bob, target=comment, verdict="hide", rule=house_rule(), reason="Rude.")
    assert tell_about_report.func(made.pk) == 0


def test_second_report_of_a_thing_sends_no_second_mail(
    bob, charlie, alice, django_capture_on_commit_callbacks
):
    comment = comment_on_proposal()
    with django_capture_on_commit_callbacks() as first:
        report(reporter=charlie, target=comment, reason="abuse")
    with django_capture_on_commit_callbacks() as second:
        report(reporter=alice, target=comment, reason="abuse")
    assert len(first) == len(second) + 1


@pytest.mark.parametrize("who", ["alice", "charlie", "fiona", "audrey"])
def test_rota_is_set_by_facilitators_and_officers(who, request, bob, log_in):
    actor = request.getfixturevalue(who)
    mine = duty(bob, bob)
    with pytest.raises(PermissionDenied):
        duty(actor, bob)
    with pytest.raises(PermissionDenied):
        remove_duty(actor=actor, duty=mine)
    log_in(actor).post(reverse("moderation:rota"), {"remove": mine.pk})
    assert Duty.objects.get() == mine


def test_duty_needs_a_facilitator_and_an_end_to_come(bob, carol):
    for person, start, end, field in ((carol, -1, 2, "person"), (bob, 2, 1, "end"), (bob, -3, -2, "end")):
        with pytest.raises(ValidationError) as refused:
            duty(carol, person, start, end)
        assert list(refused.value.message_dict) == [field]
    now = database_now()
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.create(person=bob, start=now, end=now)


def test_facilitator_sets_the_rota_and_the_queue_says_who_is_on_duty(bob, audrey, log_in):
    client, address = log_in(bob), reverse("moderation:rota")
    now = database_now()
    when = {
        "start": f"{now - timedelta(hours=20):%Y-%m-%d %H:%M}",
        "end": f"{now + timedelta(days=2):%Y-%m-%d %H:%M}",
    }
    client.post(address, {"person": bob.pk, **when})
    assert "On duty now:" in client.get(reverse("moderation:index")).content.decode()
    assert "Bob" in log_in(audrey).get(address).content.decode()
    client.post(address, {"remove": Duty.objects.get().pk})
    assert "Nobody is on duty" in client.get(reverse("moderation:index")).content.decode()
    verbs = AuditEvent.objects.filter(actor_id=bob.pk).values_list("verb", flat=True)
    assert sorted(verbs) == ["remove_duty", "set_duty"]
