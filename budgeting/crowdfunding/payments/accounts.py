"""The ledger accounts through which card money goes."""

from django.utils.translation import gettext as _

from budgeting.ledger.models import Account


def at_the_service(gateway: str, currency: str) -> Account:
    """What a card service took for us and has not passed on: below zero by nature, like the treasury."""
    return _account(f"card-{gateway}-{currency}", _("Taken by the card service"), currency, outside=True)


def refunds_due(currency: str) -> Account:
    """What goes back to cards and has not arrived there yet."""
    return _account(refunds_code(currency), _("On its way back to cards"), currency)


def refunds_code(currency: str) -> str:
    return f"refunds-due-{currency}"


def losses(currency: str) -> Account:
    """What the council bore of disputed payments: below zero, and officers see it."""
    return _account(f"card-losses-{currency}", _("Lost to disputed card payments"), currency, outside=True)


def _account(code: str, name: str, currency: str, *, outside: bool = False) -> Account:
    account, _made = Account.objects.get_or_create(
        code=code, defaults={"name": name, "currency": currency, "may_go_below_zero": outside}
    )
    return account
