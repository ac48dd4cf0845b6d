"""/search/: the first few of each kind, or all of one kind page by page."""

import re

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.finding.sources import Source, known_words, sources
from participation.limits.network import count_from_here
from participation.limits.table import SEARCHES
from participation.near_words import corrected

LONGEST_QUERY = 100
FIRST_FEW = 4
ON_A_PAGE = 20
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query = _CONTROL.sub(" ", request.GET.get("q", ""))[:LONGEST_QUERY].strip()
    context = {"query": query, "total": 0}
    if query:
        count_from_here(SEARCHES, request)
        context |= _found(request, query)
        if not context["total"] and (meant := corrected(query, known_words())):
            better = _found(request, meant)
            context |= better | {"meant": meant} if better["total"] else {}
    return render(request, "cms/search.html", context)


def _found(request: HttpRequest, query: str) -> dict:
    every = sources(request.user, query)
    counts = {source.key: source.found.count() for source in every}
    chosen = next((source for source in every if source.key == request.GET.get("in")), None)
    context = {"total": sum(counts.values()), "tabs": _tabs(every, counts, chosen, query)}
    if chosen is not None:
        page = Paginator(chosen.found, ON_A_PAGE).get_page(request.GET.get("page"))
        context |= {
            "sections": [_section(chosen, counts, chosen.hit(page.object_list))],
            "page_of_hits": page,
            "other_parameters": urlencode({"q": query, "in": chosen.key}) + "&",
        }
    else:
        context["sections"] = [
            _section(source, counts, source.hit(source.found[:FIRST_FEW]))
            | {"more": counts[source.key] > FIRST_FEW, "href": _address(query, source.key)}
            for source in every
            if counts[source.key]
        ]
    return context


def _section(source: Source, counts: dict[str, int], hits: list) -> dict:
    return {"key": source.key, "label": source.label, "count": counts[source.key], "hits": hits}


def _tabs(every: list[Source], counts: dict[str, int], chosen: Source | None, query: str) -> list[dict]:
    all_of_it = {
        "label": _("Everything"),
        "href": _address(query),
        "current": chosen is None,
        "count": sum(counts.values()),
    }
    return [
        all_of_it,
        *(
            {
                "label": source.label,
                "href": _address(query, source.key),
                "current": source is chosen,
                "count": counts[source.key],
            }
            for source in every
            if counts[source.key] or source is chosen
        ),
    ]


def _address(query: str, key: str = "") -> str:
    return "?" + urlencode({"q": query, "in": key} if key else {"q": query})
