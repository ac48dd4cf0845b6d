"""What can be decided about a thing as it stands, and what a decision needs."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.kinds import registry
from participation.moderation import rules
from participation.moderation.models import Decision, HouseRule, Report

PAUSE_DAYS = (1, 3, 7, 30)


def possible_verdicts(target: Any) -> list[str]:
    """What can be decided about this thing as it stands."""
    verdicts = Decision.Verdict
    kind = registry.kind_of(target)
    waits = kind is not None and kind.waits(target)
    reported = waits or Report.objects.open().about(target).exists()
    asking = [verdicts.REWRITE] if _may_be_edited(target) else []
    if target.hidden_at is not None:
        return [verdicts.RESTORE, *([verdicts.KEEP, *asking] if reported else [])]
    asking = [verdicts.EDIT, *asking] if asking else []
    return [verdicts.HIDE, *([verdicts.KEEP] if reported else []), *asking]


def newest_decision(target: Any) -> int:
    """Its key, 0 when nothing was decided on this thing yet."""
    return Decision.objects.about(target).values_list("pk", flat=True).first() or 0


def _may_be_edited(target: Any) -> bool:
    kind = registry.kind_of(target)
    if kind is None or kind.edit_address is None or kind.author(target) is None:
        return False
    return bool(kind.edit_address(target))


def check_verdict(target: Any, verdict: str, seen: int | None) -> None:
    stale = seen is not None and seen != newest_decision(target)
    if stale or verdict not in possible_verdicts(target):
        raise ValidationError({"verdict": _("This cannot be decided now: someone else was faster.")})


def check_rule(verdict: str, rule: HouseRule | None, measure: str = "") -> None:
    """Raises ValidationError where a decision that weighs on an author names no rule that holds."""
    if (verdict in Decision.AGAINST or measure) and (rule is None or not rule.in_force):
        raise ValidationError({"rule": _("Choose the house rule that it breaks.")})


def check_against(
    *,
    actor: User,
    author: Any,
    verdict: str,
    rule: HouseRule | None,
    measure: str,
    pause_days: int | None,
) -> None:
    """What takes something from an author names a rule; only who holds no role is warned or paused."""
    check_rule(verdict, rule, measure)
    if measure and measure not in Decision.Measure.values:
        raise ValidationError({"measure": _("Choose what happens to the author.")})
    if measure and not rules.may_pause(actor, author):
        raise ValidationError({"measure": _("This author can be neither warned nor paused here.")})
    if measure == Decision.Measure.PAUSE and pause_days not in PAUSE_DAYS:
        raise ValidationError({"pause_days": _("Choose for how long.")})
