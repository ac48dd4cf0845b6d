"""Words about people stand beside the chain: redaction reaches them, and the chain is proven all the same."""

import io
import json

import pytest
from django.core import serializers
from django.core.management import call_command

from participation.audit.actions import record
from participation.audit.notes import digest_of
from participation.models import AuditEvent, AuditNote, Decision
from participation.moderation.blocks import block, let_in
from participation.moderation.redacting import redact
from participation.proposals.actions import change_status
from tests.factories.people import IdentityFactory
from tests.factories.talk import CommentFactory, ProposalFactory, house_rule

pytestmark = pytest.mark.django_db
ADDRESS = "12 Quay Street"


def proven() -> str:
    out = io.StringIO()
    call_command("verify_audit", stdout=out)
    return out.getvalue()


def chain() -> str:
    return serializers.serialize("json", AuditEvent.objects.all())


@pytest.fixture
def author():
    return IdentityFactory(user__display_name="Ann").user


def test_reason_of_a_block_stands_in_its_decision_alone(bob, author):
    decision = block(actor=bob, person=author, reason=f"She posted {ADDRESS}.", rule=house_rule())
    assert ADDRESS not in chain()
    event = AuditEvent.objects.get(verb="block_person")
    assert event.facts == {"decision": decision.pk, "words_digest": digest_of(f"She posted {ADDRESS}.")}
    again = let_in(actor=bob, person=author, reason=f"{ADDRESS} is gone.")
    assert ADDRESS not in chain()
    assert AuditEvent.objects.get(verb="unblock_person").facts["decision"] == again.pk


def test_redaction_reaches_every_copy_and_the_chain_is_proven(bob, carol, author):
    comment = CommentFactory(thread=ProposalFactory().thread, author=author, text=f"He lives at {ADDRESS}")
    block(actor=bob, person=author, reason=f"She posted {ADDRESS}.", rule=house_rule())
    proposal = ProposalFactory()
    change_status(actor=carol, proposal=proposal, status="declined", reason=f"{ADDRESS} is private ground.")
    before = chain()

    redact(actor=bob, target=comment, phrase=ADDRESS, reason="A home address.")

    kept = chain() + serializers.serialize("json", [*AuditNote.objects.all(), *Decision.objects.all()])
    assert "quay street" not in kept.lower()
    assert json.loads(chain())[: len(json.loads(before))] == json.loads(before)
    assert proven()


def test_digest_proves_words_that_stand_and_tells_nothing_of_others(bob, settings):
    event = record(verb="redact_content", actor=bob, acting_as="facilitator", note="A home address.")
    assert event.said == event.note.words == "A home address."
    assert event.reason == ""
    assert event.facts["words_digest"] == digest_of("A home address.")
    assert event.facts["words_digest"] != digest_of("Another address.")
    settings.IDENTITY_KEY = "another key, which nobody outside the site can know, of fifty"
    assert event.facts["words_digest"] != digest_of("A home address.")


def test_old_event_shows_the_words_that_it_has(bob):
    record(verb="block_person", actor=bob, acting_as="facilitator", reason="Threats.")
    assert AuditEvent.objects.get().said == "Threats."
    assert proven()


def test_act_without_words_has_no_note(bob):
    record(verb="close_thread", actor=bob, acting_as="facilitator", note="")
    assert AuditEvent.objects.get().facts == {}
    assert not AuditNote.objects.exists()
