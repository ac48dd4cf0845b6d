"""A home address that was posted in anger leaves every text; the log says who and why, never the words."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from participation.debate.actions import edit_comment
from participation.live import tickets
from participation.models import AuditEvent, Decision, Notice, ProposalDraft, Report, User
from participation.moderation.actions import decide, report
from participation.moderation.appeals import make_appeal
from participation.moderation.redacting import redact
from participation.notices.actions import tell
from participation.notices.tasks import send_digest
from participation.proposals.actions import change_proposal
from tests.factories.people import UserFactory
from tests.factories.talk import CommentFactory, ProposalFactory, house_rule
from tests.participation.live.server import next_frames, page_socket, serving
from tests.participation.moderation.test_reports import comment_on_proposal

ADDRESS = "12 Quay Street"


def everything_kept() -> str:
    """What the tables that redaction is about hold, as one text."""
    models = (Report, Decision, Notice, User)
    return " ".join(str(list(model.objects.values())) for model in models)


@pytest.fixture
def author(db):
    return UserFactory(display_name="Otto", email="otto@example.org")


@pytest.mark.django_db
def test_words_leave_comment_versions_reports_decisions_appeals_and_notices(author, bob, charlie):
    comment = comment_on_proposal(author=author, text=f"He lives at {ADDRESS}.")
    report(reporter=charlie, target=comment, reason="private", note=f"It says {ADDRESS}")
    decision = decide(
        actor=bob,
        target=comment,
        verdict="edit",
        rule=house_rule(),
        reason=f"Take {ADDRESS} out.",
        measure="pause",
        pause_days=1,
    )
    edit_comment(author=author, comment=comment, text=f"He lives at 12  quay street, I say. {ADDRESS}!")
    make_appeal(author=author, decision=decision, words=f"All know {ADDRESS}.")

    texts = redact(actor=bob, target=comment, phrase=ADDRESS, reason="A home address.")

    comment.refresh_from_db()
    decision.appeal.refresh_from_db()
    kept = everything_kept() + comment.text + decision.appeal.words
    kept += "".join(version.text for version in comment.versions.all())
    assert "quay" not in kept.lower()
    assert texts >= 7
    event = AuditEvent.objects.get(verb="redact_content")
    assert (event.said, event.actor_id) == ("A home address.", bob.pk)
    assert ADDRESS not in str(event.facts)


@pytest.mark.django_db
def test_words_leave_the_drafts_of_their_author_and_of_nobody_else(author, charlie, bob):
    comment = comment_on_proposal(author=author, text=f"He lives at {ADDRESS}.")
    process = ProposalFactory().process
    words = {"title": f"Flats at {ADDRESS}", "what": "Ask him."}
    own = ProposalDraft.objects.create(
        author=author, process=process, words=words, replaced={"why": ADDRESS.upper()}
    )
    other = ProposalDraft.objects.create(author=charlie, process=process, words=words)

    redact(actor=bob, target=comment, phrase=ADDRESS, reason="A home address.")

    own.refresh_from_db()
    other.refresh_from_db()
    assert "quay" not in str([own.words, own.replaced]).lower()
    assert own.words["what"] == "Ask him."
    assert own.revision == 2
    assert other.words == words


@pytest.mark.django_db
def test_words_leave_every_notice_and_the_mail_that_waits(author, bob, alice):
    proposal = ProposalFactory(title=f"Flats at {ADDRESS}", author=author)
    other = ProposalFactory()
    tell(people=[alice], thing=other, event="proposal-merged", facts={"old": proposal.title})
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    notice = alice.notices.get()

    redact(actor=bob, target=proposal, phrase=ADDRESS, reason="A home address.")

    assert send_digest.func(alice.pk, [notice.pk]) == 1
    sent = mail.outbox[-1]
    assert "[removed]" in sent.body
    assert "Quay" not in sent.subject + sent.body + str(sent.alternatives)


@pytest.mark.django_db
def test_other_texts_with_the_same_words_are_offered_and_go_when_they_are_marked(author, bob, log_in):
    first = comment_on_proposal(author=author, text=f"He lives at {ADDRESS}.")
    reply = comment_on_proposal(text="At 12 quay  street!")
    fine = ProposalFactory(title="A bench at 12 Quay Street")
    client, address = log_in(bob), reverse("moderation:redact", args=["comment", first.pk])
    typed = {"phrase": ADDRESS, "reason": "A home address."}

    asked = client.post(address, typed).content.decode()

    assert f'value="comment:{reply.pk}"' in asked
    assert f'value="proposal:{fine.pk}"' in asked
    first.refresh_from_db()
    assert ADDRESS in first.text
    client.post(address, typed | {"seen_others": "1", "also": [f"comment:{reply.pk}", "comment:999999"]})
    for each in (first, reply, fine):
        each.refresh_from_db()
    assert "uay" not in first.text + reply.text
    assert fine.title == "A bench at 12 Quay Street"


@pytest.mark.django_db
def test_the_log_of_decisions_holds_no_words_that_may_have_to_go(author, bob):
    comment = comment_on_proposal(author=author, text=ADDRESS)
    reason = f"{ADDRESS} is private."
    decision = decide(actor=bob, target=comment, verdict="hide", rule=house_rule(), reason=reason)

    event = AuditEvent.objects.get(verb="hide_content")
    assert "Quay" not in event.reason + event.said + str(event.facts)
    assert event.facts["decision"] == decision.pk


@pytest.mark.django_db
def test_copies_of_pages_for_visitors_go_with_the_words(
    author, bob, client, settings, django_capture_on_commit_callbacks
):
    settings.VISITOR_SECONDS = 60
    proposal = ProposalFactory(author=author, what=f"Knock at {ADDRESS}.")
    assert "Quay" in client.get(proposal.get_absolute_url()).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        redact(actor=bob, target=proposal, phrase=ADDRESS, reason="A home address.")

    assert "Quay" not in client.get(proposal.get_absolute_url()).content.decode()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_open_page_is_told_and_what_it_reads_then_has_no_phrase(bob, client):
    proposal = ProposalFactory(what=f"Knock at {ADDRESS}.")
    comment = CommentFactory(thread=proposal.thread, text=f"He lives at {ADDRESS}.")
    topic = f"thread:{proposal.thread_id}"
    with serving() as port, page_socket(port, tickets.issue([topic], None)) as page:
        assert next_frames(page)[topic]["value"]["redactions"] == 0
        redact(actor=bob, target=comment, phrase=ADDRESS, reason="A home address.")
        assert next_frames(page)[topic]["value"]["redactions"] == 1
        read = client.get(proposal.get_absolute_url()).content.decode()
        assert f'id="comment-{comment.pk}" data-words' in read
        assert "lives at 12" not in read
        redact(actor=bob, target=proposal, phrase=ADDRESS, reason="A home address.")
        assert next_frames(page)[topic]["value"]["redactions"] == 2
    assert "Quay" not in client.get(proposal.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_words_leave_a_proposal_its_versions_and_the_search(author, bob, client):
    proposal = ProposalFactory(author=author, what=f"Knock at {ADDRESS}.")
    change_proposal(editor=author, proposal=proposal, base=1, what=f"Ring at {ADDRESS}.")

    redact(actor=bob, target=proposal, phrase=ADDRESS, reason="A home address.")

    proposal.refresh_from_db()
    kept = proposal.what + "".join(version.what for version in proposal.versions.all())
    assert "Quay" not in kept
    assert proposal.title not in client.get(reverse("search"), {"q": "Quay Street"}).content.decode()
    page = client.get(reverse("proposal_versions", args=[proposal.pk])).content.decode()
    assert "Quay Street" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["alice", "charlie", "carol", "fiona", "audrey", "author"])
def test_redaction_is_for_facilitators(who, author, request):
    comment = comment_on_proposal(author=author, text=ADDRESS)

    with pytest.raises(PermissionDenied):
        redact(actor=request.getfixturevalue(who), target=comment, phrase=ADDRESS, reason="Private.")

    comment.refresh_from_db()
    assert comment.text == ADDRESS


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("phrase", "reason", "field"),
    [("ab", "Private.", "phrase"), (ADDRESS, " ", "reason"), (ADDRESS, f"It is {ADDRESS}.", "reason")],
)
def test_unfit_redaction_names_the_field_and_changes_nothing(phrase, reason, field, bob):
    comment = comment_on_proposal(text=ADDRESS)

    with pytest.raises(ValidationError) as refused:
        redact(actor=bob, target=comment, phrase=phrase, reason=reason)

    assert list(refused.value.message_dict) == [field]
    comment.refresh_from_db()
    assert comment.text == ADDRESS


@pytest.mark.django_db
def test_facilitator_redacts_at_the_desk(bob, audrey, log_in):
    comment = comment_on_proposal(text=f"He lives at {ADDRESS}.")
    address = reverse("moderation:redact", args=["comment", comment.pk])
    client = log_in(bob)
    assert address in client.get(reverse("moderation:desk", args=["comment", comment.pk])).content.decode()
    missed = client.post(address, {"phrase": "13 Quay Street", "reason": "Private."})
    assert missed.context["form"].errors["phrase"]
    log_in(audrey).post(address, {"phrase": ADDRESS, "reason": "Private."})
    comment.refresh_from_db()
    assert ADDRESS in comment.text

    client.post(address, {"phrase": ADDRESS, "reason": "A home address."})

    comment.refresh_from_db()
    assert ADDRESS not in comment.text
