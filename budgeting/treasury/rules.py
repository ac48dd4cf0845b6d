"""Who proposes what happens to the council's money, who decides it, and who reads the books."""

from typing import Any

from django.utils.translation import gettext as _

from budgeting.ledger.models import Transfer
from budgeting.treasury.models import MoneyAct
from participation.accounts.rules import AUDITOR, FINANCE, OFFICER, has_role, identity_of, role_refusal

# By the beginning of its key: what one act of two people put into the books, another such act takes out.
# Everything else has an act of its own that undoes it, or is never undone.
REVERSIBLE = "money-act:"


def propose_refusal(user: Any) -> str:
    """Why this person proposes no act about money; "" for officers and finance."""
    return role_refusal(user, OFFICER, FINANCE)


def may_propose(user: Any) -> bool:
    return not propose_refusal(user)


def may_decide(user: Any, act: MoneyAct) -> bool:
    return not decide_refusal(user, act)


def decide_refusal(user: Any, act: MoneyAct) -> str:
    """Another person than who proposed it, and one of the two of finance."""
    if refusal := propose_refusal(user):
        return refusal
    if act.decided_at is not None:
        return _("This is decided already.")
    if act.proposed_by_id == user.pk:
        return _("You proposed this, so another person decides.")
    if not (act.by_finance or has_role(user, FINANCE)):
        return _("An officer proposed this, so somebody of finance decides.")
    return _("This is about you, so another person decides.") if is_connected(user, act) else ""


def is_connected(user: Any, act: MoneyAct) -> bool:
    """Whether the act pays what this person runs, backs or is declared to be connected to."""
    campaign = act.campaign or (act.pledge.campaign if act.pledge else None)
    if campaign is None:
        return False
    own = identity_of(user)
    backs = own is not None and campaign.pledges.filter(identity=own).exists()
    declared = campaign.connected.filter(pk=user.pk).exists()
    return campaign.organiser_id == user.pk or declared or backs


def reversible(transfer: Transfer) -> bool:
    """Whether an act of two people may take it back; asks the database when its key says yes."""
    return transfer.key.startswith(REVERSIBLE) and not Transfer.objects.filter(reverses=transfer).exists()


def may_read_books(user: Any) -> bool:
    return has_role(user, OFFICER, FINANCE, AUDITOR)
