"""Questions that the town talks over in their own right, one open and one closed with a summary."""

from datetime import timedelta
from typing import Any

from cms.demo import words
from cms.demo.seeding.clock import at_hour, hours_ago
from cms.demo.seeding.people import Cast
from participation.debate.actions import close_thread
from participation.models import Comment, Debate, Process, Thread

EVENING = 18


def seed_debates(process: Process, cast: Cast) -> dict[str, Debate]:
    """Opens each debate, lets people speak an hour apart, and closes those with a summary; by slug."""
    debates = {}
    for wording in words.read("debates")["debates"]:
        debate = debates[wording["slug"]] = _debate(process, wording, cast)
        for number, spoken in enumerate(wording["talk"], start=1):
            _speak(debate, spoken, wording["opened_hours_ago"] - 7 * number, cast)
        if "summary" in wording:
            close_thread(actor=cast.staff("bob"), thread=debate.thread, summary=wording["summary"])
            Thread.objects.filter(pk=debate.thread_id).update(closed_at=debate.closes_at)
    return debates


def _debate(process: Process, wording: dict[str, Any], cast: Cast) -> Debate:
    return Debate.objects.create(
        process=process,
        thread=Thread.objects.create(),
        author=cast.users[wording["by"]],
        by_council=isinstance(wording["by"], str),
        title=wording["title"],
        words=wording["words"].strip(),
        closes_at=at_hour(wording["closes_in_days"], EVENING),
        published_at=hours_ago(wording["opened_hours_ago"]),
    )


def _speak(debate: Debate, spoken: list[Any], hours: int, cast: Cast) -> None:
    stance, by, text, *replies = spoken
    at = hours_ago(hours)
    comment = Comment.objects.create(
        thread=debate.thread, author=cast.users[by], stance=stance, text=text, written_at=at
    )
    for number, (replier, answer) in enumerate(replies, start=1):
        comment = Comment.objects.create(
            thread=debate.thread,
            author=cast.users[replier],
            text=answer,
            parent=comment,
            written_at=at + timedelta(hours=number),
        )
