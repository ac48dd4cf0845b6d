"""Comments and replies: who may write, what is shown, what a hidden one looks like."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from participation.clock import database_now
from participation.debate.actions import write_comment
from participation.kinds import registry
from participation.models import Comment, Decision
from tests.factories.talk import CommentFactory, ProposalFactory, ThreadFactory, close_phases

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal():
    return ProposalFactory()


def page_of(client, proposal) -> str:
    return client.get(proposal.get_absolute_url()).content.decode()


def test_anyone_logged_in_comments_and_is_read(log_in, charlie, client, proposal):
    log_in(charlie).post(
        f"/threads/{proposal.thread_id}/comments/", {"stance": "against", "text": "Too dear."}
    )
    comment = Comment.objects.get()
    assert (comment.author, comment.stance) == (charlie, "against")
    page = page_of(client, proposal)
    assert "Too dear." in page
    assert f'id="comment-{comment.pk}"' in page


def test_words_of_a_comment_are_shown_as_words(client, proposal):
    CommentFactory(thread=proposal.thread, text='<img src=x onerror="alert(1)">\n\nSecond <b>part</b>')
    page = page_of(client, proposal)
    assert "<img src=x" not in page
    assert "&lt;b&gt;part" in page


def test_visitor_logs_in_first(client, proposal):
    address = f"/threads/{proposal.thread_id}/comments/"
    assert "login" in client.get(address).url
    answer = client.post(address, {"stance": "for", "text": "My long thoughts"})
    assert answer.status_code == 403
    assert "My long thoughts" in answer.content.decode()
    assert not Comment.objects.exists()


def test_blocked_person_cannot_comment(charlie, proposal):
    charlie.blocked_at = database_now()
    with pytest.raises(PermissionDenied, match="blocked"):
        write_comment(author=charlie, thread=proposal.thread, text="x")


def test_nobody_comments_when_the_phase_is_over(log_in, alice, proposal):
    close_phases(proposal.process)
    with pytest.raises(PermissionDenied, match="closed"):
        write_comment(author=alice, thread=proposal.thread, text="x")
    answer = log_in(alice).post(
        f"/threads/{proposal.thread_id}/comments/", {"stance": "for", "text": "Late words"}
    )
    assert answer.status_code == 403
    assert "Late words" in answer.content.decode()


def test_thread_without_an_owner_takes_no_comments(alice):
    with pytest.raises(PermissionDenied):
        write_comment(author=alice, thread=ThreadFactory(), text="x")


def test_hidden_proposal_takes_no_comments(alice):
    with pytest.raises(PermissionDenied):
        write_comment(author=alice, thread=ProposalFactory(hidden_at=database_now()).thread, text="x")


def test_empty_comment_names_the_field_and_loses_nothing(log_in, alice, proposal):
    answer = log_in(alice).post(
        f"/threads/{proposal.thread_id}/comments/", {"stance": "against", "text": " "}
    )
    assert answer.status_code == 422
    assert "Write something here." in answer.content.decode()
    assert "checked" in answer.content.decode()


def test_too_long_comment_is_kept_and_refused(log_in, alice, proposal):
    long = "word " * 500
    answer = log_in(alice).post(f"/threads/{proposal.thread_id}/comments/", {"stance": "for", "text": long})
    assert answer.status_code == 422
    assert long.strip() in answer.content.decode()


def test_reply_stands_below_its_comment_and_takes_no_side(log_in, alice, proposal):
    comment = CommentFactory(thread=proposal.thread)
    client = log_in(alice)
    page = client.get(f"/threads/{proposal.thread_id}/comments/?parent={comment.pk}").content.decode()
    assert comment.text in page
    client.post(f"/threads/{proposal.thread_id}/comments/", {"parent": comment.pk, "text": "I agree."})
    reply = Comment.objects.get(parent=comment)
    assert reply.stance == "neutral"
    assert (reply.under, reply.top, reply.level) == (comment, comment, 1)


def test_third_level_takes_deeper_replies_and_says_whom_they_answer(alice, client, proposal):
    comments = [write_comment(author=alice, thread=proposal.thread, text="Level 0")]
    for depth in range(1, 5):
        parent = comments[-1]
        comments.append(
            write_comment(author=alice, thread=proposal.thread, text=f"Level {depth}", parent=parent)
        )
    assert [each.level for each in comments] == [0, 1, 2, 2, 2]
    assert {each.under for each in comments[2:]} == {comments[1]}
    soup = BeautifulSoup(page_of(client, proposal), "html.parser")
    assert len(soup.select(".talk__replies .talk__replies > li")) == 3
    answered = [each["href"] for each in soup.select(".talk__answers a")]
    assert answered == [f"/comments/{each.pk}/" for each in comments[2:4]]


def test_reply_to_a_hidden_or_foreign_comment_is_refused(alice, proposal):
    hidden = CommentFactory(thread=proposal.thread, hidden_at=database_now())
    foreign = CommentFactory(thread=ProposalFactory().thread)
    for parent in (hidden, foreign):
        with pytest.raises(ValidationError):
            write_comment(author=alice, thread=proposal.thread, text="x", parent=parent)


@pytest.mark.parametrize("asked", ["999999", "x", "-1", "9" * 5000])
def test_reply_to_nothing_is_not_found(log_in, alice, proposal, asked):
    assert log_in(alice).get(f"/threads/{proposal.thread_id}/comments/?parent={asked}").status_code == 404


def test_hidden_comment_keeps_its_place_and_tells_only_its_author_why(log_in, charlie, alice, bob, proposal):
    client = Client()
    comment = CommentFactory(thread=proposal.thread, author=charlie, text="Rude words")
    Decision.objects.create(target=comment, verdict="hide", reason="It insults someone.", decided_by=bob)
    registry.kind("comment").hide(comment)
    for who in (client, log_in(alice)):
        page = page_of(who, proposal)
        assert "A facilitator hid this comment." in page
        assert "Rude words" not in page
        assert "It insults someone." not in page
        assert who.get(comment.get_absolute_url()).status_code == 404
    for who in (charlie, bob):
        assert "It insults someone." in page_of(log_in(who), proposal)
    registry.kind("comment").restore(comment)
    assert "Rude words" in page_of(client, proposal)


def test_comment_of_someone_who_left_stays(client, proposal):
    CommentFactory(thread=proposal.thread, author=None, text="I was here")
    assert "Former resident" in page_of(client, proposal)


def test_staff_are_named_as_such(client, carol, proposal):
    CommentFactory(thread=proposal.thread, author=carol, text="It would cost less than that.")
    assert "Council officer" in page_of(client, proposal)


def test_every_comment_and_proposal_can_be_reported(client, proposal):
    comment = CommentFactory(thread=proposal.thread)
    page = page_of(client, proposal)
    assert f"/report/comment/{comment.pk}/" in page
    assert f"/report/proposal/{proposal.pk}/" in page
