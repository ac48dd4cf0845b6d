"""What a person did on the site: the newest of each sort on their own page, and pages of all of it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from participation.kinds import registry

ON_MY_PAGE = 12
PER_PAGE = 30


def panels_of(user: Any) -> list[registry.Panel]:
    """One query a panel; a sort that has neither rows nor words for that is left out."""
    panels: list[registry.Panel] = []
    for kind in registry.all_kinds():
        panels += kind.mine(user) if kind.mine else []
        listings = kind.activity(user) if kind.activity else []
        panels += [panel for panel in map(_panel, listings) if panel.rows or panel.empty]
    return panels


@never_cache
@login_required
@require_safe
def my_activity(request: HttpRequest, key: str) -> HttpResponse:
    """All of one sort."""
    kinds = (kind.activity(request.user) for kind in registry.all_kinds() if kind.activity)
    listing = next((each for listings in kinds for each in listings if each.key == key), None)
    if listing is None:
        raise Http404
    page = Paginator(listing.things, PER_PAGE).get_page(request.GET.get("page"))
    facts = {"listing": listing, "page": page, "rows": listing.rows(list(page.object_list))}
    return render(request, "participation/my_activity.html", facts)


def _panel(listing: registry.Listing) -> registry.Panel:
    newest = list(listing.things[: ON_MY_PAGE + 1])
    return registry.Panel(
        title=listing.title,
        rows=listing.rows(newest[:ON_MY_PAGE]),
        empty=listing.empty,
        begin=listing.begin,
        begin_label=listing.begin_label,
        more=reverse("my_activity", args=[listing.key]) if len(newest) > ON_MY_PAGE else "",
    )
