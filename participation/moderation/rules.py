"""Who may report, who reads reports and who decides on them."""

from typing import Any

from participation.accounts.rules import AUDITOR, FACILITATOR, has_role, is_active
from participation.kinds import registry


def may_report(user: Any, target: Any) -> bool:
    """People report what others wrote and what they can see."""
    kind = registry.kind_of(target)
    if kind is None or kind.may_report is None or not is_active(user):
        return False
    return kind.may_report(user, target) and kind.author(target) != user


def may_read_reports(user: Any) -> bool:
    return has_role(user, FACILITATOR, AUDITOR)


def may_moderate(user: Any) -> bool:
    return has_role(user, FACILITATOR)


def may_decide(user: Any, target: Any) -> bool:
    """Facilitators decide, never on what they wrote themselves."""
    kind = registry.kind_of(target)
    return may_moderate(user) and kind is not None and kind.hide is not None and kind.author(target) != user
