"""Pages of rounds and their projects."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from budgeting.rounds import rules
from budgeting.rounds.models import Project, Round
from budgeting.rounds.page import project_facts, round_facts
from participation.clock import database_now
from participation.debate.discussion import discussion


@require_safe
def round_page(request: HttpRequest, slug: str) -> HttpResponse:
    round = get_object_or_404(Round.objects.with_clock().with_voters(), process__slug=slug)
    now = database_now()
    if not rules.may_see(request.user, round, now):
        raise Http404
    return render(request, "budgeting/round.html", round_facts(round, request.user, now))


@require_safe
def project_page(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    round = get_object_or_404(Round.objects.with_clock(), process__slug=slug)
    now = database_now()
    if not rules.may_see(request.user, round, now):
        raise Http404
    projects = Project.objects.for_cards().select_related("thread")
    project = get_object_or_404(projects, round=round, number=number)
    page = project_facts(project, round, request.user, now)
    if project.thread is not None:
        refusal = rules.comment_refusal(request.user, project, now)
        page["discussion"] = discussion(request, project.thread, refusal)
    return render(request, "budgeting/project.html", page)
