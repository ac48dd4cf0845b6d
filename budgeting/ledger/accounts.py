"""Opens accounts. Money enters the town's books from one treasury account for each currency."""

import re

from django.utils.translation import gettext as _

from budgeting.ledger.models import Account

CURRENCY = re.compile(r"[A-Z]{3}")


def open_account(*, code: str, name: str, currency: str, may_go_below_zero: bool = False) -> Account:
    """A new account at zero. `code` is unique, `currency` three capital letters (ISO 4217).

    Raises ValueError for a currency of another shape and IntegrityError when the code is taken.
    """
    _check_currency(currency)
    return Account.objects.create(
        code=code, name=name, currency=currency, may_go_below_zero=may_go_below_zero
    )


def treasury(currency: str) -> Account:
    """The account that stands for the council's bank: may go below zero, opened when first asked for."""
    _check_currency(currency)
    account, _opened = Account.objects.get_or_create(
        code=f"treasury-{currency}",
        defaults={
            "name": _("Treasury (%(currency)s)") % {"currency": currency},
            "currency": currency,
            "may_go_below_zero": True,
        },
    )
    return account


def _check_currency(currency: str) -> None:
    if not CURRENCY.fullmatch(currency):
        raise ValueError(f"a currency is three capital letters, not {currency!r}")
