"""Why the ledger refuses a transfer; each is shown to a person as it stands."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from budgeting.ledger.models import Account


class Overdrawn(ValidationError):  # noqa: N818 - the word that people use
    """The account holds less than the transfer would take out. `account` says which, `missing` how much."""

    def __init__(self, account: Account, amount: int) -> None:
        self.account = account
        self.missing = -amount - account.balance
        super().__init__(
            _("There is not enough money in “%(account)s” for this."),
            code="overdrawn",
            params={"account": account.name},
        )


class KeyReused(ValidationError):  # noqa: N818
    """The key belongs to an earlier transfer with other lines."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(
            _("A different transfer was already posted under the key “%(key)s”. Nothing was moved."),
            code="key_reused",
            params={"key": key},
        )
