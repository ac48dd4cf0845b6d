"""What officers do to processes. Each act is logged with its reason."""

from collections.abc import Iterable
from datetime import datetime
from typing import NotRequired, TypedDict

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.areas.models import Area
from participation.audit.actions import record
from participation.clock import database_now
from participation.notices.actions import tell_followers
from participation.processes import rules
from participation.processes.kind import phase_facts
from participation.processes.models import Phase, PhaseExtension, Process


class PhasePlan(TypedDict):
    """One phase to be: `kind` is a Phase.Kind value; times are aware."""

    kind: str
    title: str
    start: datetime
    end: datetime
    words: NotRequired[str]


@transaction.atomic
def create_process(
    *,
    actor: User,
    title: str,
    slug: str,
    purpose: str,
    phases: Iterable[PhasePlan],
    intro: str = "",
    rules_text: str = "",
    area: Area | None = None,
    supports_needed: int = 0,
    supports_bring: str = "",
    support_cap: int | None = None,
    check_first: bool = False,
    material_cost_share: int = 20,
    published: bool = True,
) -> Process:
    """Make a process with its phases. Raises PermissionDenied, or ValidationError naming the field."""
    if not rules.may_create_process(actor):
        raise PermissionDenied(_("Only officers of the council start a process."))
    planned = list(phases)
    if not planned:
        raise ValidationError({"phases": _("A process needs at least one phase.")})
    process = Process(
        title=title,
        slug=slug,
        purpose=purpose,
        intro=intro,
        rules=rules_text,
        area=area,
        supports_needed=supports_needed,
        supports_bring=supports_bring,
        support_cap=support_cap,
        check_first=check_first,
        material_cost_share=material_cost_share,
        published_at=database_now() if published else None,
    )
    process.full_clean()
    process.save()
    for plan in planned:
        phase = Phase(process=process, **plan)
        phase.full_clean(exclude=["process"])
        phase.save()
    facts = {"phases": len(planned), "published": published}
    record(verb="create_process", actor=actor, acting_as=OFFICER, target=process, facts=facts)
    return process


@transaction.atomic
def extend_phase(*, actor: User, phase: Phase, end: datetime, reason: str) -> PhaseExtension:
    """Give a phase that has not ended more time. Everyone can read the reason on the process page."""
    phase = Phase.objects.select_for_update().get(pk=phase.pk)
    if not rules.may_extend_phase(actor, phase):
        raise PermissionDenied(_("Only officers extend a phase, and only before it ends."))
    end, reason = end.replace(microsecond=0), reason.strip()
    if end <= phase.end:
        raise ValidationError({"end": _("The new end must lie after the old one.")})
    if not reason:
        raise ValidationError({"reason": _("Give a reason: everyone can read it.")})
    extension = PhaseExtension(phase=phase, old_end=phase.end, new_end=end, reason=reason, extended_by=actor)
    extension.full_clean(exclude=["phase", "extended_by"])
    extension.save()
    phase.end, phase.ending_told_at = end, None
    phase.save(update_fields=["end", "ending_told_at"])
    tell_followers(thing=phase.process, event="phase-extended", facts=phase_facts(phase), actor=actor)
    facts = {"old_end": extension.old_end.isoformat(), "new_end": end.isoformat()}
    record(verb="extend_phase", actor=actor, acting_as=OFFICER, target=phase, reason=reason, facts=facts)
    return extension
