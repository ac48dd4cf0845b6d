"""The ballot of a planned round as a resident will see it, for staff: nothing in it can be kept or cast."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from budgeting.ballots.basket import basket_of
from budgeting.ballots.doors import never_kept, visible_round
from budgeting.ballots.eligibility import shares_of
from budgeting.ballots.rules import may_preview
from budgeting.rounds.models import Round
from budgeting.rounds.page import limit_words
from participation.accounts.models import Identity
from participation.areas.models import Area


@never_kept
@require_safe
def ballot_preview(request: HttpRequest, slug: str) -> HttpResponse:
    """As somebody of the ward in `?ward=`, else of the first ward that has a pot."""
    round = visible_round(request, slug)
    if not may_preview(request.user, round):
        raise Http404
    return render(request, "budgeting/ballot.html", preview_facts(round, request.GET.get("ward", "")))


def preview_facts(round: Round, ward: str) -> dict[str, Any]:
    wards = wards_of(round)
    here = next((area for area in wards if str(area.pk) == ward), wards[0] if wards else None)
    somebody = Identity(key="preview", area=here)
    return {
        "round": round,
        "basket": basket_of(round, somebody, ()),
        "limit": limit_words(round),
        "changes": [],
        "preview": {"wards": wards, "here": here},
    }


def wards_of(round: Round) -> list[Area]:
    """The areas that a pot of residents is for, by name; none where all pots are the town's."""
    areas = [
        share.pot.area
        for share in shares_of(round)
        if share.electorate_id is None and share.pot.area and share.pot.area.kind != Area.Kind.CITY
    ]
    return sorted({area.pk: area for area in areas}.values(), key=lambda area: area.name)
