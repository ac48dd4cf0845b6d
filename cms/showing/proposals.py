"""A few proposals as cards."""

from django.db.models import Count

from participation.processes.models import Process
from participation.proposals.models import Proposal


def proposal_cards(process: Process | None, order: str, count: int) -> list[Proposal]:
    """Up to `count` published proposals with `support_count`; `order` is "newest" or "supported"."""
    found = Proposal.objects.published().select_related("area", "category")
    if process is not None:
        found = found.filter(process=process)
    found = found.annotate(support_count=Count("supports"))
    return list(found.order_by("-support_count" if order == "supported" else "-published_at", "-pk")[:count])
