"""A few proposals as cards."""

from participation.processes.models import Process
from participation.proposals.models import Proposal


def proposal_cards(process: Process | None, order: str, count: int) -> list[Proposal]:
    """Up to `count` public proposals with `support_count`; `order` is "newest" or "supported"."""
    found = Proposal.objects.public().for_cards()
    if process is not None:
        found = found.filter(process=process)
    return list(found.order_by("-support_count" if order == "supported" else "-published_at", "-pk")[:count])
