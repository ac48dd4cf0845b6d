"""Staff appear by role: no page, notice or mail for residents names the person who decided."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from participation.clock import database_now
from participation.debate.actions import close_thread, set_thread_mode
from participation.models import Appeal, CommentVersion, Notice
from participation.moderation.actions import decide
from participation.moderation.appeals import decide_appeal
from participation.moderation.blocks import block
from participation.moderation.tasks import tell_about_block, tell_about_decision
from participation.proposals.actions import answer_proposal, change_status
from tests.conftest import staff
from tests.factories.people import IdentityFactory
from tests.factories.talk import CommentFactory, DebateFactory, ProposalFactory, house_rule

pytestmark = pytest.mark.django_db
NAMES = {"facilitator": "Quentin Zeal", "other": "Xaver Yonder", "officer": "Wilhelmina Vane"}


@pytest.fixture
def office():
    return {
        "facilitator": staff(NAMES["facilitator"].replace(" ", ""), "facilitator"),
        "other": staff(NAMES["other"].replace(" ", ""), "facilitator"),
        "officer": staff(NAMES["officer"].replace(" ", ""), "officer"),
    }


@pytest.fixture
def author():
    return IdentityFactory(user__display_name="Ann").user


def everything(author, log_in, *addresses: str) -> str:
    """What the author, a visitor and the mail programs read."""
    seen = [
        client.get(address).content.decode() for client in (log_in(author), Client()) for address in addresses
    ]
    return " ".join([*seen, *(f"{each.subject} {each.body}" for each in mail.outbox)])


def no_name(text: str) -> bool:
    return not any(name.replace(" ", "") in text for name in NAMES.values())


def test_decisions_modes_answers_and_statuses_name_no_person(office, author, log_in):
    facilitator, officer = office["facilitator"], office["officer"]
    proposal = ProposalFactory(author=author)
    comment = CommentFactory(thread=proposal.thread, author=author)
    decision = decide(
        actor=facilitator, target=comment, verdict="hide", rule=house_rule(), reason="Unkind.", measure="warn"
    )
    tell_about_decision.func(decision.pk)
    appeal = Appeal.objects.create(decision=decision, first_decider=facilitator, words="I was kind.")
    decide_appeal(actor=office["other"], appeal=appeal, outcome="upheld", reason="It was not.")
    until = database_now() + timedelta(days=1)
    set_thread_mode(
        actor=facilitator, thread=proposal.thread, mode="slow", until=until, reason="It got loud."
    )
    change_status(actor=officer, proposal=proposal, status="review", reason="We look at it.")
    answer_proposal(actor=officer, proposal=proposal, text="<p>Thank you.</p>")

    text = everything(
        author,
        log_in,
        proposal.get_absolute_url(),
        f"/decisions/{decision.pk}/",
        "/me/notices/",
        "/moderation/",
        "/audit/",
    )
    assert no_name(text)
    assert "Unkind." in text
    assert "We look at it." in text
    assert Notice.objects.filter(person=author).exists()
    assert not CommentVersion.objects.exists()


def test_closed_debate_and_block_name_no_person(office, author, log_in):
    debate = DebateFactory(author=author)
    close_thread(actor=office["facilitator"], thread=debate.thread, summary="All was said.")
    text = everything(author, log_in, debate.get_absolute_url())
    decision = block(actor=office["officer"], person=author, reason="Threats.", rule=house_rule())
    tell_about_block.func(decision.pk)
    text += " ".join(f"{each.subject} {each.body}" for each in mail.outbox)
    assert no_name(text)
    assert "All was said." in text
    assert "Threats." in text
