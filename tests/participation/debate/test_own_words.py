"""Changing, taking back and taking out the words of a comment."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from participation.clock import database_now
from participation.debate.actions import edit_comment, remove_comment, write_comment
from participation.kinds import registry
from participation.models import AuditEvent, Comment, CommentVersion, Thread
from participation.moderation.actions import report
from tests.factories.talk import CommentFactory, ProposalFactory, close_phases

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(alice):
    """Written by alice an hour ago."""
    return CommentFactory(
        thread=ProposalFactory().thread,
        author=alice,
        text="Two benches by the quay",
        written_at=database_now() - timedelta(hours=1),
    )


def age(comment, **past) -> None:
    Comment.objects.filter(pk=comment.pk).update(written_at=database_now() - timedelta(**past))


def test_slip_mended_at_once_leaves_no_trace(alice, comment):
    fresh = write_comment(author=alice, thread=comment.thread, text="Tow benches")
    fresh = edit_comment(author=alice, comment=fresh, text="Two benches")
    assert (fresh.text, fresh.edited_at) == ("Two benches", None)
    assert not CommentVersion.objects.exists()


def test_change_after_a_reply_is_seen_even_at_once(alice, charlie, comment):
    fresh = write_comment(author=alice, thread=comment.thread, text="I am for it")
    write_comment(author=charlie, thread=comment.thread, text="Me too", parent=fresh)
    assert edit_comment(author=alice, comment=fresh, text="I am against it").edited_at is not None
    assert fresh.versions.get().text == "I am for it"


@pytest.mark.parametrize(("seconds", "kept"), [(290, 0), (301, 1)])
def test_five_minutes_are_for_slips(alice, comment, seconds, kept):
    age(comment, seconds=seconds)
    edit_comment(author=alice, comment=comment, text="Three benches")
    assert comment.versions.count() == kept


def test_later_change_shows_what_was_said_before(log_in, client, alice, comment):
    answer = log_in(alice).post(f"/comments/{comment.pk}/edit/", {"text": "Three <b>benches</b> by the quay"})
    assert answer.url == f"/comments/{comment.pk}/"
    page = client.get(comment.thread.proposal.get_absolute_url()).content.decode()
    assert f'href="/comments/{comment.pk}/history/"' in page
    changes = client.get(f"/comments/{comment.pk}/history/").content.decode()
    assert "Two benches </del>" in changes
    assert "Three &lt;b&gt;benches&lt;/b&gt; </ins>by the quay" in changes


def test_same_words_are_no_change(alice, comment):
    edit_comment(author=alice, comment=comment, text=comment.text)
    assert not comment.versions.exists()


@pytest.mark.parametrize("who", ["charlie", "bob", "carol", "audrey"])
def test_nobody_else_changes_or_removes_it(request, log_in, comment, who):
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        edit_comment(author=person, comment=comment, text="Mine now")
    with pytest.raises(PermissionDenied):
        remove_comment(author=person, comment=comment)
    client = log_in(person)
    for act in ("edit", "remove"):
        assert client.post(f"/comments/{comment.pk}/{act}/", {"text": "Mine now"}).status_code == 403
    comment.refresh_from_db()
    assert comment.text == "Two benches by the quay"


def test_visitor_is_led_to_log_in(client, comment):
    for act in ("edit", "remove"):
        assert "login" in client.get(f"/comments/{comment.pk}/{act}/").url


def test_closed_phase_ends_changes_but_not_taking_back(log_in, alice, comment):
    close_phases(comment.thread.proposal.process)
    answer = log_in(alice).post(f"/comments/{comment.pk}/edit/", {"text": "Too late"})
    assert answer.status_code == 403
    assert "Too late" in answer.content.decode()
    remove_comment(author=alice, comment=comment)
    assert not Comment.objects.exists()


def test_removed_comment_keeps_its_place_for_the_replies(log_in, client, alice, charlie, comment):
    CommentVersion.objects.create(comment=comment, text="What I said first")
    write_comment(author=charlie, thread=comment.thread, text="A fair point", parent=comment)
    log_in(alice).post(f"/comments/{comment.pk}/remove/")
    page = client.get(comment.thread.proposal.get_absolute_url()).content.decode()
    assert "Removed by its author." in page
    assert "A fair point" in page
    assert "Two benches" not in page
    assert not CommentVersion.objects.exists()
    assert "Two benches" not in client.get(f"/comments/{comment.pk}/replies/").content.decode()


def test_reported_or_hidden_comment_stays_until_it_is_decided(alice, charlie, comment):
    report(reporter=charlie, target=comment, reason="abuse")
    with pytest.raises(PermissionDenied, match="reported"):
        remove_comment(author=alice, comment=comment)
    registry.kind("comment").hide(comment)
    for act in (lambda: remove_comment(author=alice, comment=comment),):
        with pytest.raises(PermissionDenied, match="hid"):
            act()
    with pytest.raises(PermissionDenied, match="hid"):
        edit_comment(author=alice, comment=comment, text="Nicer")


def test_redaction_takes_a_phrase_out_of_every_version(client, alice, bob, comment):
    edit_comment(author=alice, comment=comment, text="He lives at 4  Mill Lane")
    edit_comment(author=alice, comment=comment, text="He lives somewhere")
    edit_comment(author=alice, comment=comment, text="Ask at 4 mill lane or 4 Mill Lane")
    bob.second_factor = True
    assert registry.kind("comment").redact(bob, comment, "4 Mill Lane") == 2
    address = comment.thread.proposal.get_absolute_url()
    for page in (address, f"/comments/{comment.pk}/history/", f"/comments/{comment.pk}/replies/"):
        assert "mill lane" not in client.get(page).content.decode().lower()
    assert "Ask at [removed] or [removed]" in client.get(address).content.decode()
    event = AuditEvent.objects.get()
    assert (event.verb, event.facts) == ("redact_comment", {"texts": 2})
    assert "Mill" not in str(event.facts) + event.reason


@pytest.mark.parametrize("who", ["alice", "charlie", "carol", "audrey"])
def test_only_facilitators_redact(request, comment, who):
    person = request.getfixturevalue(who)
    person.second_factor = True
    with pytest.raises(PermissionDenied):
        registry.kind("comment").redact(person, comment, "benches")


def test_redaction_needs_a_phrase(bob, comment):
    bob.second_factor = True
    with pytest.raises(ValidationError):
        registry.kind("comment").redact(bob, comment, " a ")


def test_export_holds_the_earlier_words(alice, comment):
    edit_comment(author=alice, comment=comment, text="Three benches")
    row = registry.kind("comment").export(alice)[0]
    assert row["text"] == "Three benches"
    assert [each["text"] for each in row["earlier"]] == ["Two benches by the quay"]


def test_button_pressed_twice_gives_one_comment(alice, charlie, comment):
    words = {"thread": comment.thread, "text": "Two benches, please"}
    first = write_comment(author=alice, **words)
    assert write_comment(author=alice, **words) == first
    others = [
        write_comment(author=charlie, **words),
        write_comment(author=alice, parent=comment, **words),
        write_comment(author=alice, stance=Comment.Stance.AGAINST, **words),
    ]
    age(first, minutes=2)
    others.append(write_comment(author=alice, **words))
    assert len({first.pk, *(other.pk for other in others)}) == 5


def test_second_press_in_a_slow_discussion_is_not_told_to_wait(alice, bob, comment):
    Thread.objects.filter(pk=comment.thread_id).update(
        mode=Thread.Mode.SLOW, mode_until=database_now() + timedelta(days=1), slow_minutes=5
    )
    first = write_comment(author=alice, thread=comment.thread, text="Two benches, please")
    assert write_comment(author=alice, thread=comment.thread, text="Two benches, please") == first
    with pytest.raises(ValidationError):
        write_comment(author=alice, thread=comment.thread, text="Three, then")
