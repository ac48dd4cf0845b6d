"""A threat is escalated: what was said is kept apart, for officers alone and for a declared time."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.urls import reverse

from participation.clock import database_now
from participation.debate.actions import edit_comment
from participation.models import AuditEvent, Comment, CommentVersion, Evidence, EvidenceAct
from participation.moderation import threats
from participation.moderation.actions import decide
from participation.moderation.evidence import KEPT_FOR
from participation.moderation.redacting import redact
from tests.factories.people import UserFactory
from tests.factories.talk import house_rule
from tests.participation.moderation.test_reports import comment_on_proposal

WORDS = "I know where you live, 12 Quay Street, and I come tonight."
ACTS = (
    threats.note_threat,
    threats.pass_threat,
    threats.hold_threat,
    threats.lift_hold,
    threats.close_threat,
)


@pytest.fixture
def otto(db):
    return UserFactory(display_name="Otto", email="otto@example.org")


@pytest.fixture
def comment(otto):
    made = comment_on_proposal(author=otto, text=WORDS)
    CommentVersion.objects.create(comment=made, text="I come tonight.")
    return made


@pytest.fixture
def evidence(bob, comment):
    return threats.escalate(actor=bob, target=comment, why="He names her house.")


def let_time_pass(evidence) -> Evidence:
    """The same row as if its time were over: a new one, since nobody changes the old."""
    fields = ("target_type_id", "target_id", "content", "why", "taken_by_number")
    old = {name: getattr(evidence, name) for name in fields}
    return Evidence.objects.create(**old, digest="0" * 64, delete_after=database_now() - timedelta(seconds=5))


@pytest.mark.django_db
def test_evidence_outlives_redaction_hiding_and_erasure(evidence, comment, otto, bob):
    redact(actor=bob, target=comment, phrase="12 Quay Street", reason="A home address.")
    decide(actor=bob, target=comment, verdict="hide", rule=house_rule(), reason="It threatens.")
    Comment.objects.filter(pk=comment.pk).delete()
    otto.delete()

    kept = Evidence.objects.get()
    assert kept.facts["words"] == WORDS
    assert kept.facts["earlier_versions"] == ["I come tonight."]
    assert (kept.facts["version"], kept.facts["author_name"]) == (2, "Otto")
    assert kept.facts["place"][0].startswith("A bench by the water")
    assert kept.digest == threats.digest_of(kept.content)
    event = AuditEvent.objects.get(verb="escalate_threat")
    assert (event.actor_id, event.facts) == (bob.pk, {"digest": kept.digest})
    assert "Quay Street" not in str(list(AuditEvent.objects.values()))


@pytest.mark.django_db
@pytest.mark.parametrize("change", [lambda row: row.save(), lambda row: row.delete()])
def test_database_neither_changes_nor_loses_evidence(evidence, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        change(evidence)
    assert Evidence.objects.get().content == evidence.content


@pytest.mark.django_db
def test_same_words_are_kept_once_and_new_ones_again(evidence, comment, bob, otto):
    with pytest.raises(ValidationError, match="have these words"):
        threats.escalate(actor=bob, target=comment, why="Again.")
    edit_comment(author=otto, comment=comment, text="Tomorrow, then.")
    assert threats.escalate(actor=bob, target=comment, why="Again.").facts["words"] == "Tomorrow, then."


@pytest.mark.django_db
def test_a_reason_is_needed(comment, bob):
    with pytest.raises(ValidationError) as refused:
        threats.escalate(actor=bob, target=comment, why=" ")
    assert list(refused.value.message_dict) == ["why"]


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["alice", "charlie", "otto", "carol", "fiona", "audrey"])
def test_facilitators_escalate(who, comment, request):
    with pytest.raises(PermissionDenied):
        threats.escalate(actor=request.getfixturevalue(who), target=comment, why="Look.")
    assert not Evidence.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["alice", "charlie", "bob", "fiona", "audrey"])
def test_officers_alone_act_on_a_threat(who, evidence, request):
    actor = request.getfixturevalue(who)
    for act in ACTS:
        with pytest.raises(PermissionDenied):
            act(actor=actor, evidence=evidence, words="Done.")
    with pytest.raises(PermissionDenied):
        threats.export_threat(actor=actor, evidence=evidence)
    assert not EvidenceAct.objects.exists()


@pytest.mark.django_db
def test_officers_act_in_words_and_the_log_says_what_not_the_words(evidence, carol):
    for act in ACTS:
        act(actor=carol, evidence=evidence, words="Given to PC Bright.")
        with pytest.raises(ValidationError):
            act(actor=carol, evidence=evidence, words=" ")

    verbs = list(AuditEvent.objects.filter(actor_id=carol.pk).values_list("verb", flat=True))
    assert sorted(verbs) == ["close_threat", "hold_threat", "lift_hold", "note_threat", "pass_threat"]
    assert "Bright" not in str(list(AuditEvent.objects.values()))


@pytest.mark.django_db
def test_tick_deletes_evidence_after_its_time_unless_it_is_held(evidence, carol):
    over = let_time_pass(evidence)
    threats.hold_threat(actor=carol, evidence=over, words="The court asks.")
    call_command("tick", verbosity=0)
    assert Evidence.objects.count() == 2

    threats.lift_hold(actor=carol, evidence=over, words="The court has it.")
    call_command("tick", verbosity=0)

    assert Evidence.objects.get() == evidence
    assert evidence.delete_after > database_now() + KEPT_FOR - timedelta(hours=1)
    assert AuditEvent.objects.get(verb="forget_threats").facts == {"evidence": 1}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_every_officer_is_called_by_a_mail_without_the_words(comment, bob, carol, dave, audrey):
    threats.escalate(actor=bob, target=comment, why="He names her house.")
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)

    assert {to for each in mail.outbox for to in each.to} == {carol.email, dave.email}
    said = " ".join(each.subject + each.body for each in mail.outbox)
    assert "Quay" not in said
    assert reverse("threats:threat", args=[Evidence.objects.get().pk]) in said


@pytest.mark.django_db
def test_facilitator_calls_the_officers_at_the_desk_and_an_officer_passes_it_on(
    comment, bob, carol, audrey, log_in
):
    facilitator, officer, auditor = log_in(bob), log_in(carol), log_in(audrey)
    escalate = reverse("moderation:escalate", args=["comment", comment.pk])
    desk = reverse("moderation:desk", args=["comment", comment.pk])
    assert escalate in facilitator.get(desk).content.decode()
    assert auditor.post(escalate, {"why": "Look."}).status_code in (302, 403)
    facilitator.post(escalate, {"why": "He names her house."})
    assert "The officers were called" in facilitator.get(desk).content.decode()

    threat = reverse("threats:threat", args=[Evidence.objects.get().pk])
    listed = reverse("threats:index")
    assert WORDS[:30] in officer.get(listed).content.decode()
    assert WORDS in officer.get(threat).content.decode()
    officer.post(threat, {"act": "passed", "words": "Given to PC Bright."})
    assert "Passed to the police" in officer.get(listed).content.decode()
    for address in (listed, threat):
        assert facilitator.get(address).status_code in (302, 403)
        page = auditor.get(address).content.decode()
        assert "Passed to the police" in page
        assert "Quay Street" not in page
    auditor.post(threat, {"act": "note", "words": "I was here."})
    assert EvidenceAct.objects.count() == 1


@pytest.mark.django_db
def test_officer_downloads_one_file_whose_hash_can_be_checked(evidence, carol, audrey, log_in):
    address = reverse("threats:export", args=[evidence.pk])
    assert log_in(audrey).post(address).status_code in (302, 403)
    answer = log_in(carol).post(address)

    file = json.loads(answer.content)
    assert threats.digest_of(file["content"]) == file["digest"] == evidence.digest
    assert json.loads(file["content"])["words"] == WORDS
    assert "attachment" in answer["Content-Disposition"]
    assert AuditEvent.objects.filter(verb="export_threat", actor_id=carol.pk).exists()
    assert log_in(carol).get(address).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 20])
def test_list_asks_as_often_for_one_as_for_many(count, bob, carol, log_in, django_assert_max_num_queries):
    for _each in range(count):
        threats.escalate(actor=bob, target=comment_on_proposal(text="I come."), why="Look.")
    client = log_in(carol)
    client.get(reverse("threats:index"))
    with django_assert_max_num_queries(16):
        client.get(reverse("threats:index"))


@pytest.mark.django_db
def test_dashboard_shows_a_threat_until_it_is_passed_on_or_closed(evidence, bob, carol, log_in):
    officer = log_in(carol)
    assert "threat waits for an officer" in officer.get("/admin/").content.decode()
    assert "threat waits" not in log_in(bob).get("/admin/").content.decode()
    threats.note_threat(actor=carol, evidence=evidence, words="I rang her.")
    assert "threat waits for an officer" in officer.get("/admin/").content.decode()
    threats.pass_threat(actor=carol, evidence=evidence, words="To the police, number 12.")
    assert "threat waits" not in officer.get("/admin/").content.decode()
