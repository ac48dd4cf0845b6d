"""Who may count, publish and certify, and who may read a result."""

from datetime import datetime
from typing import Any

from budgeting.results.models import Result
from budgeting.rounds.rules import may_see
from participation.accounts.rules import AUDITOR, OFFICER, has_role, is_active


def may_count(user: Any) -> bool:
    """Officers count sealed rounds and count again where something was wrong."""
    return has_role(user, OFFICER)


def may_publish(user: Any) -> bool:
    return has_role(user, OFFICER)


def may_certify(user: Any) -> bool:
    """Two officers do; that they are two is a constraint of the database."""
    return has_role(user, OFFICER)


def may_hold_lot(user: Any) -> bool:
    return has_role(user, OFFICER)


def may_object(user: Any, result: Result, now: datetime) -> bool:
    """Anyone with an account, resident or not, during the declared days."""
    if not is_active(user) or result.published_at is None or result.certified_at is not None:
        return False
    return result.objections_end is not None and now < result.objections_end


def may_read_objections(user: Any) -> bool:
    """Officers and auditors read what people wrote; everyone reads the answers."""
    return has_role(user, OFFICER, AUDITOR)


def may_answer(user: Any) -> bool:
    return has_role(user, OFFICER)


def may_read(user: Any, result: Result, now: datetime) -> bool:
    """Anyone reads a published result of a published round; officers and auditors read it before."""
    if may_read_early(user):
        return True
    return result.published_at is not None and may_see(user, result.round, now)


def may_read_early(user: Any) -> bool:
    """Officers and auditors read a count before it is published."""
    return has_role(user, OFFICER, AUDITOR)
