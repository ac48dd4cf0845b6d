"""Who may plan, open and extend a round, and who may look at one."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from budgeting.rounds.consents import Consent
from budgeting.rounds.models import Project, Round
from budgeting.rounds.states import State
from participation.accounts.rules import AUDITOR, OFFICER, has_role, is_active, role_refusal
from participation.clock import database_now
from participation.processes.rules import COMMENT, open_features


def may_plan(user: Any) -> bool:
    """Officers make pots, rounds and projects."""
    return has_role(user, OFFICER)


def plan_refusal(user: Any) -> str:
    """Why this person sets no round up; "" when they do."""
    return role_refusal(user, OFFICER)


def may_change(user: Any, round: Round) -> bool:
    return not change_refusal(user, round)


def change_refusal(user: Any, round: Round) -> str:
    """Rules, pots and projects are open to change until the round is opened, and never after."""
    opened = round.opened_at is not None
    fixed = _("This round was opened, so its rules, pots and projects stay as they are.")
    return role_refusal(user, OFFICER) or (fixed if opened else "")


def may_open(user: Any, round: Round) -> bool:
    return may_change(user, round)


def may_extend(user: Any, round: Round, now: datetime) -> bool:
    """The end may move while people vote, and not after."""
    return may_plan(user) and round.state(now) in (State.PLANNED, State.OPEN) and now < round.phase.end


def may_take_back(user: Any, consent: Consent) -> bool:
    """Any officer may stop what waits for a second one; it has not happened yet."""
    return may_plan(user)


def may_see(user: Any, round: Round, now: datetime) -> bool:
    """Everyone sees a published round; officers and auditors also see one that is being prepared."""
    published = round.process.published_at
    return (published is not None and published <= now) or has_role(user, OFFICER, AUDITOR)


def may_see_project(user: Any, project: Project, now: datetime) -> bool:
    return may_see(user, project.round, now)


def comment_refusal(user: Any, project: Project, now: datetime | None = None) -> str:
    """Why this person cannot comment on a project now; "" when they can."""
    if not may_see_project(user, project, now or database_now()):
        return _("This project is not open for comments.")
    if COMMENT not in open_features(project.round.process):
        return _("The discussion is closed now.")
    if is_active(user):
        return ""
    if user is not None and user.is_authenticated:
        return _("Your account is blocked, so you cannot take part.")
    return _("Log in to write a comment.")
