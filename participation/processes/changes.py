"""How officers correct the words of a process and publish it. Times change by extending a phase alone."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.clock import database_now
from participation.processes.models import Process
from participation.processes.rules import may_create_process

WORDS = frozenset(
    (
        *("title", "purpose", "intro", "rules", "area", "supports_needed"),
        *("supports_bring", "support_cap", "check_first", "material_cost_share"),
    )
)


@transaction.atomic
def change_process(*, actor: User, process: Process, **changes: Any) -> Process:
    """Change fields of WORDS. Raises PermissionDenied, and ValidationError naming the field."""
    process = _locked(actor, process)
    unknown = changes.keys() - WORDS
    if unknown:
        raise TypeError(f"a process's {sorted(unknown)[0]} is not changed by this act")
    for name, value in changes.items():
        setattr(process, name, value)
    process.full_clean()
    process.save(update_fields=list(changes))
    facts = {"fields": sorted(changes)}
    record(verb="change_process", actor=actor, acting_as=OFFICER, target=process, facts=facts)
    return process


@transaction.atomic
def publish_process(*, actor: User, process: Process) -> Process:
    """Show it to everyone from now on. Raises PermissionDenied, and ValidationError when it already is."""
    process = _locked(actor, process)
    if process.is_published:
        raise ValidationError(_("This process is published already."))
    process.published_at = database_now()
    process.save(update_fields=["published_at"])
    record(verb="publish_process", actor=actor, acting_as=OFFICER, target=process)
    return process


def _locked(actor: User, process: Process) -> Process:
    if not may_create_process(actor):
        raise PermissionDenied(_("Only officers of the council change a process."))
    return Process.objects.select_for_update(of=("self",)).get(pk=process.pk)
