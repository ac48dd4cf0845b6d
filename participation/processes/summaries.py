"""Processes as cards: which phase runs, what one can do, until when. Two queries for any number."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.processes.models import Phase, Process
from participation.when import deadline_words

VERBS = {
    Phase.Kind.PROPOSE: gettext_lazy("Share and support ideas"),
    Phase.Kind.DEBATE: gettext_lazy("Join the debates"),
    Phase.Kind.REVIEW: gettext_lazy("See what is being checked"),
    Phase.Kind.BALLOT: gettext_lazy("See the projects and vote"),
    Phase.Kind.COUNT: gettext_lazy("See how the votes are counted"),
    Phase.Kind.DELIVER: gettext_lazy("Follow what is built"),
    Phase.Kind.PLEDGE: gettext_lazy("See who needs your pledge"),
}


@dataclass(frozen=True)
class Summary:
    """`phase` is the running phase that ends first, else the next one to come, else None."""

    process: Process
    phase: Phase | None
    verb: str
    end: datetime | None
    deadline: str


def summaries() -> list[Summary]:
    """Every published process: the nearest deadline first, then those to come, then the finished."""
    phases = Prefetch("phases", queryset=Phase.objects.with_state(), to_attr="known_phases")
    found = [summary(process) for process in Process.objects.published().prefetch_related(phases)]
    return sorted(found, key=_order)


def summary(process: Process) -> Summary:
    """Of a process whose `known_phases` carry their state."""
    running = [phase for phase in process.known_phases if phase.state == "now"]
    coming = [phase for phase in process.known_phases if phase.state == "future"]
    if running:
        phase = min(running, key=lambda phase: phase.end)
        return Summary(process, phase, str(VERBS[Phase.Kind(phase.kind)]), phase.end, _deadline(phase))
    coming_next = coming[0] if coming else None
    return Summary(process, coming_next, _("Read about it"), None, "")


def _deadline(phase: Phase) -> str:
    """Something closes only where residents do something; else the phase simply runs until a day."""
    if phase.kind in (Phase.Kind.PROPOSE, Phase.Kind.DEBATE, Phase.Kind.BALLOT, Phase.Kind.PLEDGE):
        return deadline_words(phase.end)
    return _("until %(day)s") % {"day": date_format(timezone.localtime(phase.end), "j F Y")}


def _order(summary: Summary) -> tuple[int, float]:
    if summary.end:
        return (0, summary.end.timestamp())
    if summary.phase:
        return (1, summary.phase.start.timestamp())
    return (2, -summary.process.pk)
