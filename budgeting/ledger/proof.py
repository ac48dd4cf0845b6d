"""Proves the books: what is kept in accounts follows from the entries, and nothing was made or lost."""

from collections.abc import Iterator

from budgeting.ledger.models import Account, Transfer


def faults() -> Iterator[str]:
    """One sentence for each thing that is wrong, naming it. None: the ledger is proven."""
    for transfer in Transfer.objects.unbalanced():
        yield f"Transfer {transfer.key} does not balance: its entries sum to {transfer.total}."
    for transfer in Transfer.objects.of_several_currencies():
        yield f"Transfer {transfer.key} mixes currencies."
    for account in Account.objects.unlike_their_entries():
        yield f"Account {account.code} holds {account.balance}, but its entries sum to {account.entered}."
    for account in Account.objects.overdrawn():
        yield f"Account {account.code} is overdrawn: it holds {account.balance}."
