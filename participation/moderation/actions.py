"""Reporting what others wrote, and deciding on it with a reason that its author reads."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.accounts.pace import count_act_of
from participation.accounts.rules import FACILITATOR
from participation.audit.actions import record
from participation.clock import database_now
from participation.kinds import registry
from participation.limits.table import REPORTS
from participation.moderation import rules
from participation.moderation.claims import refuse_if_taken
from participation.moderation.machine import count_reports
from participation.moderation.models import Claim, Decision, HouseRule, Report
from participation.moderation.tasks import tell_about_decision, tell_about_report
from participation.moderation.verdicts import (
    PAUSE_DAYS,
    check_against,
    check_verdict,
    newest_decision,
    possible_verdicts,
)
from participation.notices.actions import tell
from participation.notices.events import Facts

__all__ = ["PAUSE_DAYS", "decide", "decide_many", "newest_decision", "possible_verdicts", "report"]


@transaction.atomic
def report(*, reporter: User, target: Any, reason: str, note: str = "") -> Report:
    """Bring `target` before the facilitators; a second report of the same reader changes their open one.

    Raises TooOftenError (a ValidationError) after too many new reports.
    """
    if refusal := rules.report_refusal(reporter, target):
        raise PermissionDenied(refusal)
    if reason not in Report.Reason.values:
        raise ValidationError({"reason": _("Choose what is wrong with it.")})
    # One report of a person at a time, so that parallel ones find the open one.
    User.objects.select_for_update().get(pk=reporter.pk)
    open_one: Report | None = Report.objects.open().about(target).filter(reporter=reporter).first()
    if open_one is not None:
        open_one.reason, open_one.note = reason, note
        open_one.save(update_fields=["reason", "note"])
        return open_one
    count_act_of(reporter, REPORTS)
    made: Report = Report.objects.create(target=target, reporter=reporter, reason=reason, note=note)
    count_reports(target)
    # Those who look at it hear of a thing once, not of each report about it.
    if Report.objects.open().by_people().about(target).count() == 1:
        transaction.on_commit(partial(tell_about_report.enqueue, made.pk))
    return made


@transaction.atomic
def decide(
    *,
    actor: User,
    target: Any,
    verdict: str,
    reason: str,
    rule: HouseRule | None = None,
    measure: str = "",
    pause_days: int | None = None,
    seen: int | None = None,
) -> Decision:
    """Decide on `target`, and with `measure` on its author; settles its open reports.

    The author gets a statement of reasons: what, which rule, why, and where to appeal. `seen` is the key of
    the newest decision that the facilitator saw (0: none); with another one in between nothing is decided.
    Raises PermissionDenied, and ValidationError naming the field.
    """
    if refusal := rules.decide_refusal(actor, target):
        raise PermissionDenied(refusal)
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason. The author reads it.")})
    # Reports and decisions are read again behind this lock: who decides second sees the first decision.
    target = type(target)._default_manager.select_for_update(of=("self",)).get(pk=target.pk)
    refuse_if_taken(actor, target)
    check_verdict(target, verdict, seen)
    author = _author_of(target)
    check_against(
        actor=actor, author=author, verdict=verdict, rule=rule, measure=measure, pause_days=pause_days
    )
    now = database_now()
    until = now + timedelta(days=pause_days) if pause_days is not None and measure == "pause" else None
    decision = Decision.objects.create(
        target=target,
        verdict=verdict,
        author=author,
        rule=rule,
        reason=reason,
        measure=measure,
        paused_until=until,
        decided_by=actor,
    )
    Report.objects.open().about(target).update(decision=decision)
    Claim.objects.about(target).delete()
    _carry_out(target, verdict)
    _pause(decision)
    _tell_author(decision)
    transaction.on_commit(partial(tell_about_decision.enqueue, decision.pk))
    _log(decision, actor)
    return decision


def decide_many(*, actor: User, targets: Iterable[Any], **decision: Any) -> tuple[int, list[tuple[Any, str]]]:
    """The same decision on each; (how many were decided, those refused with the sentence why).

    Each is decided by itself, so that one which another facilitator holds does not stop the others.
    """
    decided, refused = 0, []
    for target in targets:
        try:
            decide(actor=actor, target=target, **decision)
            decided += 1
        except ValidationError as error:
            refused.append((target, " ".join(error.messages)))
        except PermissionDenied as error:
            refused.append((target, str(error)))
    return decided, refused


def _author_of(target: Any) -> Any:
    kind = registry.kind_of(target)
    return kind.author(target) if kind is not None else None


def _carry_out(target: Any, verdict: str) -> None:
    kind = registry.kind_of(target)
    if kind is None:
        return
    if verdict == Decision.Verdict.KEEP and kind.waits(target) and kind.release is not None:
        kind.release(target)
    act = {"hide": kind.hide, "rewrite": kind.hide, "restore": kind.restore}.get(verdict)
    if act is not None and not (verdict == Decision.Verdict.REWRITE and target.hidden_at is not None):
        act(target)


def _log(decision: Decision, actor: User) -> None:
    # The reason stays with the decision alone, where redaction reaches it; the log cannot be changed.
    facts = {
        "decision": decision.pk,
        "house_rule": decision.rule.title if decision.rule else "",
        "measure": decision.measure,
        "paused_until": decision.paused_until.isoformat() if decision.paused_until else "",
    }
    verdict = decision.verdict
    record(
        verb=f"{verdict}_content",
        actor=actor,
        acting_as=FACILITATOR,
        target=decision.target,
        facts={name: value for name, value in facts.items() if value},
    )


def _pause(decision: Decision) -> None:
    """A longer pause that runs already stays."""
    if decision.paused_until is None:
        return
    author = User.objects.select_for_update().get(pk=decision.author_id)
    if author.paused_until is None or author.paused_until < decision.paused_until:
        author.paused_until, author.pause_reason = decision.paused_until, decision.reason
        author.save(update_fields=["paused_until", "pause_reason"])


def _tell_author(decision: Decision) -> None:
    thing: Any = decision.target
    if decision.author is None:
        return
    facts: Facts = {"reason": decision.reason, "decision": decision.pk}
    if decision.verdict != Decision.Verdict.KEEP or was_asked(decision):
        tell(people=[decision.author], thing=thing, event=f"{decision.verdict}-content", facts=facts)
    if decision.measure:
        tell(people=[decision.author], thing=thing, event=f"{decision.measure}-author", facts=facts)


def was_asked(decision: Decision) -> bool:
    """Whether it answers a change that the author was asked for: they want to hear of it, whatever it is."""
    found: bool = decision.reports.filter(reason=Report.Signal.EDITED).exists()
    return found
