"""Reporting what others wrote, and deciding on it with a reason that its author reads."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.accounts.rules import FACILITATOR
from participation.audit.actions import record
from participation.clock import database_now
from participation.kinds import registry
from participation.moderation import rules
from participation.moderation.models import Decision, Report
from participation.moderation.tasks import tell_about_decision

REPORTS_AN_HOUR = 10


@transaction.atomic
def report(*, reporter: User, target: Any, reason: str, note: str = "") -> Report:
    """Bring `target` before the facilitators; a second report of the same reader changes their open one.

    Raises ValidationError with code "too_many" after ten new reports within an hour.
    """
    if not rules.may_report(reporter, target):
        raise PermissionDenied
    if reason not in Report.Reason.values:
        raise ValidationError({"reason": _("Choose what is wrong with it.")})
    # One report of a person at a time, so that parallel ones cannot pass the limit.
    User.objects.select_for_update().get(pk=reporter.pk)
    open_one: Report | None = Report.objects.open().about(target).filter(reporter=reporter).first()
    if open_one is not None:
        open_one.reason, open_one.note = reason, note
        open_one.save(update_fields=["reason", "note"])
        return open_one
    hour_ago = database_now() - timedelta(hours=1)
    if Report.objects.filter(reporter=reporter, reported_at__gt=hour_ago).count() >= REPORTS_AN_HOUR:
        raise ValidationError(
            _("You have reported many things in a short time. Please wait an hour."), code="too_many"
        )
    return Report.objects.create(target=target, reporter=reporter, reason=reason, note=note)


@transaction.atomic
def decide(*, actor: User, target: Any, verdict: str, reason: str) -> Decision:
    """Hide, keep or restore `target`; settles its open reports; its author gets the reason by mail.

    Raises PermissionDenied, and ValidationError naming "verdict" or "reason".
    """
    if not rules.may_decide(actor, target):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason. The author reads it.")})
    target = type(target)._default_manager.select_for_update().get(pk=target.pk)
    if verdict not in possible_verdicts(target):
        raise ValidationError({"verdict": _("This cannot be decided now: someone else was faster.")})
    decision = Decision.objects.create(target=target, verdict=verdict, reason=reason, decided_by=actor)
    Report.objects.open().about(target).update(decision=decision)
    _carry_out(target, verdict)
    transaction.on_commit(partial(tell_about_decision.enqueue, decision.pk))
    record(verb=f"{verdict}_content", actor=actor, acting_as=FACILITATOR, target=target, reason=reason)
    return decision


def possible_verdicts(target: Any) -> list[str]:
    """What can be decided about this thing as it stands."""
    if target.hidden_at is not None:
        return [Decision.Verdict.RESTORE]
    reported = Report.objects.open().about(target).exists()
    return [Decision.Verdict.HIDE, Decision.Verdict.KEEP] if reported else [Decision.Verdict.HIDE]


def _carry_out(target: Any, verdict: str) -> None:
    kind = registry.kind_of(target)
    if kind is None:
        return
    act = {"hide": kind.hide, "restore": kind.restore}.get(verdict)
    if act is not None:
        act(target)
