"""What people hear about their own ballots."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budgeting.ballots.actions.reminding import EVENT
from participation.notices import events
from participation.when import when_words


def offer() -> None:
    events.register(
        events.Event(
            key=EVENT,
            sentence=_("“%(title)s”: something on your ballot is not cast yet. Voting ends %(end)s"),
            group=events.Group.DATES,
            worded=_end_in_words,
            leads_to=lambda facts: reverse("ballot", args=[facts["slug"]]),
        )
    )


def _end_in_words(facts: events.Facts) -> dict[str, Any]:
    return {**facts, "end": when_words(datetime.fromisoformat(str(facts["end"])))}
