"""Who may propose and who may support, and the reason why not as a sentence."""

from typing import Any

from django.utils.translation import gettext as _

from participation.accounts.rules import FACILITATOR, OFFICER, has_role, is_active, is_verified
from participation.processes.models import Process
from participation.processes.rules import COMMENT, PROPOSE, SUPPORT, may_see_process, open_features
from participation.proposals.models import Proposal


def may_see(user: Any, proposal: Proposal) -> bool:
    """Published and not hidden; hidden ones are for the author and for facilitators."""
    if proposal.published_at is None or not may_see_process(user, proposal.process):
        return False
    return proposal.hidden_at is None or _is_author(user, proposal) or has_role(user, FACILITATOR)


def may_propose(user: Any, process: Process) -> bool:
    return not propose_refusal(user, process)


def propose_refusal(user: Any, process: Process, features: frozenset[str] | None = None) -> str:
    """Why this person cannot propose here; "" when they can. `features`: open_features(process), if read."""
    if not _is_open(process, PROPOSE, features) or not may_see_process(user, process):
        return _("This process is not taking proposals now.")
    return _needs_log_in(user, _("Log in to write a proposal."))


def may_support(user: Any, proposal: Proposal) -> bool:
    return not support_refusal(user, proposal)


def support_refusal(user: Any, proposal: Proposal, features: frozenset[str] | None = None) -> str:
    """Why this person cannot support this now; "" when they can."""
    if proposal.hidden_at or proposal.published_at is None or not may_see_process(user, proposal.process):
        return _("This proposal cannot be supported.")
    if not _is_open(proposal.process, SUPPORT, features):
        return _("The time for giving support is over or has not begun.")
    if refusal := _needs_log_in(user, _("Log in to support this proposal.")):
        return refusal
    return "" if is_verified(user) else _("Show that you live here first. Then you can support proposals.")


def may_comment(user: Any, proposal: Proposal) -> bool:
    return not comment_refusal(user, proposal)


def comment_refusal(user: Any, proposal: Proposal, features: frozenset[str] | None = None) -> str:
    """Why this person cannot comment here now; "" when they can."""
    if proposal.hidden_at or not may_see(user, proposal):
        return _("This proposal is not open for comments.")
    if not _is_open(proposal.process, COMMENT, features):
        return _("The discussion is closed now.")
    return _needs_log_in(user, _("Log in to write a comment."))


def may_report(user: Any, proposal: Proposal) -> bool:
    return is_active(user) and proposal.hidden_at is None and may_see(user, proposal)


def may_change_status(user: Any, proposal: Proposal) -> bool:
    return has_role(user, OFFICER)


def _needs_log_in(user: Any, sentence: str) -> str:
    if is_active(user):
        return ""
    if user is not None and user.is_authenticated:
        return _("Your account is blocked, so you cannot take part.")
    return sentence


def _is_open(process: Process, feature: str, features: frozenset[str] | None) -> bool:
    return feature in (open_features(process) if features is None else features)


def _is_author(user: Any, proposal: Proposal) -> bool:
    return is_active(user) and proposal.author_id == user.pk
