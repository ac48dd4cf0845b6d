"""Facilitators decide with a reason; the author reads it; the log keeps it."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from participation.models import AuditEvent, Decision, Report
from participation.moderation.actions import decide, possible_verdicts, report
from tests.factories.people import UserFactory
from tests.factories.talk import ProposalFactory, house_rule
from tests.participation.moderation.test_reports import comment_on_proposal


@pytest.fixture
def author(db):
    return UserFactory(display_name="Otto", email="otto@example.org")


@pytest.fixture
def comment(author):
    return comment_on_proposal(author=author, text="You are all fools.")


@pytest.fixture
def reported(comment, charlie):
    report(reporter=charlie, target=comment, reason="abuse")
    return comment


@pytest.mark.django_db
def test_hide_hides_settles_and_is_audited(reported, bob):
    decision = decide(
        actor=bob, target=reported, verdict="hide", rule=house_rule(), reason="It insults readers."
    )

    reported.refresh_from_db()
    assert reported.hidden_at is not None
    assert Report.objects.get().decision == decision
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor_id, event.acting_as, event.target_id, event.facts["decision"]) == (
        "hide_content",
        bob.pk,
        "facilitator",
        str(reported.pk),
        decision.pk,
    )


@pytest.mark.django_db
def test_keep_leaves_it_and_settles(reported, bob):
    decide(actor=bob, target=reported, verdict="keep", reason="It is rude, not abuse.")

    reported.refresh_from_db()
    assert reported.hidden_at is None
    assert not Report.objects.open().exists()


@pytest.mark.django_db
def test_restore_shows_it_again(reported, bob):
    decide(actor=bob, target=reported, verdict="hide", rule=house_rule(), reason="It insults readers.")
    decide(actor=bob, target=reported, verdict="restore", reason="I was wrong.")

    reported.refresh_from_db()
    assert reported.hidden_at is None
    assert [each.verdict for each in Decision.objects.about(reported)] == ["restore", "hide"]


@pytest.mark.django_db
def test_hide_of_a_proposal(bob):
    proposal = ProposalFactory()

    decide(actor=bob, target=proposal, verdict="hide", rule=house_rule(), reason="It advertises a shop.")

    proposal.refresh_from_db()
    assert proposal.hidden_at is not None


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["charlie", "alice", "carol", "fiona", "audrey"])
@pytest.mark.parametrize("verdict", ["hide", "keep", "restore"])
def test_decisions_are_for_facilitators_alone(who, verdict, reported, request):
    with pytest.raises(PermissionDenied):
        decide(actor=request.getfixturevalue(who), target=reported, verdict=verdict, reason="No.")
    assert not Decision.objects.exists()


@pytest.mark.django_db
def test_facilitator_without_second_factor_decides_nothing(reported, bob):
    bob.second_factor = False

    with pytest.raises(PermissionDenied):
        decide(actor=bob, target=reported, verdict="hide", rule=house_rule(), reason="No.")


@pytest.mark.django_db
def test_facilitator_does_not_decide_on_their_own_words(bob, charlie):
    own = comment_on_proposal(author=bob)
    report(reporter=charlie, target=own, reason="abuse")

    with pytest.raises(PermissionDenied):
        decide(actor=bob, target=own, verdict="keep", reason="I like it.")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verdict", "reason", "field"),
    [("hide", "  ", "reason"), ("restore", "x", "verdict"), ("burn", "x", "verdict")],
)
def test_unfit_decision_names_the_field(verdict, reason, field, reported, bob):
    with pytest.raises(ValidationError) as refused:
        decide(actor=bob, target=reported, verdict=verdict, reason=reason)
    assert list(refused.value.message_dict) == [field]


@pytest.mark.django_db
def test_what_can_be_decided_depends_on_how_it_stands(comment, bob, charlie):
    assert possible_verdicts(comment) == ["hide", "edit", "rewrite"]
    report(reporter=charlie, target=comment, reason="abuse")
    assert possible_verdicts(comment) == ["hide", "keep", "edit", "rewrite"]
    decide(actor=bob, target=comment, verdict="hide", rule=house_rule(), reason="It insults.")
    comment.refresh_from_db()
    assert possible_verdicts(comment) == ["restore"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize(
    ("verdict", "told"),
    [("hide", ["charlie@example.org", "otto@example.org"]), ("keep", ["charlie@example.org"])],
)
def test_author_and_reporter_get_the_reason_by_mail(verdict, told, reported, bob, settings):
    decide(actor=bob, target=reported, verdict=verdict, rule=house_rule(), reason="It insults readers.")
    assert not mail.outbox

    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)

    assert sorted(message.to[0] for message in mail.outbox) == told
    for message in mail.outbox:
        assert "It insults readers." in message.body
        assert settings.BASE_URL in message.body
        assert "Bob" not in message.body
    assert not any("Charlie" in message.body for message in mail.outbox if message.to == ["otto@example.org"])


@pytest.mark.django_db
def test_hidden_comment_shows_its_reason_to_the_author_alone(reported, author, bob, charlie, log_in):
    decide(actor=bob, target=reported, verdict="hide", rule=house_rule(), reason="It insults readers.")
    page = reported.get_absolute_url()

    assert "It insults readers." in log_in(author).get(page, follow=True).content.decode()
    others = log_in(charlie).get(page, follow=True).content.decode()
    assert "It insults readers." not in others
    assert "You are all fools." not in others
