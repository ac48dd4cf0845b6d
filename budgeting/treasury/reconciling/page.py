"""What the money screen says of card payments: is it on, do its books and ours agree, what is lost."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy

from budgeting.crowdfunding.gateways.registry import CARDS, off_words
from budgeting.crowdfunding.payments.models import Dispute
from budgeting.ledger.models import Account
from budgeting.treasury.reconciling.models import Comparison, Difference

SHOWN = 50
NAMES = {"promise": gettext_lazy("Bank statements"), "govuk-pay": "GOV.UK Pay"}


def facts() -> dict[str, Any]:
    return {
        "off": off_words(),
        "comparisons": [found for key in (*CARDS, "promise") if (found := _newest(key))],
        "unresolved": Difference.objects.unresolved().select_related("pledge"),
        "resolved": Difference.objects.exclude(resolved_at=None).select_related("resolved_by")[:SHOWN],
        "disputes": Dispute.objects.select_related("payment__pledge__campaign")[:SHOWN],
        "currency": settings.CURRENCY,
        "balances": _balances(),
    }


def _newest(gateway: str) -> dict[str, Any] | None:
    own = Comparison.objects.filter(gateway=gateway)
    ended = own.filter(ended_at__isnull=False).first()
    began = own.first()
    if began is None:
        return None
    return {"name": NAMES[gateway], "ended": ended, "failed": began.ended_at is None}


def _balances() -> list[tuple[str, int]]:
    """(words, minor units) of the accounts through which card money goes."""
    codes = {
        **{f"card-{key}-{settings.CURRENCY}": -1 for key in CARDS},
        f"refunds-due-{settings.CURRENCY}": 1,
        f"card-losses-{settings.CURRENCY}": -1,
    }
    found = {each.code: each for each in Account.objects.filter(code__in=codes)}
    return [(found[code].name, sign * found[code].balance) for code, sign in codes.items() if code in found]
