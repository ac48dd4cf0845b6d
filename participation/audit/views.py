"""The public page of the audit log's head, and its daily files."""

import re
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from participation.audit.heads import current_head, daily_heads
from participation.limits.network import counted
from participation.limits.table import DOWNLOADS

DAYS_SHOWN = 60
_NAME = re.compile(r"\d{4}-\d\d-\d\d\.json")


@require_safe
def audit_heads(request: HttpRequest) -> HttpResponse:
    page = {"head": current_head(), "days": daily_heads(DAYS_SHOWN)}
    return render(request, "participation/audit_heads.html", page)


@require_safe
@counted(DOWNLOADS)
def audit_head_file(request: HttpRequest, name: str) -> FileResponse:
    path = Path(settings.AUDIT_HEADS_DIR) / name
    if not _NAME.fullmatch(name) or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), content_type="application/json", as_attachment=True)
