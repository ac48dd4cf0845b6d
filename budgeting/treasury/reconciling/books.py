"""What our books have of payments at a gateway, in minor units."""

from collections.abc import Iterable

from django.db.models import Sum

from budgeting.crowdfunding.models import Pledge
from budgeting.crowdfunding.payments.following import BOOKED
from budgeting.crowdfunding.payments.models import Dispute, Payment
from budgeting.ledger.models import Entry, Transfer


def of_cards(gateway: str, payments: Iterable[Payment]) -> dict[str, int]:
    """By our key: taken, less what went back or was lost. Every entry on the service's account counts."""
    found = list(payments)
    disputes = Dispute.objects.filter(payment__in=[each.pk for each in found]).values_list("pk", "payment")
    strays = _strays(found)
    owner: dict[str, str] = {}
    for each in found:
        owner |= {f"payment:{each.pk}:stray": each.key, f"payment:{each.pk}:refunded": each.key}
        # Of several payments for one pledge, one collected it.
        if each.state in BOOKED and each.pk not in strays:
            owner[f"pledge:{each.pledge_id}:collect"] = each.key
    keys = {each.pk: each.key for each in found}
    owner |= {f"dispute:{pk}:lost": keys[payment] for pk, payment in disputes}
    return _sums(owner, f"card-{gateway}-")


def _strays(payments: list[Payment]) -> set[int]:
    """Those whose money was for no pledge any more."""
    keys = {f"payment:{each.pk}:stray": each.pk for each in payments if each.state in BOOKED}
    return {keys[key] for key in Transfer.objects.filter(key__in=keys).values_list("key", flat=True)}


def of_bank(pledges: Iterable[Pledge]) -> dict[str, int]:
    """By the pledge's reference: what left suspense for it."""
    return _sums({f"pledge:{each.pk}:collect": each.reference for each in pledges}, "suspense-")


def _sums(owner: dict[str, str], account: str) -> dict[str, int]:
    sums: dict[str, int] = dict.fromkeys(owner.values(), 0)
    keys = list(owner)
    for at in range(0, len(keys), 400):
        entries = Entry.objects.filter(
            transfer__key__in=keys[at : at + 400], account__code__startswith=account
        )
        for key, amount in entries.values_list("transfer__key").annotate(Sum("amount")):
            sums[owner[key]] -= amount
    return sums
