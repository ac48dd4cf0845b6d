"""The list of a process's proposals: filters, orders and pages, all in the address."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import F
from django.db.models.functions import Mod
from django.http import QueryDict

from participation.areas.models import Area
from participation.clock import database_now
from participation.processes.models import Category, Process
from participation.proposals.filters import FilterForm
from participation.proposals.models import ProposalQuerySet

PER_PAGE = 12


def browse(process: Process, user: Any, asked: QueryDict) -> dict[str, Any]:
    """What the list page shows, in four queries. `process` comes of `with_proposing()`."""
    form = FilterForm(asked, areas=Area.objects.all(), categories=Category.objects.all())
    wanted = form.wanted()
    found = ordered(filtered(process.proposals.published().for_cards(), wanted), wanted["sort"])
    page = Paginator(found, PER_PAGE).get_page(asked.get("page"))
    kept = asked.copy()
    kept.pop("page", None)
    return {
        "process": process,
        "form": form,
        "page": page,
        "count": page.paginator.count,
        "filtered": form.is_filtering(),
        "query": f"{kept.urlencode()}&" if kept else "",
        "may_propose_here": process.takes_proposals,
    }


def filtered(proposals: ProposalQuerySet, wanted: dict[str, Any]) -> ProposalQuerySet:
    found = proposals.containing(wanted["q"])
    for name in ("area", "category"):
        if wanted[name]:
            found = found.filter(**{f"{name}__slug": wanted[name]})
    return found.filter(status=wanted["status"]) if wanted["status"] else found


def ordered(proposals: ProposalQuerySet, sort: str) -> ProposalQuerySet:
    if sort == "supported":
        return proposals.order_by("-support_count", "-pk")
    if sort == "mixed":
        return proposals.order_by(_shuffle_of_the_day(), "pk")
    return proposals.order_by("-published_at", "-pk")


def _shuffle_of_the_day() -> Mod:
    """An order that looks random, is the same for everyone all day, and differs tomorrow."""
    day = database_now().date().toordinal()
    prime = 999_983
    return Mod((F("pk") + day) * (1 + day * 7919 % (prime - 1)), prime)
