"""A blocked or paused person reads why, appeals once, and is answered by somebody else."""

import re

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from participation.models import Appeal, Decision, User
from participation.moderation.actions import decide
from participation.moderation.appeals import decide_appeal, make_appeal
from participation.moderation.blocks import block, let_in
from participation.moderation.redacting import redact
from participation.moderation.tasks import tell_about_block, tell_about_block_answer
from tests.conftest import staff
from tests.factories.people import UserFactory
from tests.factories.talk import house_rule
from tests.participation.moderation.test_reports import comment_on_proposal

pytestmark = pytest.mark.django_db
REASON = "You followed a neighbour from page to page."


@pytest.fixture
def otto(db):
    return UserFactory(display_name="Otto", email="otto@example.org")


@pytest.fixture
def bert(db):
    return staff("Bert", "facilitator")


@pytest.fixture
def blocked(otto, bob):
    return block(actor=bob, person=otto, rule=house_rule(), reason=REASON)


def door(decision) -> str:
    """The address in the mail about the block."""
    tell_about_block.func(decision.pk)
    return re.search(r"/blocked/\S+", mail.outbox[-1].body).group()


def test_mail_about_a_block_leads_to_the_reason_and_one_appeal(blocked):
    address = door(blocked)
    visitor = Client()
    assert mail.outbox[-1].to == ["otto@example.org"]
    assert REASON in mail.outbox[-1].body
    page = visitor.get(address)
    assert REASON in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert visitor.post(address, {"words": ""}).status_code == 422

    visitor.post(address, {"words": "I live next door to her."})

    assert Appeal.objects.get().words == "I live next door to her."
    assert "I live next door to her." in visitor.get(address).content.decode()
    assert visitor.post(address, {"words": "Once more."}).status_code == 403
    assert Appeal.objects.count() == 1
    # The link opens this page, never an account.
    assert visitor.get(reverse("my_page")).status_code == 302


def test_link_ends_with_its_block_and_another_one_does_not_wake_it(blocked, otto, bob):
    address = door(blocked)
    let_in(actor=bob, person=otto, reason="We talked.")
    assert Client().get(address).status_code == 410
    assert Client().get(reverse("blocked", args=["forged:token"])).status_code == 410

    again = block(actor=bob, person=otto, rule=house_rule(), reason="Again.")
    User.objects.filter(pk=otto.pk).update(blocked_at="2026-01-01T00:00:00Z")

    assert Client().post(address, {"words": "x"}).status_code == 410
    assert Client().get(door(again)).status_code == 200


def test_appeal_taken_up_by_another_facilitator_lets_the_person_in(blocked, otto, bert, log_in):
    Client().post(door(blocked), {"words": "She lives next door."})
    desk, appeal = log_in(bert), Appeal.objects.get()
    listed = desk.get(reverse("moderation:appeals")).content.decode()
    assert "The account of Otto" in listed
    address = reverse("moderation:appeal", args=[appeal.pk])
    assert "She lives next door." in desk.get(address).content.decode()

    desk.post(address, {"outcome": "overturned", "reason": "It was one page."})
    tell_about_block_answer.func(appeal.pk)

    assert User.objects.get(pk=otto.pk).blocked_at is None
    assert {mail.outbox[-1].to[0], mail.outbox[-2].to[0]} == {"otto@example.org", "bob@example.org"}
    assert "It was one page." in mail.outbox[-1].body
    page = log_in(User.objects.get(pk=otto.pk)).get(reverse("decision", args=[blocked.pk])).content.decode()
    assert "It was one page." in page
    assert "Bert" not in page


def test_block_that_stays_is_answered_on_its_page(blocked, otto, bert):
    address = door(blocked)
    Client().post(address, {"words": "No."})
    decide_appeal(actor=bert, appeal=Appeal.objects.get(), outcome="upheld", reason="Six pages in a night.")

    assert "Six pages in a night." in Client().get(address).content.decode()
    assert User.objects.get(pk=otto.pk).blocked_at is not None


def test_taken_back_block_does_not_lift_a_later_one(blocked, otto, bob, bert):
    appeal = make_appeal(author=User.objects.get(pk=otto.pk), decision=blocked, words="No.")
    let_in(actor=bob, person=otto, reason="We talked.")
    block(actor=bob, person=otto, rule=house_rule(), reason="Again.")

    decide_appeal(actor=bert, appeal=appeal, outcome="overturned", reason="The first was wrong.")

    assert User.objects.get(pk=otto.pk).blocked_at is not None


@pytest.mark.parametrize("who", ["bob", "charlie", "alice", "carol", "fiona", "audrey"])
def test_block_is_answered_by_another_facilitator_alone(who, blocked, otto, bert, request):
    appeal = make_appeal(author=User.objects.get(pk=otto.pk), decision=blocked, words="No.")

    with pytest.raises(PermissionDenied):
        decide_appeal(actor=request.getfixturevalue(who), appeal=appeal, outcome="overturned", reason="So.")


def test_officer_answers_where_there_is_no_other_facilitator(blocked, otto, carol):
    appeal = make_appeal(author=User.objects.get(pk=otto.pk), decision=blocked, words="No.")

    decide_appeal(actor=carol, appeal=appeal, outcome="overturned", reason="Too hard.")

    assert User.objects.get(pk=otto.pk).blocked_at is None


@pytest.mark.parametrize("who", ["bob", "charlie", "alice", "carol", "fiona", "audrey"])
def test_nobody_else_appeals_against_a_block(who, blocked, request):
    with pytest.raises(PermissionDenied):
        make_appeal(author=request.getfixturevalue(who), decision=blocked, words="No.")


@pytest.mark.parametrize("who", ["charlie", "alice", "fiona", "audrey"])
def test_blocking_and_letting_in_are_refused_to_others(who, otto, request):
    actor = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        block(actor=actor, person=otto, rule=house_rule(), reason="x")
    User.objects.filter(pk=otto.pk).update(blocked_at="2026-01-01T00:00:00Z")
    with pytest.raises(PermissionDenied):
        let_in(actor=actor, person=otto, reason="x")
    assert not Decision.objects.exists()


def test_blocked_person_cannot_use_the_door_for_another_decision(otto, bob):
    comment = comment_on_proposal(author=otto)
    hidden = decide(actor=bob, target=comment, verdict="hide", rule=house_rule(), reason="It insults.")
    block(actor=bob, person=otto, rule=house_rule(), reason=REASON)

    with pytest.raises(PermissionDenied):
        make_appeal(author=User.objects.get(pk=otto.pk), decision=hidden, words="No.")


def test_redaction_reaches_what_was_said_of_a_block(otto, bob):
    comment = comment_on_proposal(author=otto, text="She lives at 4 Mill Street.")
    made = block(actor=bob, person=otto, rule=house_rule(), reason="You wrote “4 Mill Street” again.")

    redact(actor=bob, target=comment, phrase="4 Mill Street", reason="A home address.")

    made.refresh_from_db()
    assert "Mill Street" not in made.reason


def test_paused_person_finds_the_reason_and_the_appeal_from_their_own_page(otto, bob, log_in):
    comment = comment_on_proposal(author=otto)
    rule = house_rule()
    pausing = {"measure": "pause", "pause_days": 3}
    decide(actor=bob, target=comment, verdict="hide", rule=rule, reason="Third insult.", **pausing)
    client = log_in(User.objects.get(pk=otto.pk))
    page = client.get(reverse("my_page")).content.decode()
    assert "Third insult." in page
    assert reverse("pause") in page

    client.post(client.get(reverse("pause")).url, {"words": "It was a quote."})

    assert Appeal.objects.get().words == "It was a quote."
    assert log_in(bob).get(reverse("pause")).status_code == 404


def test_blocks_and_pauses_are_counted_in_public(blocked, bob, client):
    comment = comment_on_proposal(author=UserFactory())
    pausing = {"measure": "pause", "pause_days": 3}
    decide(actor=bob, target=comment, verdict="hide", rule=house_rule(), reason="x", **pausing)

    page = client.get(reverse("moderation_report")).content.decode()

    assert "Block the person" in page
    assert "Pause the author" in page
    assert "Otto" not in page


def test_blocks_stand_in_the_list_of_decisions(blocked, bob, otto, log_in):
    page = log_in(bob).get(reverse("moderation:decided")).content.decode()

    assert "The account of Otto" in page
    assert reverse("moderation:block", args=[otto.pk]) in page
