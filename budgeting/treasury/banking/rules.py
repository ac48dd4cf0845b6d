"""Who takes bank statements in, and who says whose money is in suspense."""

from typing import Any

from django.utils.translation import gettext as _

from budgeting.treasury.banking.models import BankLine
from participation.accounts.rules import FINANCE, OFFICER, role_refusal


def upload_refusal(user: Any) -> str:
    return role_refusal(user, OFFICER, FINANCE)


def resolve_refusal(user: Any, line: BankLine) -> str:
    """Another person than who put the statement in: nobody alone brings money and says whose it is."""
    if refusal := role_refusal(user, OFFICER, FINANCE):
        return refusal
    own = _("You put this statement in, so another person says whose money it is.")
    return own if line.uploaded_by_id == user.pk else ""
