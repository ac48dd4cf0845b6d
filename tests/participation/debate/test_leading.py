"""How facilitators lead a discussion: slow, first comments wait, locked, closed with a summary."""

from datetime import timedelta
from itertools import count

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from participation.clock import database_now
from participation.debate.actions import (
    close_thread,
    reopen_thread,
    set_thread_mode,
    vote_helpful,
    write_comment,
)
from participation.kinds import registry
from participation.models import AuditEvent, Comment, Notice, Thread, User
from participation.moderation.actions import decide
from participation.notices.actions import follow
from tests.factories.people import UserFactory
from tests.factories.talk import CommentFactory, ProposalFactory, house_rule
from tests.races import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal():
    return ProposalFactory()


@pytest.fixture
def thread(proposal):
    return proposal.thread


@pytest.fixture
def leader(bob):
    bob.second_factor = True
    return bob


def lead(leader, thread, mode, **fields) -> Thread:
    until = database_now() + timedelta(hours=1) if mode != "open" else None
    return set_thread_mode(
        actor=leader, thread=thread, mode=mode, **{"until": until, "reason": "It got loud."} | fields
    )


@pytest.mark.parametrize("who", ["alice", "charlie", "carol", "fiona", "audrey"])
def test_only_facilitators_lead(request, log_in, thread, who):
    person = request.getfixturevalue(who)
    person.second_factor = True
    for act in (
        lambda: lead(person, thread, "locked"),
        lambda: close_thread(actor=person, thread=thread, summary="Done"),
        lambda: reopen_thread(actor=person, thread=thread, reason="Why not"),
    ):
        with pytest.raises(PermissionDenied):
            act()
    client = log_in(person)
    assert client.get(f"/threads/{thread.pk}/lead/").status_code == 403
    assert client.post(f"/threads/{thread.pk}/close/", {"summary": "Done"}).status_code == 403


def test_locked_thread_takes_nothing_until_it_ends(leader, alice, thread):
    comment = CommentFactory(thread=thread)
    lead(leader, thread, "locked")
    for act in (
        lambda: write_comment(author=alice, thread=thread, text="Let me in"),
        lambda: vote_helpful(person=alice, comment=Comment.objects.get(pk=comment.pk), helpful=True),
    ):
        with pytest.raises(PermissionDenied):
            act()
    Thread.objects.update(mode_until=database_now() - timedelta(seconds=1))
    assert write_comment(author=alice, thread=thread, text="Good morning")


def test_slow_thread_lets_each_person_write_once_in_a_while(leader, alice, charlie, thread):
    lead(leader, thread, "slow", slow_minutes=30)
    first = write_comment(author=alice, thread=thread, text="One")
    with pytest.raises(ValidationError, match="30 minutes"):
        write_comment(author=alice, thread=thread, text="Two")
    write_comment(author=charlie, thread=thread, text="Mine")
    Comment.objects.filter(pk=first.pk).update(written_at=database_now() - timedelta(minutes=30))
    write_comment(author=alice, thread=thread, text="Two")
    (
        write_comment(author=leader, thread=thread, text="Staff"),
        write_comment(author=leader, thread=thread, text="Staff again"),
    )


@pytest.mark.parametrize("mode", ["slow", "hold", "locked"])
def test_each_mode_ends_by_itself(mode, leader, alice, charlie, thread):
    """Nobody has to lift it: when its end has come, people write as before."""
    lead(leader, thread, mode, slow_minutes=30)
    if mode != "locked":
        write_comment(author=alice, thread=thread, text="One")
    Thread.objects.filter(pk=thread.pk).update(mode_until=database_now() - timedelta(seconds=1))
    thread.refresh_from_db()
    for writer, words in ((alice, "Two"), (alice, "Three"), (charlie, "Mine")):
        assert write_comment(author=writer, thread=thread, text=words).held_at is None


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_parallel_comments_do_not_pass_a_slow_thread():
    thread, person, numbers = ProposalFactory().thread, UserFactory(), count()
    Thread.objects.update(mode="slow", mode_until=database_now() + timedelta(hours=1))

    def write(number):
        try:
            write_comment(
                author=User.objects.get(pk=person.pk),
                thread=Thread.objects.get(pk=thread.pk),
                text=f"Me {next(numbers)}",
            )
        except ValidationError:
            return 0
        return 1

    assert sum(race(write, range(8))) == 1
    Thread.objects.update(mode="open", mode_until=None)
    assert sum(race(write, range(8))) == 8  # without the mode all eight come through


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_button_pressed_eight_times_at_once_gives_one_comment():
    thread, person = ProposalFactory().thread, UserFactory()

    def press(number):
        write_comment(
            author=User.objects.get(pk=person.pk), thread=Thread.objects.get(pk=thread.pk), text="Me"
        )

    race(press, range(8))
    assert thread.comments.count() == 1


def test_first_comment_of_a_new_person_waits_and_only_they_see_it(log_in, client, leader, charlie, thread):
    lead(leader, thread, "hold")
    regular = CommentFactory(thread=thread).author
    assert write_comment(author=regular, thread=thread, text="I am known").held_at is None
    answer = log_in(charlie).post(f"/threads/{thread.pk}/comments/", {"stance": "for", "text": "My first"})
    held = Comment.objects.get(text="My first")
    assert answer.status_code == 302
    address = thread.proposal.get_absolute_url()
    assert "My first" not in client.get(address).content.decode()
    assert client.get(held.get_absolute_url()).status_code == 404
    assert "My first" in log_in(charlie).get(address).content.decode()
    assert registry.kind("thread").live(thread.pk)[0]["comments"] == 2
    decide(actor=leader, target=held, verdict="keep", reason="It can stand.")
    assert "My first" in client.get(address).content.decode()
    assert Notice.objects.get(person=charlie).event == "comment-released"
    with pytest.raises(ValidationError, match="someone else was faster"):
        decide(actor=leader, target=held, verdict="keep", reason="It can stand.")


def test_waiting_comment_that_is_hidden_never_shows(client, leader, charlie, thread):
    lead(leader, thread, "hold")
    held = write_comment(author=charlie, thread=thread, text="Rude words")
    decide(actor=leader, target=held, verdict="hide", rule=house_rule(), reason="It insults someone.")
    page = client.get(thread.proposal.get_absolute_url()).content.decode()
    assert "A facilitator hid" not in page
    assert not Comment.objects.held().exists()


@pytest.mark.parametrize("who", ["alice", "carol", "audrey"])
def test_only_facilitators_let_comments_through(request, leader, charlie, thread, who):
    lead(leader, thread, "hold")
    held = write_comment(author=charlie, thread=thread, text="My first")
    with pytest.raises(PermissionDenied):
        decide(actor=request.getfixturevalue(who), target=held, verdict="keep", reason="Yes.")


def test_mode_needs_an_end_to_come_and_a_reason(leader, thread):
    for fields in ({"until": None}, {"until": database_now()}, {"reason": " "}, {"slow_minutes": 0}):
        with pytest.raises(ValidationError):
            lead(leader, thread, "slow", **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Thread.objects.update(mode="locked")


def test_facilitator_leads_from_the_page(log_in, client, bob, thread):
    address, facilitator = f"/threads/{thread.pk}/lead/", log_in(bob)
    assert address in facilitator.get(thread.proposal.get_absolute_url()).content.decode()
    assert address not in client.get(thread.proposal.get_absolute_url()).content.decode()
    assert facilitator.get(address).status_code == 200
    data = {"mode": "slow", "mode_until": "2099-01-01T12:00", "slow_minutes": "15", "reason": "Loud"}
    wrong = facilitator.post(f"/threads/{thread.pk}/mode/", data | {"mode_until": "2001-01-01T12:00"})
    assert wrong.status_code == 422
    facilitator.post(f"/threads/{thread.pk}/mode/", data)
    thread.refresh_from_db()
    assert (thread.mode, thread.slow_minutes) == ("slow", 15)
    assert "15 minutes" in client.get(thread.proposal.get_absolute_url()).content.decode()
    event = AuditEvent.objects.get()
    assert (event.verb, event.said, event.facts["mode"]) == ("set_thread_mode", "Loud", "slow")


def test_summary_closes_the_discussion_and_tells_followers(log_in, client, leader, alice, thread):
    proposal = thread.proposal
    follow(user=alice, thing=proposal)
    log_in(leader).post(f"/threads/{thread.pk}/close/", {"summary": "Most want <b>two</b> benches."})
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert "Most want &lt;b&gt;two&lt;/b&gt; benches." in page
    with pytest.raises(PermissionDenied, match="summary"):
        write_comment(author=alice, thread=thread, text="One more thing")
    assert Notice.objects.get(person=alice).event == "discussion-closed"
    reopen_thread(actor=leader, thread=thread, reason="New facts")
    assert write_comment(author=alice, thread=Thread.objects.get(pk=thread.pk), text="One more thing")
    assert "Most want" not in client.get(proposal.get_absolute_url()).content.decode()
    assert [each.verb for each in AuditEvent.objects.order_by("sequence")] == [
        "close_thread",
        "reopen_thread",
    ]


def test_closing_needs_a_summary(leader, thread):
    with pytest.raises(ValidationError):
        close_thread(actor=leader, thread=thread, summary=" ")
    with pytest.raises(IntegrityError), transaction.atomic():
        Thread.objects.update(closed_at=database_now())


def test_live_numbers_of_a_thread_come_in_one_query(django_assert_num_queries, thread):
    top = CommentFactory(thread=thread, stance="against")
    CommentFactory(thread=thread, parent=top, stance="neutral")
    CommentFactory(thread=thread, hidden_at=database_now())
    with django_assert_num_queries(1):
        value, _version = registry.kind("thread").live(thread.pk)
    assert value == {"comments": 2, "for": 0, "against": 1, "neutral": 0, "redactions": 0}
    assert registry.kind("thread").live(999_999) is None
