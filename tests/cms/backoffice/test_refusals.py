"""Staff who may not do something read why, on the screen that they are led to."""

import pytest
from django.urls import reverse

from participation.accounts.role_acts import nominate
from participation.models import AuditEvent, Decision
from tests.factories.rounds import open_round
from tests.factories.talk import CommentFactory, ProposalFactory, house_rule

pytestmark = pytest.mark.django_db


def said(client, address: str, data: dict | None = None) -> str:
    """What is told after a POST that is refused."""
    answer = client.post(address, data or {}, follow=True)
    return " ".join(str(each) for each in answer.context["messages"])


def test_officer_who_put_someone_forward_reads_that_another_approves(carol, dave, alice, log_in):
    nomination = nominate(actor=carol, user=alice, role="auditor")
    address = reverse("roles:approve", args=[nomination.pk])
    assert "You put this person forward, so another officer approves." in said(log_in(carol), address)
    assert not AuditEvent.objects.filter(verb="approve_nomination").exists()


def test_own_role_stays(carol, dave, log_in):
    assert "cannot take your own role away" in said(
        log_in(carol), reverse("roles:revoke", args=[carol.pk, "officer"])
    )


def test_facilitator_reads_why_their_own_words_are_for_another(bob, log_in):
    comment = CommentFactory(thread=ProposalFactory().thread, author=bob)
    address = reverse("moderation:claim", args=["comment", comment.pk])
    assert "You wrote this yourself, so another facilitator decides." in said(log_in(bob), address)


@pytest.mark.parametrize(
    ("who", "name", "sentence"),
    [
        ("fiona", "roles:index", "Only officers of the council do this."),
        ("fiona", "moderation:index", "Only facilitators and auditors see this."),
        ("bob", "census:desk", "Only officers of the council do this."),
        ("audrey", "moderation:find_person", "Only facilitators and officers do this."),
        ("bob", "threats:index", "Only officers and auditors see this."),
    ],
)
def test_each_screen_says_for_whom_it_is(who, name, sentence, request, log_in):
    assert sentence in said(log_in(request.getfixturevalue(who)), reverse(name))


def test_opened_round_says_that_it_is_fixed(carol, log_in):
    address = reverse("rounds:desk", args=[open_round().pk]) + "projects/new/"
    assert "its rules, pots and projects stay as they are" in said(log_in(carol), address)


def test_officer_finds_a_person_and_blocks_them(carol, alice, log_in):
    office, rule = log_in(carol), house_rule()
    assert "Block a person" in office.get("/admin/").content.decode()
    found = office.post(reverse("moderation:find_person"), {"email": alice.email})
    assert found["Location"] == reverse("moderation:block", args=[alice.pk])
    told = said(office, found["Location"], {"rule": rule.pk, "reason": "Threats."})
    assert "Done." in told
    alice.refresh_from_db()
    assert alice.blocked_at is not None
    assert Decision.objects.get().decided_by == carol
    assert "Decided about this person before" in office.get(found["Location"]).content.decode()
    assert "Done." in said(office, found["Location"], {"reason": "It was a mistake."})
    alice.refresh_from_db()
    assert alice.blocked_at is None


def test_nobody_is_found_by_a_wrong_address(carol, log_in):
    shown = log_in(carol).post(reverse("moderation:find_person"), {"email": "nobody@example.org"})
    assert "Nobody with this address has registered yet." in shown.content.decode()


def test_staff_are_not_blocked_before_their_role_is_taken(carol, bob, log_in):
    told = said(log_in(carol), reverse("moderation:block", args=[bob.pk]), {"reason": "No."})
    assert "Take their role away first" in told
