"""Who may plan, open and extend a round, and who may look at one."""

from datetime import datetime
from typing import Any

from budgeting.rounds.models import Project, Round
from budgeting.rounds.states import State
from participation.accounts.rules import AUDITOR, OFFICER, has_role


def may_plan(user: Any) -> bool:
    """Officers make pots, rounds and projects."""
    return has_role(user, OFFICER)


def may_change(user: Any, round: Round) -> bool:
    """Rules, pots and projects are open to change until the round is opened, and never after."""
    return may_plan(user) and round.opened_at is None


def may_open(user: Any, round: Round) -> bool:
    return may_change(user, round)


def may_extend(user: Any, round: Round, now: datetime) -> bool:
    """The end may move while people vote, and not after."""
    return may_plan(user) and round.state(now) in (State.PLANNED, State.OPEN) and now < round.phase.end


def may_see(user: Any, round: Round, now: datetime) -> bool:
    """Everyone sees a published round; officers and auditors also see one that is being prepared."""
    published = round.process.published_at
    return (published is not None and published <= now) or has_role(user, OFFICER, AUDITOR)


def may_see_project(user: Any, project: Project, now: datetime) -> bool:
    return may_see(user, project.round, now)
