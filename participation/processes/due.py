"""What falls due: followers are told, once each, that a phase opened and that one ends soon."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q

from participation.clock import database_now
from participation.notices.actions import tell_followers
from participation.processes.kind import phase_facts
from participation.processes.models import Phase

# How long before its end people hear that a phase ends; only phases in which residents do something.
ENDS_SOON = timedelta(days=2)
FOR_RESIDENTS = (Phase.Kind.PROPOSE, Phase.Kind.BALLOT, Phase.Kind.PLEDGE)


def run_due() -> str:
    now = database_now()
    running = Phase.objects.filter(start__lte=now, end__gt=now, process__published_at__lte=now)
    opened = running.filter(opening_told_at__isnull=True)
    ending = running.filter(Q(ending_told_at__isnull=True), end__lte=now + ENDS_SOON, kind__in=FOR_RESIDENTS)
    # One that opens and ends within two days is told of once.
    told = sum(map(partial(_tell, "phase-opens", now), opened.values_list("pk", flat=True)))
    told += sum(map(partial(_tell, "phase-ends-soon", now), ending.values_list("pk", flat=True)))
    return f"{told} phases told of" if told else ""


@transaction.atomic
def _tell(event: str, now: datetime, pk: int) -> bool:
    """Under the lock of the phase, so that of two clocks one tells."""
    phase = Phase.objects.select_for_update().get(pk=pk)
    if event == "phase-opens" and phase.opening_told_at is None:
        phase.opening_told_at = now
        if phase.end <= now + ENDS_SOON:
            phase.ending_told_at = now
    elif event == "phase-ends-soon" and phase.ending_told_at is None:
        phase.ending_told_at = now
    else:
        return False
    phase.save(update_fields=["opening_told_at", "ending_told_at"])
    tell_followers(thing=phase.process, event=event, facts=phase_facts(phase))
    return True
