"""What facilitators have on their desk and have done: reports, what waits, decisions, an appeal, a duty."""

from typing import Any

from cms.demo import words
from cms.demo.seeding.clock import hours_ago
from cms.demo.seeding.people import Cast
from participation.debate.actions import set_thread_mode, write_comment
from participation.models import (
    Appeal,
    Comment,
    Decision,
    HouseRule,
    Poll,
    Report,
    Thread,
    User,
)
from participation.moderation.actions import decide, report
from participation.moderation.appeals import make_appeal
from participation.moderation.duty import set_duty
from participation.moderation.redacting import redact
from participation.votes.actions import add_statement

# Of the older comments each fortieth was reported once, a few days apart, and stayed.
EACH_OF_PAST = 40
MOST_OF_PAST = 14
HOURS_BETWEEN_PAST = 90


def seed_moderation(threads: dict[str, Thread], polls: dict[str, Poll], cast: Cast) -> None:
    """`threads` by the slug of the idea or debate that they belong to."""
    wording = words.read("moderation")
    bob = cast.staff("bob")
    start, end = wording["duty_hours"]
    set_duty(actor=bob, person=cast.users["bob"], start=hours_ago(-start), end=hours_ago(-end))
    _past(wording["past_words"], cast)
    for talk in wording["talk"]:
        _case(talk, threads[talk["about"]], cast, bob)
    _hold_one(wording["held"], threads, cast, bob)
    taking = next(poll for poll in polls.values() if poll.hold_first)
    add_statement(
        author=_person(wording["statement"]["by"], cast), poll=taking, text=wording["statement"]["text"]
    )


def _person(key: int | str, cast: Cast) -> User:
    """As the database has them: their age on the site decides what they may do."""
    return User.objects.get(pk=cast.users[key].pk)


def _hold_one(held: dict[str, Any], threads: dict[str, Thread], cast: Cast, bob: User) -> None:
    thread = threads[held["about"]]
    until = hours_ago(-24 * held["days"])
    set_thread_mode(actor=bob, thread=thread, mode=Thread.Mode.HOLD, until=until, reason=held["why"])
    write_comment(author=_person(held["by"], cast), thread=thread, text=held["text"], hold=True)


def _case(talk: dict[str, Any], thread: Thread, cast: Cast, bob: User) -> None:
    author = _person(talk["by"], cast)
    comment = write_comment(author=author, thread=thread, text=talk["text"], stance=talk["stance"])
    Comment.objects.filter(pk=comment.pk).update(written_at=hours_ago(talk["hours_ago"]))
    Report.objects.about(comment).update(reported_at=hours_ago(talk["hours_ago"]))
    for by, reason, note, hours in talk["reports"]:
        made = report(reporter=_person(by, cast), target=comment, reason=reason, note=note)
        Report.objects.filter(pk=made.pk).update(reported_at=hours_ago(hours))
    if "redacted" in talk:
        redact(actor=bob, target=comment, phrase=talk["redacted"], reason=talk["redacted_why"])
    if "verdict" in talk:
        _decide(talk, comment, author, bob)


def _decide(talk: dict[str, Any], comment: Comment, author: User, bob: User) -> None:
    rule = HouseRule.objects.get(title=talk["rule"]) if "rule" in talk else None
    decision = decide(actor=bob, target=comment, verdict=talk["verdict"], rule=rule, reason=talk["words"])
    if "appeal" in talk:
        appeal = make_appeal(author=author, decision=decision, words=talk["appeal"])
        Appeal.objects.filter(pk=appeal.pk).update(made_at=hours_ago(talk["appealed_hours_ago"]))
    Decision.objects.filter(pk=decision.pk).update(decided_at=hours_ago(talk["decided_hours_ago"]))


def _past(reason: str, cast: Cast) -> None:
    """Rows alone, without the mail that was sent long ago."""
    comments = list(
        Comment.objects.visible().filter(parent=None).order_by("pk")[::EACH_OF_PAST][:MOST_OF_PAST]
    )
    reasons = Report.Reason.values
    for number, comment in enumerate(comments):
        hours = 100 + HOURS_BETWEEN_PAST * number
        decision = Decision.objects.create(
            target=comment,
            verdict=Decision.Verdict.KEEP,
            author_id=comment.author_id,
            reason=reason,
            decided_by=cast.users["bob"],
            decided_at=hours_ago(hours - 3 - number % 9),
        )
        Report.objects.create(
            target=comment,
            reporter=cast.users[number],
            reason=reasons[number * number % len(reasons)],
            reported_at=hours_ago(hours),
            decision=decision,
        )
