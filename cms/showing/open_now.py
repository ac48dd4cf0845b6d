"""What residents can do now: ballots, proposing, polls, pledging; the most money first in each."""

from django.utils.translation import gettext as _

from cms.showing.campaigns import open_campaigns
from cms.showing.cards import Decision
from cms.showing.polls import open_polls
from cms.showing.rounds import open_rounds
from participation.processes.models import Phase, Process
from participation.when import deadline_words, until_words


def decisions() -> list[Decision]:
    """One card per open phase or campaign, the biggest first."""
    return sorted(
        [*open_rounds(), *_open_for_proposals(), *open_polls(), *open_campaigns()],
        key=lambda card: card.size,
        reverse=True,
    )


def process_card(process: Process | None) -> dict | None:
    """A process with its open phase, or None when it is gone or not published."""
    if process is None or not process.is_published:
        return None
    phase = process.phases.open().first()
    return {
        "title": process.title,
        "href": process.get_absolute_url(),
        "purpose": process.purpose,
        "phase": phase.title if phase else "",
        "end": phase.end if phase else None,
        "deadline": deadline_words(phase.end) if phase else "",
    }


def _open_for_proposals() -> list[Decision]:
    phases = (
        Phase.objects.open()
        .of_kind(Phase.Kind.PROPOSE)
        .filter(process__in=Process.objects.published())
        .select_related("process")
    )
    return [
        Decision(
            phase=_("Ideas are open"),
            title=phase.process.title,
            href=phase.process.get_absolute_url(),
            verb=_("Propose or support an idea"),
            purpose=phase.process.purpose,
            end=phase.end,
            deadline=until_words(phase.end),
            size=(2, 0),
        )
        for phase in phases
    ]
