"""Where a reader reports something."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from participation.kinds import registry
from participation.moderation import rules
from participation.moderation.actions import report
from participation.moderation.forms import ReportForm


def reportable_or_404(user: Any, key: str, pk: int) -> tuple[registry.Kind, Any]:
    """The kind and the thing, when this person can see it."""
    kind = registry.kind(key)
    if kind is None or kind.may_report is None:
        raise Http404
    target = kind.model._default_manager.filter(pk=pk).first()
    if target is None or not kind.may_see(user, target):
        raise Http404
    return kind, target


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_new(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    its_kind, target = reportable_or_404(request.user, kind, pk)
    if not rules.may_report(request.user, target):
        raise PermissionDenied
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            report(reporter=request.user, target=target, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("report_thanks", kind=kind, pk=pk)
    page = {"form": form, "title": its_kind.title(target), "address": its_kind.address(target)}
    return render(request, "participation/report_new.html", page)


@never_cache
@login_required
@require_safe
def report_thanks(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    its_kind, target = reportable_or_404(request.user, kind, pk)
    return render(request, "participation/report_thanks.html", {"address": its_kind.address(target)})
