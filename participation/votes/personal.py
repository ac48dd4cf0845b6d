"""What becomes of votes and statements when a person is erased, and whose votes still count."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation import live
from participation.clock import DatabaseNow
from participation.kinds import personal
from participation.votes.models import Poll, Statement, Vote


def offer() -> None:
    personal.register(
        personal.Holding(
            key="polls-open",
            title=gettext_lazy("Polls that are not counted yet, in which you voted"),
            erase=erase,
            obstacles=obstacles,
            stays=stays,
            counting=counting,
        )
    )


def counting() -> QuerySet:
    """Identities with a vote: counting a poll lets go of them itself."""
    return Vote.objects.filter(identity__isnull=False).values("identity")


def obstacles(person: Any) -> Iterator[personal.Obstacle]:
    """A poll that has closed must be counted whole before votes of accounts may go."""
    waiting = Poll.objects.filter(votes__user=person, closes_at__lte=DatabaseNow()).order_by("pk")
    for poll in waiting:
        yield personal.Obstacle(
            _("“%(poll)s” has just closed, and your vote is being counted.") % {"poll": poll},
            _("Come back in a few minutes."),
            poll.get_absolute_url(),
        )


def stays(person: Any) -> Iterator[str]:
    if Statement.objects.filter(author=person).exists():
        yield _("Statements in polls stay, without your name, when people have answered or discussed them.")


def erase(person: Any, keep_words: bool) -> None:
    """A vote of an account goes with it: who registers again votes anew. One of an identity stays."""
    polls = list(Poll.objects.filter(votes__user=person))
    Vote.objects.filter(user=person).delete()
    for poll in polls:
        live.changed(f"poll:{poll.pk}")
    unanswered = Statement.objects.filter(author=person, answers=None, thread__comments=None)
    going = unanswered.filter(held=True) if keep_words else unanswered.filter(poll__counted_at=None)
    for statement in going.select_related("thread"):
        statement.delete()
        statement.thread.delete()
