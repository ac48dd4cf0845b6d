"""How the money of a funded project moves between the accounts of its pot; the keys make each move single."""

from typing import Any

from django.utils.translation import gettext as _

from budgeting.delivery.money_requests import MoneyRequest
from budgeting.delivery.project_money import money_of
from budgeting.ledger.actions import post
from budgeting.ledger.models import Transfer
from participation.accounts.models import User


def add_extra(project: Any, request: MoneyRequest, posted_by: User) -> Transfer:
    """From the pot's free money to what is promised. Raises Overdrawn when too little is free."""
    pot = project.round_pot.pot
    return post(
        key=extra_key(request.pk),
        memo=(_("More money for “%(project)s”") % {"project": project})[:200],
        lines=[(pot.free, -request.amount), (pot.committed, request.amount)],
        posted_by=posted_by,
    )


def settle(project: Any, *, spent: int, posted_by: User) -> Transfer | None:
    """The end of a project's money: what was spent counts as paid, the rest is free again. Once."""
    pot, approved = project.round_pot.pot, money_of(project).approved
    lines = [(pot.committed, -approved), (pot.paid, spent), (pot.free, approved - spent)]
    return post(
        key=settle_key(project.pk),
        memo=(_("Books closed: “%(project)s”") % {"project": project})[:200],
        lines=[line for line in lines if line[1]],
        posted_by=posted_by,
    )


def step_in(project: Any, posted_by: User) -> Transfer:
    """A project gets its cost from the free money of its pot, in place of another one."""
    pot = project.round_pot.pot
    return post(
        key=step_in_key(project.pk),
        memo=(_("“%(project)s” steps in") % {"project": project})[:200],
        lines=[(pot.free, -project.cost), (pot.committed, project.cost)],
        posted_by=posted_by,
    )


def extra_key(request_pk: int) -> str:
    return f"money-request:{request_pk}"


def settle_key(project_pk: int) -> str:
    return f"project:{project_pk}:settle"


def step_in_key(project_pk: int) -> str:
    return f"project:{project_pk}:step-in"
