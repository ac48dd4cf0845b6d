"""Who may report, who reads reports and who decides on them."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.accounts.models import User
from participation.accounts.rules import AUDITOR, FACILITATOR, OFFICER, has_role, is_active
from participation.clock import database_now
from participation.kinds import registry
from participation.moderation.models import Appeal, Decision

# So long after a decision its author can appeal.
APPEAL_DAYS = 28


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


def may_pause(user: Any, author: Any) -> bool:
    """Facilitators pause and warn people who hold no role; a role is taken away first."""
    return may_moderate(user) and author is not None and not author.is_staff


def may_redact(user: Any, target: Any) -> bool:
    kind = registry.kind_of(target)
    return may_moderate(user) and kind is not None and kind.redact is not None


def may_set_rota(user: Any) -> bool:
    return has_role(user, FACILITATOR, OFFICER)


def may_escalate(user: Any, target: Any) -> bool:
    """Facilitators call the officers about a threat, also about one against themselves."""
    kind = registry.kind_of(target)
    return may_moderate(user) and kind is not None and kind.hide is not None


def may_read_evidence(user: Any) -> bool:
    """Officers alone read what was kept, and act on it."""
    return has_role(user, OFFICER)


def may_list_evidence(user: Any) -> bool:
    """Auditors see that there is evidence and what was done with it, not the words."""
    return has_role(user, OFFICER, AUDITOR)


def may_change_house_rules(user: Any) -> bool:
    return has_role(user, OFFICER)


def may_read_decision(user: Any, decision: Any) -> bool:
    """Whoever it is about reads it on the site; so do those who read reports."""
    own = is_active(user) and decision.author_id is not None and decision.author_id == user.pk
    return own or may_read_reports(user) or has_role(user, OFFICER)


def is_kept_out_by(user: Any, decision: Any) -> bool:
    """A blocked person, who comes by the signed link, appeals against the block and nothing else."""
    blocked = user.is_authenticated and user.is_active and user.blocked_at is not None
    return blocked and decision.verdict == Decision.Access.BLOCK


def appeal_refusal(user: Any, decision: Any) -> str:
    """Why this person cannot appeal against the decision now; "" when they can."""
    own = decision.author_id is not None and decision.author_id == user.pk
    if not own or not (is_active(user) or is_kept_out_by(user, decision)):
        return _("Only whoever it is about appeals.")
    if not decision.weighs_on_author:
        return _("This decision takes nothing from you, so there is no appeal.")
    if Appeal.objects.filter(decision=decision).exists():
        return _("You have appealed already.")
    if database_now() >= decision.decided_at + timedelta(days=APPEAL_DAYS):
        words = ngettext("%(n)d day to appeal is over.", "%(n)d days to appeal are over.", APPEAL_DAYS)
        return words % {"n": APPEAL_DAYS}
    return ""


def may_read_appeals(user: Any) -> bool:
    return has_role(user, FACILITATOR, OFFICER, AUDITOR)


def may_decide_appeal(user: Any, appeal: Any) -> bool:
    """Another facilitator than the first decider; an officer where there is no other."""
    near = {appeal.first_decider_id, appeal.decision.author_id} - {None}
    if not has_role(user, FACILITATOR, OFFICER) or user.pk in near:
        return False
    if has_role(user, FACILITATOR):
        return True
    others = User.objects.filter(groups__name=FACILITATOR, is_active=True, blocked_at=None)
    return not others.exclude(pk__in=near).exists()
