"""Polls that people answer now: how long is left, the turnout, and what everyone may see of the tally."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cms.showing.cards import Decision
from participation.live.topics import topic_of
from participation.votes.models import Poll
from participation.votes.page import public_results
from participation.when import until_words

# The first page shows the polls that close first; a link leads to the others.
ON_HOME = 3


@dataclass(frozen=True)
class PollCard:
    """`topic` moves the turnout, `topics` all numbers; `results` is empty while not everyone sees them."""

    poll: Any
    topic: str
    topics: list[str]
    turnout: int
    results: dict[str, Any] | None
    visibility: str


def open_polls() -> list[Decision]:
    """Polls that are open by the database clock, in one query."""
    polls = Poll.objects.public().open().with_turnout().order_by("closes_at", "pk")
    return [
        Decision(
            phase=_("A poll is open"),
            title=poll.question,
            href=poll.get_absolute_url(),
            verb=_("Answer the statements") if poll.kind == Poll.Kind.STATEMENTS else _("Answer the poll"),
            purpose=poll.words.split("\n", maxsplit=1)[0],
            end=poll.closes_at,
            deadline=until_words(poll.closes_at),
            turnout=f"{poll.voters:,}",
            turnout_label=_("Have voted"),
            topic=topic_of(poll),
            size=(1, 0),
        )
        for poll in polls[:ON_HOME]
    ]


def poll_card(poll: Poll | None) -> PollCard | None:
    """One poll with its tally; None when it is gone or not public. Fixed queries."""
    found = Poll.objects.public().with_state().filter(pk=poll.pk).first() if poll is not None else None
    if found is None:
        return None
    facts = public_results(found)
    topic = topic_of(found)
    return PollCard(
        found, topic, [topic, *facts["live"]], facts["turnout"], facts["results"], facts["visibility"]
    )
