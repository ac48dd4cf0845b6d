"""A person's page about their own data: ask for a copy, fetch it, let it go."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from participation.accounts.privacy.exporting import ask_export, remove_export
from participation.accounts.privacy.keeping import EXPORT_KEPT
from participation.accounts.privacy.models import DataExport
from participation.limits.network import counted
from participation.limits.table import DOWNLOADS


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_data(request: HttpRequest) -> HttpResponse:
    """Says what a copy holds, and where it stands: not asked for, being made, ready until a day."""
    if request.method == "POST":
        _asked_or_removed(request)
        return redirect("my_data")
    export = DataExport.objects.filter(person=request.user).first()
    until = export.ready_at + EXPORT_KEPT if export and export.ready_at else None
    page = {"export": export, "until": until, "days": EXPORT_KEPT.days}
    return render(request, "participation/my_data.html", page)


def _asked_or_removed(request: HttpRequest) -> None:
    if "remove" in request.POST:
        remove_export(user=request.user)
        messages.success(request, _("Your copy is gone. You can ask for a new one at any time."))
        return
    ask_export(user=request.user)


@never_cache
@login_required
@require_safe
@counted(DOWNLOADS)
def my_data_file(request: HttpRequest) -> FileResponse:
    """The copy itself, for who it is about alone."""
    export = DataExport.objects.filter(person=request.user, ready_at__isnull=False).first()
    if export is None:
        raise Http404
    answer = FileResponse(export.file.open("rb"), as_attachment=True, filename="my-data.zip")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
