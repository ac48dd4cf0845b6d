"""What was built in a round, and the page of one funded project that people share."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from budgeting.delivery.page import know_round, round_works
from budgeting.delivery.story import story_of
from budgeting.delivery.totals import totals_of
from budgeting.delivery.works import funded_projects
from budgeting.rounds.models import Round
from budgeting.rounds.rules import may_see
from participation.clock import database_now


@require_safe
def built_list(request: HttpRequest, slug: str) -> HttpResponse:
    round = visible_round(request.user, slug)
    works = round_works(round)
    facts = {"round": round, "works": works, "totals": totals_of(works, round.currency)}
    return render(request, "budgeting/built_list.html", facts)


@require_safe
def built_project(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    round = visible_round(request.user, slug)
    found = funded_projects().select_related("round_pot__pot", "proposal", "area", "category")
    project = get_object_or_404(found, round=round, number=number)
    know_round(project, round)
    return render(request, "budgeting/built.html", {"round": round, "story": story_of(project)})


def visible_round(user: Any, slug: str) -> Round:
    round = get_object_or_404(Round.objects.with_clock(), process__slug=slug)
    if not may_see(user, round, database_now()):
        raise Http404
    return round
