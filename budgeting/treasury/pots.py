"""A new pot with the money that is asked for it."""

from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.rounds.actions import create_pot
from budgeting.rounds.models import Pot
from budgeting.treasury.actions import propose_top_up
from budgeting.treasury.models import MoneyAct
from participation.accounts.models import User
from participation.areas.models import Area
from participation.processes.models import Category


@transaction.atomic
def start_pot(
    *,
    actor: User,
    name: str,
    area: Area | None,
    currency: str,
    amount: int,
    category: Category | None = None,
) -> MoneyAct:
    """An empty pot, and the proposal to put `amount` minor units from the treasury into it.

    Returns the proposal, which another person approves. Raises PermissionDenied, and ValidationError naming
    the field: name, amount.
    """
    pot: Pot = create_pot(actor=actor, name=name, area=area, currency=currency, category=category)
    reason = _("The first money of “%(pot)s”.") % {"pot": pot}
    return propose_top_up(actor=actor, pot=pot, amount=amount, reason=reason)
