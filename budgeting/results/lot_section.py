"""The public lot on the page of its round: anyone can note the fingerprint down before the draw."""

from typing import Any

from budgeting.results.models import PublicLot
from budgeting.rounds.models import Round
from participation.kinds.registry import Section


def lot_section(user: Any, round: Round) -> Section | None:
    """One query, and none where a published order breaks ties or nothing has to be decided yet."""
    if round.tie_rule != Round.TieRule.LOT or round.opened_at is None:
        return None
    lot = PublicLot.objects.filter(round=round).first()
    return Section("budgeting/lot_on_round.html", {"lot": lot})
