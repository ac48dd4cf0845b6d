"""Who may report, who reads reports and who decides on them."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.accounts.models import User
from participation.accounts.rules import (
    AUDITOR,
    FACILITATOR,
    OFFICER,
    has_role,
    is_active,
    part_refusal,
    role_refusal,
)
from participation.clock import database_now
from participation.kinds import registry
from participation.moderation.models import Appeal, Decision

# So long after a decision its author can appeal.
APPEAL_DAYS = 28


def report_refusal(user: Any, target: Any) -> str:
    """People report what others wrote and what they can see."""
    if refusal := part_refusal(user):
        return refusal
    kind = registry.kind_of(target)
    if kind is not None and kind.author(target) == user:
        return _("You wrote this yourself, so you cannot report it.")
    seen = kind is not None and kind.may_report is not None and kind.may_report(user, target)
    return "" if seen else _("This cannot be reported: it is hidden, or not there any more.")


def may_read_reports(user: Any) -> bool:
    return has_role(user, FACILITATOR, AUDITOR)


def may_moderate(user: Any) -> bool:
    return has_role(user, FACILITATOR)


def moderate_refusal(user: Any) -> str:
    return role_refusal(user, FACILITATOR)


def may_decide(user: Any, target: Any) -> bool:
    return not decide_refusal(user, target)


def decide_refusal(user: Any, target: Any) -> str:
    """Facilitators decide, never on what they wrote themselves."""
    kind = registry.kind_of(target)
    if refusal := moderate_refusal(user):
        return refusal
    if kind is None or kind.hide is None:
        return _("Nothing is decided about this here.")
    own = _("You wrote this yourself, so another facilitator decides.")
    return own if kind.author(target) == user else ""


def may_pause(user: Any, author: Any) -> bool:
    """Facilitators pause and warn people who hold no role; a role is taken away first."""
    return may_moderate(user) and author is not None and not author.is_staff


def may_redact(user: Any, target: Any) -> bool:
    return not redact_refusal(user, target)


def redact_refusal(user: Any, target: Any) -> str:
    kind = registry.kind_of(target)
    known = kind is not None and kind.redact is not None
    return moderate_refusal(user) or ("" if known else _("No words can be taken out of this."))


def may_set_rota(user: Any) -> bool:
    return has_role(user, FACILITATOR, OFFICER)


def rota_refusal(user: Any) -> str:
    return role_refusal(user, FACILITATOR, OFFICER)


def may_escalate(user: Any, target: Any) -> bool:
    return not escalate_refusal(user, target)


def escalate_refusal(user: Any, target: Any) -> str:
    """Facilitators call the officers about a threat, also about one against themselves."""
    kind = registry.kind_of(target)
    known = kind is not None and kind.hide is not None
    return moderate_refusal(user) or ("" if known else _("This holds no words that can be kept."))


def may_read_evidence(user: Any) -> bool:
    """Officers alone read what was kept, and act on it."""
    return has_role(user, OFFICER)


def evidence_refusal(user: Any) -> str:
    return role_refusal(user, OFFICER)


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
    return not decide_appeal_refusal(user, appeal)


def decide_appeal_refusal(user: Any, appeal: Any) -> str:
    """Another facilitator than the first decider; an officer where there is no other."""
    near = {appeal.first_decider_id, appeal.decision.author_id} - {None}
    if refusal := role_refusal(user, FACILITATOR, OFFICER):
        return refusal
    if user.pk in near:
        return _("You decided this, or it is about you, so somebody else answers the appeal.")
    if has_role(user, FACILITATOR):
        return ""
    others = User.objects.filter(groups__name=FACILITATOR, is_active=True, blocked_at=None)
    if others.exclude(pk__in=near).exists():
        return _("Another facilitator answers this appeal. An officer does where there is none.")
    return ""
