"""Pages of processes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from participation.processes import rules
from participation.processes.models import Process
from participation.processes.page import process_facts
from participation.processes.summaries import summaries


@require_safe
def process_list(request: HttpRequest) -> HttpResponse:
    return render(request, "participation/process_list.html", {"summaries": summaries()})


@require_safe
def process_page(request: HttpRequest, slug: str) -> HttpResponse:
    process = get_object_or_404(Process.objects.select_related("area"), slug=slug)
    if not rules.may_see_process(request.user, process):
        raise Http404
    return render(request, "participation/process.html", process_facts(process, request.user))
