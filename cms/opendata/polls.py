"""Polls, and their numbers where everyone may see them."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Router, Schema
from ninja.pagination import paginate

from cms.opendata.pages_of_rows import LimitOffset
from participation.votes.eligibility import rule_in_words
from participation.votes.models import Poll, Statement
from participation.votes.rules import may_see_results
from participation.votes.tallies import numbers_of

router = Router()


class PollOut(Schema):
    id: int
    question: str
    kind: str
    process: str | None
    who: str
    opens_at: datetime
    closes_at: datetime
    counted_at: datetime | None
    address: str

    @staticmethod
    def resolve_process(poll: Poll) -> str | None:
        return poll.process.slug if poll.process else None

    @staticmethod
    def resolve_who(poll: Poll) -> str:
        return rule_in_words(poll)

    @staticmethod
    def resolve_address(poll: Poll) -> str:
        return poll.get_absolute_url()


class GivenOut(Schema):
    """`value`: 1 chosen, a place, points; of statements 1 agree, -1 disagree, 0 pass."""

    title: str
    value: int
    votes: int


class TallyOut(Schema):
    poll: int
    final: bool
    turnout: int
    given: list[GivenOut]
    winners: list[str]
    lines: str | None


def shown():
    polls = Poll.objects.public().select_related("process").prefetch_related("areas")
    return polls.order_by("-opens_at", "-pk")


@router.get("", response=list[PollOut], summary="All published polls, newest first")
@paginate(LimitOffset)
def list_polls(request: HttpRequest, process: str = ""):
    """Filter by the slug of a process."""
    return shown().filter(process__slug=process) if process else shown()


@router.get("/{int:pk}", response=PollOut, summary="One poll")
def one_poll(request: HttpRequest, pk: int):
    return get_object_or_404(shown(), pk=pk)


@router.get(
    "/{int:pk}/tally", response=TallyOut, summary="The numbers of a poll, where everyone may see them"
)
def one_tally(request: HttpRequest, pk: int):
    poll = get_object_or_404(shown(), pk=pk)
    if not may_see_results(poll, voted=False):
        raise Http404
    return _tally(poll)


def _tally(poll: Poll) -> dict[str, Any]:
    numbers, titles = numbers_of(poll), _titles(poll)
    winners = numbers.run_off.winners if numbers.run_off is not None else ()
    kept = poll.counted_at is not None and bool(poll.tally.lines)
    return {
        "poll": poll.pk,
        "final": poll.counted_at is not None,
        "turnout": numbers.turnout,
        "given": [
            {"title": title, "value": value, "votes": votes}
            for pk, title in titles.items()
            for value, votes in sorted(numbers.values.get(pk, {}).items())
        ],
        "winners": [titles[pk] for pk in winners],
        "lines": reverse("poll_lines", args=[poll.pk]) if kept else None,
    }


def _titles(poll: Poll) -> dict[int, str]:
    if poll.kind == Poll.Kind.STATEMENTS:
        return dict(Statement.objects.shown().filter(poll=poll).values_list("pk", "text"))
    return dict(poll.options.values_list("pk", "title"))
