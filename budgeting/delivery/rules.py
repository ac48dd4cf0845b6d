"""Who reports on what is built, who asks for money and who decides, and on which projects."""

from typing import Any

from django.utils.translation import gettext as _

from budgeting.delivery.money_requests import MoneyRequest
from budgeting.delivery.works import buildable_projects
from budgeting.rounds.models import Project
from participation.accounts.rules import FINANCE, OFFICER, has_role


def may_report_progress(user: Any) -> bool:
    """Officers say how far the council's projects are."""
    return has_role(user, OFFICER)


def may_ask_for_money(user: Any) -> bool:
    """Officers propose what happens to a project's money."""
    return has_role(user, OFFICER)


def may_decide_money(user: Any, request: MoneyRequest) -> bool:
    """Finance decides, once, and never about what the same person asked for."""
    return has_role(user, FINANCE) and request.decided_at is None and request.asked_by_id != user.pk


def may_give_up(user: Any) -> bool:
    """Two officers declare that a winner cannot be built."""
    return has_role(user, OFFICER)


def progress_refusal(project: Project) -> str:
    """Why nobody can report on this project now; "" when it is funded and was not given up."""
    if buildable_projects().filter(pk=project.pk).exists():
        return ""
    return _("Only projects that a confirmed result funds are built, so there is nothing to report yet.")
