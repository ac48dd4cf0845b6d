"""Proves each pot: free + reserved + committed + paid + passed on to its match funds = money in."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, Sum

from budgeting.ledger.models import Entry, Transfer
from budgeting.rounds.models import Pot

PARTS = ("free", "reserved", "committed", "paid")


@dataclass(frozen=True)
class Statement:
    """Where a pot's money is, in minor units. `elsewhere` went neither to the treasury nor stayed."""

    pot: Pot
    money_in: int
    elsewhere: int

    @property
    def parts(self) -> dict[str, int]:
        return {part: getattr(self.pot, part).balance for part in PARTS}

    @property
    def proven(self) -> bool:
        return sum(self.parts.values()) + self.elsewhere == self.money_in

    def __str__(self) -> str:
        parts = ", ".join(f"{part} {amount}" for part, amount in self.parts.items())
        passed_on = f", passed on {self.elsewhere}" if self.elsewhere else ""
        return f"{self.pot.name} ({self.pot.currency}): money in {self.money_in} = {parts}{passed_on}"


def statements() -> Iterator[Statement]:
    """One statement a pot, read from the kept balances and, apart from them, from the entries of others."""
    for pot in Pot.objects.select_related(*PARTS).order_by("pk"):
        own = [getattr(pot, f"{part}_id") for part in PARTS]
        touching = Transfer.objects.filter(entries__account__in=own).values("pk")
        others = Entry.objects.filter(transfer__in=touching).exclude(account__in=own)
        from_treasury = Q(account__code=f"treasury-{pot.currency}")
        sums = others.aggregate(
            from_treasury=Sum("amount", filter=from_treasury, default=0),
            elsewhere=Sum("amount", filter=~from_treasury, default=0),
        )
        yield Statement(pot, -sums["from_treasury"], sums["elsewhere"])


def faults() -> Iterator[str]:
    """One sentence for each pot that does not hold what came in."""
    for statement in statements():
        if not statement.proven:
            yield f"Pot {statement.pot.pk} does not hold what came in. {statement}"
