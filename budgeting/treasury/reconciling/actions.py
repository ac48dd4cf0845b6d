"""What people do about a difference: they find out what happened, and say it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.rounds.actions.checks import required_text
from budgeting.treasury import rules
from budgeting.treasury.reconciling.models import Difference
from participation.accounts.models import User
from participation.accounts.rules import FINANCE, OFFICER, has_role
from participation.audit.actions import record
from participation.clock import database_now


@transaction.atomic
def explain_difference(*, actor: User, difference: Difference, reason: str) -> Difference:
    """Close a difference with what a person found out; no money moves. It comes back if its amounts change.

    Raises PermissionDenied, and ValidationError on `reason`, or when it is resolved already.
    """
    if refusal := rules.propose_refusal(actor):
        raise PermissionDenied(refusal)
    reason = required_text(reason, "reason", _("Say what happened."))
    difference = Difference.objects.select_for_update().get(pk=difference.pk)
    if difference.resolved_at is not None:
        raise ValidationError(_("This is resolved already."), code="resolved")
    difference.how, difference.resolved_by = Difference.Rule.PERSON, actor
    difference.reason, difference.resolved_at = reason, database_now()
    difference.save(update_fields=["how", "resolved_by", "reason", "resolved_at"])
    role = FINANCE if has_role(actor, FINANCE) else OFFICER
    facts = {"difference": difference.pk, "theirs": difference.theirs, "ours": difference.ours}
    record(verb="explain_difference", actor=actor, acting_as=role, reason=reason, facts=facts)
    return difference
