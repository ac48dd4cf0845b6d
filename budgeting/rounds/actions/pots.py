"""Makes a pot with its four accounts and brings the money in."""

import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.ledger.accounts import open_account, treasury
from budgeting.ledger.actions import post
from budgeting.rounds.actions.checks import require_planner, required_text
from budgeting.rounds.models import Pot
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.areas.models import Area
from participation.audit.actions import record
from participation.processes.models import Category


@transaction.atomic
def create_pot(
    *,
    actor: User,
    name: str,
    area: Area | None,
    currency: str,
    amount: int,
    category: Category | None = None,
) -> Pot:
    """A pot holding `amount` minor units from the treasury, perhaps for one theme alone.

    Raises PermissionDenied and ValidationError.
    """
    require_planner(actor)
    name = required_text(name, "name", _("Give the pot a name."))
    if amount <= 0:
        raise ValidationError({"amount": _("Put more than nothing into the pot.")})
    code = f"pot-{secrets.token_hex(6)}"
    titles = {
        "free": _("%(pot)s: free"),
        "reserved": _("%(pot)s: reserved for a round"),
        "committed": _("%(pot)s: promised to projects"),
        "paid": _("%(pot)s: paid out"),
    }
    accounts = {
        part: open_account(code=f"{code}-{part}", name=title % {"pot": name}, currency=currency)
        for part, title in titles.items()
    }
    pot = Pot.objects.create(name=name, area=area, category=category, currency=currency, **accounts)
    post(
        key=f"pot:{pot.pk}:first-money",
        memo=_("Money for %(pot)s") % {"pot": name},
        lines=[(treasury(currency), -amount), (pot.free, amount)],
        posted_by=actor,
    )
    record(
        verb="create_pot",
        actor=actor,
        acting_as=OFFICER,
        target=pot,
        facts={"amount": amount, "currency": currency},
    )
    return pot
