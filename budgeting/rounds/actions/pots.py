"""Makes a pot with its four accounts. It is empty: money comes in by an act of two people."""

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.ledger.accounts import open_account
from budgeting.rounds.actions.checks import require_planner, required_text
from budgeting.rounds.models import Pot
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.areas.models import Area
from participation.audit.actions import record
from participation.processes.models import Category


@transaction.atomic
def create_pot(
    *, actor: User, name: str, area: Area | None, currency: str, category: Category | None = None
) -> Pot:
    """An empty pot, perhaps for one area or theme alone. Raises PermissionDenied and ValidationError."""
    require_planner(actor)
    name = required_text(name, "name", _("Give the pot a name."))
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
    record(verb="create_pot", actor=actor, acting_as=OFFICER, target=pot, facts={"currency": currency})
    return pot
