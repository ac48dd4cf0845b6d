"""One queue: what readers report, what the site raises, and what waits to be read first."""

import pytest
from django.urls import reverse

from participation.clock import database_now
from participation.debate.actions import set_thread_mode, write_comment
from participation.models import Comment, Decision, Report, Statement, WatchList
from participation.moderation.actions import decide, report
from tests.factories.polls import PollFactory
from tests.factories.talk import CommentFactory, ProposalFactory, ThreadFactory, house_rule
from tests.participation.moderation.test_reports import comment_on_proposal

pytestmark = pytest.mark.django_db
QUEUE = "/admin/moderation/"


@pytest.fixture
def thread(bob):
    found = ProposalFactory().thread
    until = database_now().replace(year=database_now().year + 1)
    set_thread_mode(actor=bob, thread=found, mode="hold", until=until, reason="It is loud.")
    return found


@pytest.fixture
def held(thread, charlie):
    above = CommentFactory(thread=thread, text="Who needs trees?")
    return write_comment(author=charlie, thread=thread, text="My first", parent=above)


def test_what_waits_stands_in_the_queue_with_what_was_reported_and_raised(log_in, bob, alice, held):
    report(reporter=alice, target=comment_on_proposal(text="You fools"), reason="abuse")
    write_comment(author=alice, thread=ProposalFactory().thread, text="https://a.example " * 3)
    client = log_in(bob)

    def titles(show):
        return [row["title"] for row in client.get(QUEUE, {"show": show}).context["rows"]]

    assert len(titles("")) == len(titles("nonsense")) == 3
    assert titles("new") == ["Comment: My first"]
    assert titles("people") == ["Comment: You fools"]
    assert titles("site")[0].startswith("Comment: https")
    page = client.get(QUEUE).content.decode()
    assert "Raised by the site: It has many links (3)" in page


def test_one_button_lets_a_waiting_comment_through(log_in, bob, held, charlie):
    client = log_in(bob)
    assert "Let everyone read it" in client.get(QUEUE).content.decode()

    client.post(QUEUE, {"through": f"comment:{held.pk}"})

    assert Comment.objects.visible().filter(pk=held.pk).exists()
    assert charlie.notices.filter(event="comment-released").exists()
    assert not Report.objects.open().exists()
    again = client.post(QUEUE, {"through": f"comment:{held.pk}"}, follow=True)
    assert "someone else was faster" in again.content.decode()
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("who", ["alice", "charlie", "carol", "fiona", "audrey"])
def test_others_let_nothing_through(request, log_in, held, who):
    log_in(request.getfixturevalue(who)).post(QUEUE, {"through": f"comment:{held.pk}"})

    assert Comment.objects.held().exists()


def test_desk_shows_what_a_waiting_comment_answers_the_author_and_the_rules(log_in, bob, held, charlie):
    other = comment_on_proposal(author=charlie)
    decide(actor=bob, target=other, verdict="hide", rule=house_rule(), reason="It mocked a neighbour.")
    client = log_in(bob)

    page = client.get(reverse("moderation:desk", args=["comment", held.pk])).content.decode()

    assert "Who needs trees?" in page
    assert "It mocked a neighbour." in page
    assert house_rule().words in page
    assert "Let everyone read it" in page
    assert "1 earlier decision against its author" in client.get(QUEUE).content.decode()
    desk = reverse("moderation:desk", args=["comment", held.pk])
    client.post(desk, {"verdict": "keep", "reason": "It can stand.", "seen": 0})
    assert Comment.objects.visible().filter(pk=held.pk).exists()


def test_waiting_statement_is_shown_from_the_queue(log_in, bob, charlie):
    poll = PollFactory(kind="statements", options=())
    statement = Statement.objects.create(
        poll=poll, thread=ThreadFactory(), author=charlie, text="More trees", held=True
    )
    Report.objects.create(target=statement, source="machine", reason="held")

    log_in(bob).post(QUEUE, {"through": f"statement:{statement.pk}"})

    statement.refresh_from_db()
    assert not statement.held


def test_officer_writes_the_words_to_look_out_for_and_facilitators_read_them(log_in, bob, carol, charlie):
    address = reverse("moderation:words")
    log_in(carol).post(address, {"words": "blockhead"})
    assert WatchList.current().phrases == ["blockhead"]
    facilitator = log_in(bob)
    assert "blockhead" in facilitator.get(address).content.decode()
    assert facilitator.post(address, {"words": ""}).status_code in (302, 403)
    assert log_in(charlie).get(address).status_code in (302, 403)
    assert WatchList.current().phrases == ["blockhead"]
