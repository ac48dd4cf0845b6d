"""Who may see, start, change and join a debate, and the reason why not as a sentence."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from participation.accounts.rules import FACILITATOR, OFFICER, has_role, is_active, writing_refusal
from participation.clock import database_now
from participation.debates.models import Debate
from participation.processes.models import Process
from participation.processes.rules import COMMENT, DEBATE, may_see_process, open_features
from participation.when import when_words

Features = frozenset[str]


def may_see(user: Any, debate: Debate) -> bool:
    """Not hidden; hidden ones are for the author and for facilitators."""
    if not may_see_process(user, debate.process):
        return False
    own = is_active(user) and debate.author_id == user.pk
    return debate.hidden_at is None or own or has_role(user, FACILITATOR)


def may_run(user: Any) -> bool:
    """Facilitators and officers start debates for the council at any time, and change them."""
    return has_role(user, FACILITATOR, OFFICER)


def may_start(user: Any, process: Process) -> bool:
    return not start_refusal(user, process)


def start_refusal(user: Any, process: Process, features: Features | None = None) -> str:
    """Why this person cannot start a debate here; "" when they can. `features`: open_features(), if read."""
    found = open_features(process) if features is None else features
    if not may_see_process(user, process) or DEBATE not in found:
        return _("This process is not taking new debates now.")
    return _needs_log_in(user, _("Log in to start a debate.")) or writing_refusal(user)


def comment_refusal(user: Any, debate: Debate) -> str:
    """Why this person cannot speak here now; "" when they can."""
    if debate.hidden_at or not may_see(user, debate):
        return _("This debate is not open for comments.")
    if closed := closed_words(debate, database_now()):
        return closed
    return _needs_log_in(user, _("Log in to write a comment."))


def closed_words(debate: Debate, now: datetime) -> str:
    """Why nobody speaks now; "" while people do. At most one query."""
    if debate.opens_at is not None and now < debate.opens_at:
        return _("This debate opens %(when)s.") % {"when": when_words(debate.opens_at, now)}
    if debate.closes_at is not None:
        return "" if now < debate.closes_at else _("The debate is closed now.")
    return "" if open_features(debate.process) & {COMMENT, DEBATE} else _("The debate is closed now.")


def may_report(user: Any, debate: Debate) -> bool:
    return is_active(user) and debate.hidden_at is None and may_see(user, debate)


def _needs_log_in(user: Any, sentence: str) -> str:
    if is_active(user):
        return ""
    if user is not None and user.is_authenticated:
        return _("Your account is blocked, so you cannot take part.")
    return sentence
