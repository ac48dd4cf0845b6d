"""The page on which authors add, describe and remove the pictures and documents of a published proposal."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from participation.accounts.buttons import log_in_first
from participation.proposals import rules
from participation.proposals.actions.filing import add_file, describe_file, drop_file
from participation.proposals.models import Proposal

KINDS = ("picture", "document")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_files(request: HttpRequest, pk: int) -> HttpResponse:
    """The files with a form for each, and a form for one more of either kind."""
    proposal = _seen(request, pk)
    if refusal := rules.edit_refusal(request.user, proposal):
        page = {"process": proposal.process, "proposal": proposal, "refusal": refusal}
        return render(request, "participation/proposal_refused.html", page, status=403)
    if request.method != "POST":
        return _show(request, proposal)
    kind, file, words = request.POST.get("kind"), request.FILES.get("file"), request.POST.get("words", "")
    if kind not in KINDS:
        raise Http404
    try:
        if file is None:
            raise ValidationError({"file": _("Choose a file first.")})
        add_file(author=request.user, proposal=proposal, kind=kind, file=file, words=words)
    except ValidationError as error:
        return _show(request, proposal, {"wrong_kind": kind, "errors": error.messages, "typed": words})
    messages.success(request, _("It is added. Everyone can see it now."))
    return redirect("proposal_files", pk)


@never_cache
@log_in_first
@require_POST
def proposal_file_change(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    """Other words for a file, or away with it."""
    proposal, words = _seen(request, pk), request.POST.get("words", "")
    try:
        if "remove" in request.POST:
            drop_file(author=request.user, proposal=proposal, attachment=attachment)
            messages.success(request, _("It is removed."))
        else:
            describe_file(author=request.user, proposal=proposal, attachment=attachment, words=words)
            messages.success(request, _("Your words are kept."))
    except ValidationError as error:
        return _show(request, proposal, {"wrong_file": attachment, "errors": error.messages, "typed": words})
    return redirect("proposal_files", pk)


def _show(request: HttpRequest, proposal: Proposal, wrong: dict[str, Any] | None = None) -> HttpResponse:
    rows = list(proposal.attachments.all())
    page = {
        "proposal": proposal,
        "kinds": [
            {
                "key": kind,
                "rows": [row for row in rows if getattr(row, kind)],
                "is_picture": kind == "picture",
            }
            for kind in KINDS
        ],
    }
    status = 422 if wrong else 200
    return render(request, "participation/proposal_files.html", page | (wrong or {}), status=status)


def _seen(request: HttpRequest, pk: int) -> Proposal:
    proposal = get_object_or_404(Proposal.objects.select_related("process", "area", "category"), pk=pk)
    if not rules.may_see(request.user, proposal):
        raise Http404
    return proposal
