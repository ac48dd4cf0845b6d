"""Lists of proposals, of one process or of all: filters, order, view and page, all in the address."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from participation.accounts.rules import identity_of
from participation.areas.models import Area
from participation.maps import settings_of_map
from participation.near_words import corrected
from participation.processes.models import Category, Process
from participation.proposals.filters import VIEWS, FilterForm
from participation.proposals.models import Proposal, ProposalQuerySet
from participation.proposals.orders import ordered
from participation.proposals.similar import title_words

PER_PAGE = {"cards": 12, "table": 50, "map": 30}


@dataclass(frozen=True)
class Chosen:
    """What an address asks for: its filters, the proposals that fit, and the same in order."""

    form: FilterForm
    wanted: dict[str, Any]
    areas: list[Area]
    found: ProposalQuerySet
    shown: ProposalQuerySet
    count: int
    # The words that were looked for in place of those typed, which nobody wrote.
    meant: str


def chosen(process: Process | None, user: Any, asked: QueryDict, visitor: str = "") -> Chosen:
    """In four queries; two more where nobody wrote such words, so that words like them are looked for."""
    areas = list(Area.objects.for_choice())
    processes = None if process else Process.objects.published()
    form = FilterForm(asked, areas=areas, categories=Category.objects.all(), processes=processes)
    wanted, meant = form.wanted(), ""
    proposals = process.proposals.published() if process else Proposal.objects.public()
    found = filtered(proposals, wanted)
    count = found.count()
    if not count and (meant := corrected(wanted["q"], title_words()) if wanted["q"] else ""):
        found = filtered(proposals, wanted | {"q": meant})
        count = found.count()
    shown = ordered(found, wanted["sort"], user=user, near=wanted["near"], visitor=visitor)
    return Chosen(form, wanted, areas, found, shown, count, meant if count else "")


def browse(process: Process | None, user: Any, asked: QueryDict, visitor: str) -> dict[str, Any]:
    """What the list page shows, in five queries. A process comes of `with_proposing()`; None: all of them."""
    here = chosen(process, user, asked, visitor)
    wanted = here.wanted
    paginator = Paginator(here.shown.values("pk"), PER_PAGE[wanted["view"]])
    paginator.count = here.count
    page = paginator.get_page(asked.get("page"))
    page.object_list = list(_cards(page.object_list))
    return {
        "process": process,
        "form": here.form,
        "page": page,
        "count": here.count,
        "meant": here.meant,
        "file": _file_address(process, asked),
        "filtered": here.form.is_filtering(),
        "query": _query(asked, "page"),
        "view": wanted["view"],
        "tabs": _tabs(asked, wanted["view"]),
        "map": map_of(page, here.areas) if wanted["view"] == "map" else None,
        "asks_where": wanted["sort"] == "near" and not wanted["near"],
        "own_area": _own_area(user) if wanted["sort"] == "near" and not wanted["near"] else None,
        "may_propose_here": process is not None and process.takes_proposals,
    }


def _cards(keys: QuerySet) -> ProposalQuerySet:
    """The proposals of one page of sorted keys, in the same order and query.

    What a card shows is counted for those on the page alone, not for thousands to be sorted.
    """
    cards = Proposal.objects.for_cards().with_comments().filter(pk__in=keys)
    return cards.order_by(*keys.query.order_by)


def filtered(proposals: ProposalQuerySet, wanted: dict[str, Any]) -> ProposalQuerySet:
    found = proposals.containing(wanted["q"])
    for name in ("area", "category", "process"):
        if wanted[name]:
            found = found.filter(**{f"{name}__slug": wanted[name]})
    return found.filter(status=wanted["status"]) if wanted["status"] else found


def map_of(page: Page, areas: list[Area]) -> dict[str, Any]:
    """What the map draws: outlines of the wards, and the page's proposals by their numbers in the list."""
    points = [
        {
            "number": number,
            "title": proposal.title,
            "address": proposal.get_absolute_url(),
            "at": [proposal.latitude, proposal.longitude],
        }
        for number, proposal in enumerate(page.object_list, page.start_index())
        if proposal.latitude is not None
    ]
    outlines = [{"name": area.name, "ring": area.outline} for area in areas if area.outline]
    return settings_of_map() | {"points": points, "outlines": outlines}


def _file_address(process: Process | None, asked: QueryDict) -> str:
    """The whole list as a file, with the same filters and order."""
    name, parts = ("proposal_file", [process.slug]) if process else ("proposal_file_all", [])
    query = _query(asked, "page", "view").removesuffix("&")
    return reverse(name, args=parts) + (f"?{query}" if query else "")


def _own_area(user: Any) -> Area | None:
    identity = identity_of(user)
    return identity.area if identity else None


def _tabs(asked: QueryDict, view: str) -> list[dict[str, Any]]:
    query = _query(asked, "page", "view")
    return [
        {"href": f"?{query}view={name}", "label": label, "current": name == view, "count": ""}
        for name, label in VIEWS
    ]


def _query(asked: QueryDict, *without: str) -> str:
    """The address's question without these parts, ready for one more."""
    kept = asked.copy()
    for name in without:
        kept.pop(name, None)
    return f"{kept.urlencode()}&" if kept else ""
